"""The outputs that two scenarios both have, in the order in which one is computed from the other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ..answer.reached_outputs import reached_by
from .sides import Side

Names = tuple[str, ...]


@dataclass(frozen=True)
class Link:
    """One output of both sides: its name without a part, the full `outputs`, and the inputs it is computed from.

    `read` are those of each side that do not reach the link before.
    """

    name: str
    outputs: tuple[str, str]
    read: tuple[Names, Names]


@dataclass(frozen=True)
class Chain:
    """The links, of which the last is the output that is compared; and the outputs that only one side has."""

    links: tuple[Link, ...]
    missing: tuple[Names, Names]


def chain(first: Side, second: Side) -> Chain:
    """The chain of two sides: of the outputs that both have, those that reach the compared one through each other.

    One output is computed from another if all inputs that reach the other reach it too.
    """
    (end, own), (other_end, others) = _by_bare_name(first), _by_bare_name(second)
    reach = [_reach(side) for side in (first, second)]
    before = _nested(own, first.output, reach[0]), _nested(others, second.output, reach[1])
    units = [{each.name: each.unit.dimension for each in side.scenario.outputs} for side in (first, second)]
    shared = [name for name in before[0] if name in before[1] and units[0][own[name]] == units[1][others[name]]]
    shared = [name for name in shared if name not in (end, other_end)]
    outputs = [*((name, (own[name], others[name])) for name in _ordered(shared, own, others, reach)),
               (end, (first.output, second.output))]  # fmt: skip
    links: list[Link] = []
    seen: list[set[str]] = [set(), set()]
    for name, both in outputs:
        new = [tuple(each for each in reach[k][both[k]] if each not in seen[k]) for k in (0, 1)]
        links.append(Link(name, both, (new[0], new[1])))
        seen = [seen[k] | set(reach[k][both[k]]) for k in (0, 1)]
    absent = tuple(name for name in before[0] if name not in shared and name != end)
    lacking = tuple(name for name in before[1] if name not in shared and name != other_end)
    return Chain(tuple(links), (absent, lacking))


def _by_bare_name(side: Side) -> tuple[str, dict[str, str]]:
    """The compared output's name without its part, and all outputs of that part (or totals) by such names."""
    names = [each.name for each in side.scenario.outputs]
    prefixes = [f"{part.name}_" for part in side.scenario.parts if part.name] + ["total_"]
    fitting = (
        [each for each in prefixes if side.output.startswith(each)]
        if any(part.name for part in side.scenario.parts)
        else []
    )
    prefix = max(fitting, key=len, default="")
    return side.output.removeprefix(prefix), {
        name.removeprefix(prefix): name for name in names if name.startswith(prefix)
    }


def _reach(side: Side) -> dict[str, list[str]]:
    """The inputs that reach each output."""
    found: dict[str, list[str]] = {each.name: [] for each in side.scenario.outputs}
    for name, outputs in reached_by(side.scenario, side.scenario.inputs, side.scenario.inputs).items():
        for output in outputs:
            found[output].append(name)
    return found


def _nested(outputs: dict[str, str], end: str, reach: dict[str, list[str]]) -> list[str]:
    """The outputs whose inputs all reach the output `end`, which is computed from more."""
    whole = set(reach[end])
    return [name for name, output in outputs.items() if output != end and set(reach[output]) <= whole and reach[output]]


def _ordered(
    shared: Sequence[str], own: dict[str, str], others: dict[str, str], reach: Sequence[dict[str, list[str]]]
) -> list[str]:
    """The shared outputs, fewest inputs first; one that is not computed from the one before is left out."""
    found: list[str] = []
    for name in sorted(shared, key=lambda each: len(reach[0][own[each]])):
        last = found[-1] if found else None
        if last is None or (
            set(reach[0][own[last]]) <= set(reach[0][own[name]])
            and set(reach[1][others[last]]) <= set(reach[1][others[name]])
        ):
            found.append(name)
    return found
