"""The scale on which an output's spread is explained: its value, its logarithm or its rank."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal, get_args

import numpy as np
from numpy.typing import NDArray

from ..answer.heavy_tails import HeavyTail
from ..kernels import cross_sums
from ..problems import InvalidInput
from ..units.number_format import significant

Floats = NDArray[np.float64]
Scale = Literal["value", "log", "rank"]
SCALES: tuple[Scale, ...] = get_args(Scale)

#: The ratio of the 95th to the 5th percentile from which a positive output is analysed on the logarithm: a decade.
DECADE = 10.0
#: The relative rounding error of an output's value: a few operations' worth.
_ROUNDING: Final = 64 * np.finfo(float).eps
#: Quantiles that a rank is counted by.
_RANKS: Final = 1023
#: What the compiled sums call each scale.
_CODES: Mapping[Scale, int] = {"value": cross_sums.VALUE, "log": cross_sums.LOG, "rank": cross_sums.RANK}


@dataclass(frozen=True)
class ChosenScale:
    """The scale of one output, and why it was chosen."""

    scale: Scale
    reason: str


def choose(output: str, values: Floats, tail: HeavyTail, wanted: Scale | None, *, one_sign: bool = True) -> ChosenScale:
    """The scale for an output with these pilot `values`; InvalidInput if the `wanted` one is impossible.

    By default it is the logarithm of the magnitude for outputs of one sign that span a decade, the rank for outputs
    without a variance, and the value for all others. `one_sign` False says that a sample beyond the pilot has another.
    """
    least, most = float(values.min()), float(values.max())
    has_logarithm = one_sign and least * most > 0
    if wanted == "log" and not has_logarithm:
        ends = f"runs from {least:.3g} to {most:.3g}" if least * most <= 0 else "has values of 0 or of the other sign"
        raise InvalidInput(f"--on log needs values of one sign, and {output} {ends}; use value or rank")
    if wanted == "value" and tail.index <= 2:
        raise InvalidInput(f"--on value needs a variance, and {output} has none: {tail.reason}; use log or rank")
    if wanted:
        return ChosenScale(wanted, "as asked for")
    low, high = np.quantile(np.abs(values), (0.05, 0.95))
    if has_logarithm and high >= DECADE * low:
        magnitude = ", and it is negative: that of its magnitude" if most < 0 else ""
        return ChosenScale("log", f"its 90 % interval spans a factor of {significant(high / low, 2)}{magnitude}")
    if tail.index <= 2:
        return ChosenScale("rank", f"it has no variance: {tail.reason}")
    if not has_logarithm:
        return ChosenScale("value", "it has values of 0 or below")
    return ChosenScale("value", "its 90 % interval spans less than a factor of 10")


def rounding_variance(values: Floats, scale: Scale) -> float:
    """The variance on `scale` that rounding alone can cause in an output with these pilot `values`."""
    largest = float(np.abs(values).max())
    if scale == "rank":
        return math.inf if 0.0 < values.max() - values.min() <= _ROUNDING * largest else 0.0
    size = max(1.0, float(np.abs(np.log(np.abs(values))).max())) if scale == "log" else largest
    return (_ROUNDING * size) ** 2


@dataclass(frozen=True)
class Transforms:
    """How compiled sums put each output on its scale.

    `codes` (outputs,) name the scales, `centers` (outputs,) are subtracted so that sums lose no digits, and
    `boundaries` (outputs, n) are the quantiles that ranks are counted by.
    """

    codes: NDArray[np.int64]
    centers: Floats
    boundaries: Floats


def transforms(scales: Sequence[ChosenScale], pilot: Floats) -> Transforms:
    """The transforms to `scales` of outputs with `pilot` values (outputs, n)."""
    probabilities = np.arange(1, _RANKS + 1) / (_RANKS + 1)
    ranked = any(each.scale == "rank" for each in scales)
    return Transforms(
        np.array([_code(each.scale, values) for values, each in zip(pilot, scales, strict=True)], np.int64),
        np.array([_center(values, each.scale) for values, each in zip(pilot, scales, strict=True)]),
        np.quantile(pilot, probabilities, axis=1).T if ranked else np.zeros((len(scales), 1)),
    )


def _code(scale: Scale, values: Floats) -> int:
    return cross_sums.LOG_OF_NEGATIVE if scale == "log" and values.max() < 0 else _CODES[scale]


def _center(values: Floats, scale: Scale) -> float:
    if scale == "rank":
        return 0.5
    return float(np.log(np.abs(values)).mean() if scale == "log" else values.mean())


def on_scale(values: Floats, scale: Scale) -> Floats:
    """Sorted samples of an output on a scale: ranks run from 0 to 1."""
    if scale == "rank":
        return np.linspace(0.0, 1.0, len(values))
    return np.log(values) if scale == "log" else values
