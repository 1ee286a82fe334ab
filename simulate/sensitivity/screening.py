"""Screening: which of many inputs can matter at all, from a few points, before indices are computed for those that do.

Each input is drawn anew at each of a few points (the radial design of Campolongo, Saltelli & Cariboni 2011, Computer
Physics Communications 182, 978), and the output's absolute changes are averaged: Morris's mean elementary effect, for
steps as far apart as the input's law.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from ..answer.run_options import Request
from ..answer.statistics.marginal import Estimate
from ..answer.statistics.standard_error import standard_error
from ..engine.replay import output_draws
from ..scenario.scenario import Scenario
from .pick_freeze import Frozen, Names
from .scales import ChosenScale, rounding_variance
from .sums import batches_of, scales_of

Floats = NDArray[np.float64]

#: The number of groups of inputs from which on they are screened.
MANY: Final = 40
#: Points at which each input is drawn anew.
POINTS: Final = 1 << 11
#: The most groups that lead, and the share of an output's variance below which none does.
_LEADING, _LEAST = 20, 0.001


@dataclass(frozen=True)
class Change:
    """How much an output changes, in the mean of absolute values on its scale, when one group of inputs is drawn anew.

    `share` is a rough total index, from the same points.
    """

    inputs: Names
    output: str
    change: Estimate
    share: float


@dataclass(frozen=True)
class Screening:
    """The changes of every output at the first coordinate, the groups that lead, and all `others`, as one group."""

    points: int
    scales: tuple[ChosenScale, ...]
    changes: tuple[Change, ...]
    leading: tuple[Names, ...]
    others: Names

    @property
    def groups(self) -> tuple[Names, ...]:
        """The groups to compute indices for: each that leads, and the others together."""
        return (*self.leading, self.others) if self.others else self.leading


def screening(scenario: Scenario, points: Sequence[Frozen], own: Sequence[Names], request: Request) -> Screening:
    """The screening of the groups `own` at every coordinate: a group leads if it does at any of them, for any output.

    Raises RunError if an output is not finite.
    """
    few = Request(POINTS, request.seed, request.threads, design=request.design)
    found = [_changes(point, own, few) for point in points]
    shares = np.array([[change.share for change in changes] for _, changes in found])
    largest = shares.reshape(len(found), len(own), -1).max(axis=(0, 2))
    order = sorted(range(len(own)), key=lambda g: -largest[g])[:_LEADING]
    leads = {g for g in order if largest[g] >= _LEAST}
    scales, changes = found[0]
    rest = {name for g, names in enumerate(own) if g not in leads for name in names}
    others = tuple(name for name in scenario.inputs if name in rest)
    return Screening(few.count, scales, changes, tuple(names for g, names in enumerate(own) if g in leads), others)


def _changes(
    point: Frozen, own: Sequence[Names], request: Request
) -> tuple[tuple[ChosenScale, ...], tuple[Change, ...]]:
    """The scale of each output and the change of each group and output at one coordinate."""
    outputs = point.scenario.outputs
    found: list[Floats] = []
    runner = None
    for chunk in point.chunks(own):
        runner = point.runner(request, chunk, like=runner)
        values = output_draws(runner, request.count, batches=batches_of(request))
        found.append(values.reshape(2 + len(chunk), len(outputs), -1)[2 * bool(found) :])
    values = np.concatenate(found)
    scales = scales_of(point, values[0])
    changes = []
    for g, names in enumerate(own):
        for o, output in enumerate(outputs):
            before, after = _on(scales[o], values[0, o], values[0, o]), _on(scales[o], values[2 + g, o], values[0, o])
            changed = after - before
            batches = np.abs(changed).reshape(-1, batches_of(request)).mean(axis=0)
            variance = float(before.var())
            varies = variance > rounding_variance(values[0, o], scales[o].scale)
            share = float((changed**2).mean() / (2 * variance)) if varies else 0.0
            change = Estimate(float(batches.mean()), float(standard_error(batches)))
            changes.append(Change(names, output.name, change, share))
    return scales, tuple(changes)


def _on(scale: ChosenScale, values: Floats, all_values: Floats) -> Floats:
    """`values` on the scale; ranks are those among `all_values`."""
    if scale.scale == "rank":
        found: Floats = np.searchsorted(np.sort(all_values), values) / len(all_values)
        return found
    return np.log(np.abs(values)) if scale.scale == "log" else values
