"""From a finished run to its answer: every record with its intervals, quantiles and moments, and what must be warned of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor

from ..describe.scenario import Quantity
from ..engine.bins import Bins as OrderedBins
from ..engine.nominal import evaluate, nominal_values
from ..engine.plan import Coordinate
from ..engine.refine import refined
from ..engine.run import Runner
from .existence import without_moments
from .intervals import batches, equal_tailed, shortest, tails
from .moments import Floats, estimates
from .quantiles import Sampled
from .summary import PROBABILITIES, Bins, Record


def records(runner: Runner, levels: Sequence[float], *, batched: bool) -> tuple[Record, ...]:
    """One record for each output at each coordinate; `batched` where the batches are independent randomizations."""
    probabilities = sorted({*PROBABILITIES, *(p for level in levels for p in tails(level))})
    reasons = without_moments(runner.plan.scenario)
    moments = runner.state.moments()
    extremes = runner.state.ends
    nominals = [
        value
        for place in runner.plan.coordinates
        for value in evaluate(runner.plan.scenario, nominal_values(place.inputs), place.inputs)
    ]
    resolved = refined(runner, probabilities)
    about = runner.plan.records

    def describe(o: int) -> Record:
        samples = Sampled(resolved[o], *map(float, runner.state.ends[o]), batched)
        return _record(samples, moments[:, o], about[o], nominals[o], levels, probabilities, reasons)

    with ThreadPoolExecutor(runner.threads) as pool:
        return tuple(pool.map(describe, range(len(about))))


def _record(
    samples: Sampled,
    moments: Floats,
    about: tuple[Coordinate, Quantity],
    nominal: float,
    levels: Sequence[float],
    probabilities: Sequence[float],
    reasons: Mapping[str, str],
) -> Record:
    place, quantity = about
    reason = reasons.get(quantity.name, "")
    mean, sd, skewness = (None, None, None) if reason else estimates(moments, batched=samples.batched)
    apart = batches(samples)
    return Record(
        output=quantity.name,
        unit=quantity.unit,
        coordinates=place.labels,
        nominal=nominal,
        nominal_percentile=samples.probability(nominal),
        mean=mean,
        sd=sd,
        skewness=skewness,
        without_moments=reason,
        minimum=samples.smallest,
        maximum=samples.largest,
        quantiles=dict(zip(probabilities, samples.estimates(probabilities), strict=True)),
        intervals=tuple(i for level in levels for i in (equal_tailed(samples, level), shortest(samples, apart, level))),
        bins=_plain(samples.bins),
    )


def _plain(bins: OrderedBins) -> Bins:
    low, high = bins.edges
    filled = bins.counts > 0
    return Bins(low[filled], high[filled], bins.counts[filled])
