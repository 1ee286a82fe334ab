"""From a finished run to its answer: every record with its intervals, quantiles and moments."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import get_args

import numpy as np

from ..engine.evaluate import evaluate, nominal_values
from ..engine.histogram import Histogram, one_bin
from ..engine.refine import refined
from ..engine.runner import Runner
from .finite_moments import moments, only_value, settled
from .heavy_tails import HeavyTail, heavy_tails
from .intervals import equal_tailed, parts, shortest, tails
from .quantiles import Sampled
from .sample_size import never_certain
from .summary import PROBABILITIES, Bins, Estimate, Interval, Kind, Record


# Sums, slopes and widths of very large numbers overflow; what comes of that is infinite, and shown as not known.
@np.errstate(over="ignore", invalid="ignore", divide="ignore")
def records(runner: Runner, levels: Sequence[float], *, batched: bool) -> tuple[Record, ...]:
    """One record for each output at each coordinate; `batched` where the batches are independent randomizations."""
    probabilities = sorted({*PROBABILITIES, *(p for level in levels for p in tails(level))})
    heavy = [heavy_tails(runner.plan.scenario, place.inputs) for place in runner.plan.coordinates]
    sums = runner.state.moments.batches()
    nominals = [
        value
        for place in runner.plan.coordinates
        for value in evaluate(runner.plan.scenario, nominal_values(place.inputs), place.inputs)
    ]
    ends = [settled(*each) for each in zip(runner.state.moments.extremes, nominals, strict=True)]
    resolved = [
        one_bin(float(low), bins) if low == high else bins
        for bins, (low, high) in zip(refined(runner, probabilities, nominals), ends, strict=True)
    ]
    about = runner.plan.records

    def describe(o: int) -> Record:
        place, quantity = about[o]
        samples = Sampled(resolved[o], ends[o], batched)
        tail = heavy[o // len(runner.plan.scenario.outputs)].get(quantity.name, HeavyTail())
        only = only_value(samples.ends, samples.total)
        estimates = [only] * len(probabilities) if only else samples.estimates(probabilities)
        quantiles = dict(zip(probabilities, estimates, strict=True))
        (mean, sd, skewness), reason = moments(sums[:, o], samples.ends, tail, batched=batched)
        return Record(
            output=quantity.name,
            unit=quantity.unit,
            coordinates=place.labels,
            nominal=nominals[o],
            nominal_percentile=never_certain(samples.probability(nominals[o]), samples.total),
            mean=mean,
            sd=sd,
            skewness=skewness,
            without_moments=reason,
            minimum=float(samples.ends[0]),
            maximum=float(samples.ends[1]),
            quantiles=quantiles,
            intervals=_of_one_value(only, levels) if only else _intervals(samples, quantiles, levels),
            bins=_plain(samples.bins),
        )

    return tuple(map(describe, range(len(about))))


def _intervals(samples: Sampled, quantiles: Mapping[float, Estimate], levels: Sequence[float]) -> tuple[Interval, ...]:
    """Both kinds of interval at every level."""
    apart = parts(samples)
    return tuple(i for level in levels for i in (equal_tailed(quantiles, level), shortest(samples, apart, level)))


def _of_one_value(only: Estimate, levels: Sequence[float]) -> tuple[Interval, ...]:
    """The same intervals of an output that is one value in all samples."""
    return tuple(Interval(level, kind, only, only) for level in levels for kind in get_args(Kind))


def _plain(bins: Histogram) -> Bins:
    low, high = bins.edges
    filled = bins.counts > 0
    return Bins(low[filled], high[filled], bins.counts[filled])
