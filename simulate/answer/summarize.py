"""From a finished run to the marginals of its answer, each with its intervals, quantiles and moments."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import get_args

import numpy as np

from ..engine.evaluate import evaluate, nominal_values
from ..engine.histogram import Histogram, one_bin
from ..engine.refine import refined
from ..engine.runner import Runner
from ..engine.zoom import Zoom, zoomed
from .aggregates import heaviest, nominal_aggregate
from .enough_samples import never_certain
from .heavy_tails import HeavyTail, heavy_tails
from .statistics.finite_moments import moments, only_value, settled
from .statistics.intervals import equal_tailed, shortest, subsamples, tails
from .statistics.marginal import PROBABILITIES, Bins, Estimate, Interval, Kind, Marginal
from .statistics.quantiles import OutputSamples
from .subject import substance


# Sums, slopes and widths of very large numbers overflow; what comes of that is infinite, and shown as not known.
@np.errstate(over="ignore", invalid="ignore", divide="ignore")
def marginals(
    runner: Runner, levels: Sequence[float], *, batched: bool, shortest_too: bool = True, zoom: Zoom = zoomed
) -> tuple[Marginal, ...]:
    """One marginal for each output at each coordinate, with shortest intervals too, or with equal-tailed ones alone.

    `batched` says that the batches are independent randomizations. Where bins are too coarse, `zoom` replays the run.
    """
    scenario, coordinates = runner.plan.scenario, runner.plan.coordinates
    probabilities = sorted({*PROBABILITIES, *(p for level in levels for p in tails(level))})
    heavy = [heavy_tails(scenario, each.inputs) for each in coordinates]
    substances = {quantity.name: substance(scenario, quantity) for quantity in scenario.quantities}
    reductions = {each.name: f"{each.over}: {each.method}" for each in scenario.aggregates}
    nominals = [value for each in coordinates for value in evaluate(scenario, nominal_values(each.inputs), each.inputs)]
    nominals += [nominal_aggregate(runner.plan, each, nominals) for each in runner.plan.aggregations]
    ends = [settled(*each) for each in zip(runner.state.moments.extremes, nominals, strict=True)]
    resolved = refined(runner, probabilities, nominals, zoom)
    about = runner.plan.records
    kinds: Sequence[Kind] = get_args(Kind) if shortest_too else ("equal-tailed",)
    tails_of = [each.get(quantity.name, HeavyTail()) for each in heavy for quantity in scenario.outputs]
    tails_of += [heaviest(runner.plan, each, heavy) for each in runner.plan.aggregations]
    summed = moments(runner.state.moments.batches(), ends, tails_of, batched=batched)

    def describe(o: int) -> Marginal:
        coordinate, quantity = about[o]
        low, high = ends[o]
        samples = OutputSamples(one_bin(float(low), resolved[o]) if low == high else resolved[o], ends[o], batched)
        only = only_value(samples.ends, samples.total)
        estimates = [only] * len(probabilities) if only else samples.estimates(probabilities)
        quantiles = dict(zip(probabilities, estimates, strict=True))
        (mean, sd, skewness), reason = summed[o]
        return Marginal(
            output=quantity.name,
            unit=quantity.unit,
            substance=substances[quantity.name],
            coordinates=coordinate.labels,
            nominal=nominals[o],
            nominal_percentile=never_certain(samples.probability(nominals[o]), samples.total),
            mean=mean,
            sd=sd,
            skewness=skewness,
            without_moments=reason,
            minimum=float(samples.ends[0]),
            maximum=float(samples.ends[1]),
            quantiles=quantiles,
            intervals=_of_one_value(only, levels, kinds) if only else _intervals(samples, quantiles, levels, kinds),
            bins=_plain(samples.bins),
            reduced=reductions.get(quantity.name, ""),
        )

    return tuple(map(describe, range(len(about))))


def _intervals(
    samples: OutputSamples, quantiles: Mapping[float, Estimate], levels: Sequence[float], kinds: Sequence[Kind]
) -> tuple[Interval, ...]:
    """The intervals of these kinds at every level."""
    found = [equal_tailed(quantiles, level) for level in levels]
    if "shortest" in kinds:
        found += shortest(samples, subsamples(samples), levels)
    of = {(each.level, each.kind): each for each in found}
    return tuple(of[level, kind] for level in levels for kind in kinds)


def _of_one_value(only: Estimate, levels: Sequence[float], kinds: Sequence[Kind]) -> tuple[Interval, ...]:
    """The same intervals of an output that is one value in all samples."""
    return tuple(Interval(level, kind, only, only) for level in levels for kind in kinds)


def _plain(bins: Histogram) -> Bins:
    low, high = bins.edges
    filled = bins.counts > 0
    return Bins(low[filled], high[filled], bins.counts[filled])
