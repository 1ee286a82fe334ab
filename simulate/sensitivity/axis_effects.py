"""How far choices and dimensions move an output, against the width of its interval: they are never drawn.

So they have no share of the variance; but a reader asks whether the choice matters more than all that is unknown.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from ..answer.statistics.marginal import Estimate
from ..answer.statistics.standard_error import standard_error
from ..scenario.scenario import Axis, Scenario
from .sums import ScaledSums

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class AxisEffect:
    """An output's lowest and highest median over the options of an axis, the other axes at their first options.

    `low` and `high` are these medians in base units, at the options `low_at` and `high_at`. `share` is their distance
    as a share of the width of the 90 % interval at the option `first_at`, both on the logarithm if `is_log`.
    """

    axis: str
    kind: Literal["choice", "dimension"]
    output: str
    low: float
    high: float
    low_at: str
    high_at: str
    first_at: str
    share: Estimate
    is_log: bool


def axis_effects(scenario: Scenario, found: Sequence[ScaledSums]) -> tuple[AxisEffect, ...]:
    """The effect of every axis with several options on every output, from the pilots of `found`, one a coordinate."""
    first = {axis.name: axis.options[0].label for axis in scenario.axes}
    return tuple(
        _effect(axis, output.name, o, [each for each in found if _only(each, axis, first)])
        for axis in scenario.axes
        if len(axis.options) > 1
        for o, output in enumerate(scenario.outputs)
    )


def _only(each: ScaledSums, axis: Axis, first: dict[str, str]) -> bool:
    """Whether a coordinate differs from the first one along `axis` alone."""
    return all(label == first[name] or name == axis.name for name, label in each.labels.items())


def _have_one_sign(values: Sequence[Floats]) -> bool:
    return all(each.min() > 0 for each in values) or all(each.max() < 0 for each in values)


def _effect(axis: Axis, output: str, o: int, along: Sequence[ScaledSums]) -> AxisEffect:
    is_log = along[0].scales[o].scale == "log" and _have_one_sign([each.medians[o] for each in along])
    medians = np.array([each.medians[o].mean() for each in along])
    low, high = int(medians.argmin()), int(medians.argmax())
    ends, pair = along[0].ends[o], (along[low].medians[o], along[high].medians[o])
    if is_log:
        ends, pair = np.log(np.abs(ends)), (np.log(np.abs(pair[0])), np.log(np.abs(pair[1])))
    width = abs(float(ends[1] - ends[0]))
    shares = np.abs(pair[1] - pair[0]) / width if width else np.full_like(pair[0], math.inf)
    return AxisEffect(
        axis.name,
        axis.kind,
        output,
        float(medians[low]),
        float(medians[high]),
        along[low].labels[axis.name],
        along[high].labels[axis.name],
        axis.options[0].label,
        Estimate(float(shares.mean()), float(standard_error(shares)) if width else math.inf),
        is_log,
    )
