"""The steps that draw points and turn them into values of a law."""

from __future__ import annotations

from ...kernels import program as ops
from ...laws.base import Distribution
from ...laws.bounded import Uniform
from .program_arrays import ProgramArrays


def draw_points(arrays: ProgramArrays, stream: str, *, fold: bool) -> None:
    """Draw the points of `stream`, and fold them to distances from the nearer tail if a later step needs those."""
    arrays.step(ops.DRAW, 0, arrays.streams[stream], int(fold))


def draw_law(arrays: ProgramArrays, law: Distribution, target: int, stream: str) -> None:
    """Turn the points just drawn from `stream` into values of `law` in row `target`."""
    if isinstance(law, Uniform):
        arrays.step(ops.UNIFORM, target, arrays.put([law.low, law.high]))
    elif law.atoms is not None:
        draw_folded_law(arrays, law, target)
    else:
        first, split = arrays.put_table(law)
        arrays.step(ops.TABLE, target, first, arrays.streams[stream], int(split))


def draw_folded_law(arrays: ProgramArrays, law: Distribution, target: int) -> None:
    """Turn folded points or scores into values of `law` in row `target`."""
    if (value := constant_of(law)) is not None:
        arrays.step(ops.FILL, target, arrays.put([value]))
    elif isinstance(law, Uniform):
        arrays.step(ops.FOLDED_UNIFORM, target, arrays.put([law.low, law.high]))
    elif (atoms := law.atoms) is not None:
        arrays.step(ops.ATOMS, target, arrays.put_atoms(*atoms), len(atoms[0]))
    else:
        arrays.step(ops.FOLDED_TABLE, target, arrays.put_table(law)[0])


def constant_of(law: Distribution) -> float | None:
    """The only value of `law`; None if it has several."""
    low, high = law.support
    return low if low == high else None
