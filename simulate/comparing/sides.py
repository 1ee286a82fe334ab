"""The sides of a comparison: scenarios at one coordinate each, with the output that is compared."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from .. import units
from ..answer.subject import Subject, headline_output, subject
from ..engine.program.coordinates import coordinates
from ..laws.discrete import Constant
from ..problems import InvalidInput, Problem, did_you_mean
from ..reader.composition.functional_units import FunctionalUnit
from ..scenario.plausibility import implausible_names
from ..scenario.scenario import Input, Quantity, Scenario
from ..units import Unit, UnitError, amounts

#: Scenarios of one comparison, at most: counts of ranks are whole numbers of their least common multiple.
MOST: Final = 12
LETTERS: Final = "ABCDEFGHIJKL"


@dataclass(frozen=True)
class Side:
    """One of several scenarios that are compared, without axes: at the coordinate that is compared.

    `letter` stands for it in tables and messages, `name` is unique among the sides.
    """

    letter: str
    name: str
    scenario: Scenario
    output: str
    coordinates: Mapping[str, str]

    @property
    def quantity(self) -> Quantity:
        """The output that is compared, with the unit it is shown in."""
        return next(each for each in self.scenario.outputs if each.name == self.output)

    @property
    def unit(self) -> Unit:
        """The unit of the output."""
        return self.quantity.unit

    @property
    def subject(self) -> Subject:
        """The scenario as an answer quotes it."""
        return subject(self.scenario)

    def __str__(self) -> str:
        return f"{self.letter} ({self.name})"


@dataclass(frozen=True)
class Agreement:
    """What makes unlike scenarios comparable: a functional unit `per` for all, such as ``1 day``, any boundaries."""

    per: str | None = None
    any_boundary: bool = False


def sides(scenarios: Sequence[Scenario], outputs: Sequence[str | None], agreement: Agreement) -> tuple[Side, ...]:
    """The sides of a comparison of `scenarios`, each by the output of `outputs`, by default its headline's.

    Scenarios with axes are compared at their first coordinate. Raises InvalidInput for fewer than two scenarios or more
    than a dozen, for an output that does not exist, and for scenarios that are for unlike functional units, count
    within unlike boundaries, or give outputs of unlike units.
    """
    check_count(len(scenarios))
    named = [scenario.name for scenario in scenarios]
    found = tuple(map(_side, LETTERS, named, scenarios, outputs))
    names = unique_names(named, [side.coordinates for side in found])
    found = tuple(replace(side, name=name) for side, name in zip(found, names, strict=True))
    if agreement.per:
        found = tuple(rescaled(side, agreement.per) for side in found)
    problems = [*_functional_units(found), *([] if agreement.any_boundary else _boundaries(found)), *_units(found)]
    if problems:
        raise InvalidInput([Problem(each) for each in problems])
    return found


def check_count(count: int) -> None:
    """Raise InvalidInput unless a comparison can have `count` scenarios."""
    if not 2 <= count <= MOST:
        raise InvalidInput(f"compare takes from 2 to {MOST} scenarios, got {count}")


def one_side(scenario: Scenario, output: str | None = None) -> Side:
    """A scenario at its first coordinate, with the output called `output`, by default the headline's.

    Raises InvalidInput if there is no such output.
    """
    return _side(LETTERS[0], scenario.name, scenario, output)


def unique_names(names: Sequence[str], at: Sequence[Mapping[str, str]] = ()) -> list[str]:
    """The names, those that occur twice with the coordinates `at` which they differ, else the letter of their side.

    >>> unique_names(["a", "b", "a"]), unique_names(["a", "a"], [{"region": "norway"}, {"region": "france"}])
    (['a [A]', 'b', 'a [C]'], ['a [norway]', 'a [france]'])
    """
    found = []
    for k, (letter, name) in enumerate(zip(LETTERS, names, strict=False)):
        alike = [j for j, each in enumerate(names) if each == name]
        labels = [_differing(at, j, alike) for j in alike] if at else []
        own = _differing(at, k, alike) if at else ""
        suffix = own if own and labels.count(own) == 1 else letter
        found.append(name if len(alike) == 1 else f"{name} [{suffix}]")
    return found


def _differing(at: Sequence[Mapping[str, str]], k: int, alike: Sequence[int]) -> str:
    """The options of coordinate number `k` on the axes on which those of `alike` differ."""
    return ", ".join(label for axis, label in at[k].items() if len({at[j].get(axis) for j in alike}) > 1)


def _side(letter: str, name: str, scenario: Scenario, output: str | None) -> Side:
    first = coordinates(scenario)[0]
    known = [each.name for each in scenario.outputs]
    if output is not None and output not in known:
        raise InvalidInput(f"{name} has no output called {output!r}; {did_you_mean(output, known)}")
    # The headline is that of the whole scenario; at one coordinate it is the same.
    chosen = output or headline_output(scenario)
    return Side(letter, name, replace(scenario, inputs=first.inputs, axes=()), chosen, first.labels)


def functional_unit(per: Mapping[str, str]) -> FunctionalUnit | None:
    """The functional unit that `per` states; None if it states none.

    >>> str(functional_unit({"duration": "1 day"}))
    '1 day (duration)'
    """
    if not per:
        return None
    read = {name: units.number(value) for name, value in per.items()}
    return FunctionalUnit(per, tuple(sorted((unit.dimension, value) for value, unit in read.values())))


def _functional_units(found: Sequence[Side]) -> Iterator[str]:
    """What is wrong with the functional units."""
    first, *others = found
    one = functional_unit(first.scenario.per)
    for side in others:
        other = functional_unit(side.scenario.per)
        if one is None and other is None:
            continue
        if one is None or other is None:
            silent, stated = (first, other) if one is None else (side, one)
            yield (
                f"unlike functional units: {silent} states none, {first if silent is side else side} is for {stated}; "
                f"add `per` to {silent.name}, with an argument of its model"
            )
        elif not one.agrees(other):
            rule = f"unlike functional units: {first} is for {one}, {side} for {other}"
            yield f"{rule}; {_conversion(one, other)}"


def _conversion(one: FunctionalUnit, other: FunctionalUnit) -> str:
    if one.dimensions == other.dimensions and len(one.stated) == 1:
        return f'give --per "{next(iter(one.stated.values()))}" to compute both for the same amount'
    return (
        "amounts of different things have no conversion: give one of them an input for how many it takes "
        "(such as its requests in a day), and the other's `per`"
    )


def _boundaries(found: Sequence[Side]) -> Iterator[str]:
    """What is wrong with the boundaries; one that is not stated is unlike none."""
    stated = [side for side in found if side.scenario.boundary]
    for side in stated[1:]:
        first = stated[0]
        if {*first.scenario.boundary} != {*side.scenario.boundary}:
            counts, other = (", ".join(each.scenario.boundary) for each in (first, side))
            yield (
                f"unlike boundaries: {first} counts {counts}; {side} counts {other}; compare outputs that count the "
                f"same, with --output {first.letter}:OUTPUT and --output {side.letter}:OUTPUT, and say with "
                "--any-boundary that they do"
            )


def _units(found: Sequence[Side]) -> Iterator[str]:
    first, *others = found
    for side in others:
        if side.unit.dimension != first.unit.dimension:
            one, other = (each.unit.text or "a plain number" for each in (first, side))
            yield (
                f"unlike units: {first.output} of {first} is in {one}, {side.output} of {side} in {other}; choose "
                f"outputs of one unit with --output, such as --output {side.letter}:OUTPUT"
            )


def unstated_boundaries(found: Sequence[Side]) -> Iterator[str]:
    """A warning for each side without a boundary beside others with one."""
    stated = [side for side in found if side.scenario.boundary]
    for side in found:
        if stated and not side.scenario.boundary:
            counts = ", ".join(stated[0].scenario.boundary)
            yield f"{side} states no boundary; {stated[0]} counts {counts}: check that both count the same"


def rescaled(side: Side, per: str) -> Side:
    """A side for another amount of its functional unit: the input that holds it has the value `per`.

    Raises InvalidInput for a text that is no such amount.
    """
    try:
        value, unit = units.number(per)
    except UnitError as error:
        raise InvalidInput([Problem(str(error), file=f"--per {per}")]) from None
    stated = {name: units.number(each)[1] for name, each in side.scenario.per.items()}
    fitting = [name for name, each in stated.items() if each.dimension == unit.dimension]
    if not fitting:
        unit_of = " and ".join(f"{amounts(each)} ({name})" for name, each in side.scenario.per.items()) or "none"
        rule = f"the functional unit of {side} is {unit_of}, which is no amount of {unit.text}"
        raise InvalidInput([Problem(f"{rule}; without --per, compare scenarios for the same", file=f"--per {per}")])
    if not value > 0:
        raise InvalidInput([Problem("must be above 0, as the answer is for this amount", file=f"--per {per}")])
    before, _ = units.number(side.scenario.per[fitting[0]])
    held = [name for name, each in side.scenario.inputs.items() if _holds(each, fitting[0], before)]
    if value != before:
        _check_amount(side, fitting[0], held, per)
    law = Constant(value)
    new = {name: replace(side.scenario.inputs[name], distribution=law, nominal=value, unit=unit) for name in held}
    own = {**side.scenario.per, fitting[0]: per.strip()}
    claims = side.scenario.claims if value == before else ()  # which are for the amount of before
    changed = replace(side.scenario, inputs={**side.scenario.inputs, **new}, per=own, claims=claims)
    return replace(side, scenario=changed)


def _check_amount(side: Side, name: str, held: Sequence[str], per: str) -> None:
    """Raise InvalidInput unless a side can be computed for another amount of its functional unit."""
    file = f"--per {per}"
    if not held:
        raise InvalidInput([Problem(f"{side} has no input that holds its functional unit, {name}", file=file)])
    varying = [each for each in side.scenario.inputs.values() if each.nature == "variability"]
    if varying:
        own = " and ".join(f"{amounts(each)} ({key})" for key, each in side.scenario.per.items())
        rule = f"{varying[0].name} of {side} varies from one {varying[0].over} to the next"
        raise InvalidInput([Problem(f"{rule}, so that the scenario is for {own} alone", file=file)])


def _holds(given: Input, name: str, amount: float) -> bool:
    """Whether an input is the functional unit's argument `name`, of a part too: a constant of this amount."""
    return not given.varies and given.nominal == amount and given.name.rpartition(".")[2] == name


def implausible_of(found: Sequence[Side]) -> tuple[str, ...]:
    """The inputs of each side whose nominal values are outside their beliefs: ``pue of chatgpt/by-words``."""
    return tuple(f"{name} of {side.name}" for side in found for name in implausible_names(side.scenario))
