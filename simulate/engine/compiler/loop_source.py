"""The source of the loop that computes a scenario's models for one block.

Each argument is a load from one flat base with a constant stride, so that numba can vectorize the loop.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import get_type_hints

from ...kernels.batches import BLOCK
from ...scenario.scenario import Part, Quantity
from ..program.arguments import ArgumentRow, argument_rows


def loop_source(parts: Sequence[Part], outputs: Sequence[Quantity]) -> str:
    """The generated loop, which calls `parts` in order on the rows of a block and adds up the totals.

    The names ``formula_0``, … in it are the parts' functions.
    """
    arguments = argument_rows(parts)
    lines = [
        "def loop(X, profiles, Y):",
        "    x = flat(X)",
        "    y = flat(Y)",
        *(line for part in arguments for slot in part if slot.profile for line in _profile(slot)),
        f"    for i in range(uint64(0), uint64({BLOCK}), uint64(1)):",
    ]
    values = [value for p, part in enumerate(parts) for value in _results(p, part)]
    names = {quantity.name: value for quantity, value in zip(outputs, values, strict=False)}
    names |= {each.name: " + ".join(names[name] for name in each.sums) for each in outputs if each.sums}
    for p, part in enumerate(parts):
        loads = ", ".join(names[s.feed] if s.feed in part.computed else _load(s) for s in arguments[p])
        lines.append(f"        r{p} = formula_{p}({loads})")
    lines += (f"        y[uint64({o * BLOCK}) + i] = {names[each.name]}" for o, each in enumerate(outputs))
    return "\n".join(lines) + "\n"


def _results(p: int, part: Part) -> list[str]:
    """The outputs of part `p`."""
    single = len(part.model.outputs) == 1 and not _is_tuple(part)
    return [f"r{p}"] if single else [f"r{p}[{o}]" for o in range(len(part.model.outputs))]


def _load(slot: ArgumentRow) -> str:
    """One argument of sample i that is an input."""
    value = f"x[uint64({slot.row * BLOCK}) + i]"
    return f"Profile(c{slot.row}, s{slot.row}, {value})" if slot.profile else value


def _profile(slot: ArgumentRow) -> list[str]:
    """The integral and the step of a profile, which are constant in a block."""
    row = slot.row
    return [
        f"    p{row} = int64(x[uint64({(row + 1) * BLOCK})])",
        f"    c{row} = profiles[p{row} + 2:p{row} + 3 + int64(profiles[p{row}])]",
        f"    s{row} = profiles[p{row} + 1]",
    ]


def _is_tuple(part: Part) -> bool:
    returned = get_type_hints(part.model.function).get("return")
    return isinstance(returned, type) and issubclass(returned, tuple)
