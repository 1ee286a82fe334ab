"""The scale on which an output's spread is explained: its value, its logarithm or its rank."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, get_args

import numpy as np
from numpy.typing import NDArray

from ..answer.heavy_tails import HeavyTail
from ..kernels import cross_sums
from ..problems import InvalidInput

Floats = NDArray[np.float64]
Scale = Literal["value", "log", "rank"]
SCALES: tuple[Scale, ...] = get_args(Scale)

#: The ratio of the 95th to the 5th percentile from which a positive output is analysed on the logarithm: a decade.
DECADE = 10.0
#: What the compiled sums call each scale.
CODES: Mapping[Scale, int] = {"value": cross_sums.VALUE, "log": cross_sums.LOG, "rank": cross_sums.RANK}


@dataclass(frozen=True)
class ChosenScale:
    """The scale of one output, and why it was chosen."""

    scale: Scale
    reason: str


def choose(output: str, values: Floats, tail: HeavyTail, wanted: Scale | None) -> ChosenScale:
    """The scale for an output with these pilot `values`; InvalidInput if the `wanted` one is impossible.

    By default it is the logarithm for positive outputs that span a decade, the rank for outputs without a variance, and
    the value for all others.
    """
    positive = bool(values.min() > 0)
    if wanted == "log" and not positive:
        raise InvalidInput(f"--on log needs positive values, and {output} is {values.min():.3g} in a sample; use rank")
    if wanted == "value" and tail.index <= 2:
        raise InvalidInput(f"--on value needs a variance, and {output} has none: {tail.reason}; use log or rank")
    if wanted:
        return ChosenScale(wanted, "as asked for")
    low, high = np.quantile(values, (0.05, 0.95))
    if positive and high >= DECADE * low:
        return ChosenScale("log", f"its 90 % interval spans a factor of {high / low:.2g}")
    if tail.index <= 2:
        return ChosenScale("rank", f"it has no variance: {tail.reason}")
    return ChosenScale(
        "value", "its 90 % interval spans less than a factor of 10" if positive else "it has values below 0"
    )


def center(values: Floats, scale: Scale) -> float:
    """A value about which sums lose no digits: the mean of the pilot on its scale."""
    if scale == "rank":
        return 0.5
    return float(np.log(values).mean() if scale == "log" else values.mean())
