"""From a finished run to its answer: every record with its intervals, quantiles and moments."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ..engine.bins import Bins as OrderedBins
from ..engine.nominal import evaluate, nominal_values
from ..engine.refine import refined
from ..engine.runner import Runner
from .existence import HeavyTail, heavy_tails
from .intervals import equal_tailed, parts, shortest, tails
from .moments import estimates
from .quantiles import Sampled
from .sufficiency import never_certain
from .summary import PROBABILITIES, Bins, Estimate, Interval, Record


def records(runner: Runner, levels: Sequence[float], *, batched: bool) -> tuple[Record, ...]:
    """One record for each output at each coordinate; `batched` where the batches are independent randomizations."""
    probabilities = sorted({*PROBABILITIES, *(p for level in levels for p in tails(level))})
    heavy = [heavy_tails(runner.plan.scenario, place.inputs) for place in runner.plan.coordinates]
    moments = runner.state.moments()
    nominals = [
        value
        for place in runner.plan.coordinates
        for value in evaluate(runner.plan.scenario, nominal_values(place.inputs), place.inputs)
    ]
    resolved = refined(runner, probabilities, nominals)
    about = runner.plan.records

    def describe(o: int) -> Record:
        place, quantity = about[o]
        samples = Sampled(resolved[o], runner.state.ends[o], batched)
        tail = heavy[o // len(runner.plan.scenario.outputs)].get(quantity.name, HeavyTail())
        quantiles = dict(zip(probabilities, samples.estimates(probabilities), strict=True))
        mean, sd, skewness = tail.existing(*estimates(moments[:, o], batched=batched))
        return Record(
            output=quantity.name,
            unit=quantity.unit,
            coordinates=place.labels,
            nominal=nominals[o],
            nominal_percentile=never_certain(samples.probability(nominals[o]), samples.total),
            mean=mean,
            sd=sd,
            skewness=skewness,
            without_moments=tail.reason,
            minimum=float(samples.ends[0]),
            maximum=float(samples.ends[1]),
            quantiles=quantiles,
            intervals=_intervals(samples, quantiles, levels),
            bins=_plain(samples.bins),
        )

    return tuple(map(describe, range(len(about))))


def _intervals(samples: Sampled, quantiles: Mapping[float, Estimate], levels: Sequence[float]) -> tuple[Interval, ...]:
    """Both kinds of interval at every level."""
    apart = parts(samples)
    return tuple(i for level in levels for i in (equal_tailed(quantiles, level), shortest(samples, apart, level)))


def _plain(bins: OrderedBins) -> Bins:
    low, high = bins.edges
    filled = bins.counts > 0
    return Bins(low[filled], high[filled], bins.counts[filled])
