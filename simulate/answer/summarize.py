"""From a finished run to its answer: every record with its intervals, quantiles and moments, and what must be warned of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ..describe.scenario import Quantity
from ..engine.nominal import evaluate, nominal_values
from ..engine.plan import Coordinate
from ..engine.refine import Bins as OrderedBins
from ..engine.refine import refined
from ..engine.run import Runner
from .existence import without_moments
from .intervals import equal_tailed, shortest, tails
from .moments import Floats, estimates
from .quantiles import Sampled
from .summary import PROBABILITIES, Bins, Record


def records(runner: Runner, levels: Sequence[float], *, batched: bool) -> tuple[Record, ...]:
    """One record for each output at each coordinate; `batched` where the batches are independent randomizations."""
    probabilities = sorted({*PROBABILITIES, *(p for level in levels for p in tails(level))})
    reasons = without_moments(runner.plan.scenario)
    moments = runner.state.moments()
    extremes = runner.state.extremes()
    nominals = [
        value
        for place in runner.plan.coordinates
        for value in evaluate(runner.plan.scenario, nominal_values(place.inputs), place.inputs)
    ]
    found = []
    for o, (bins, about) in enumerate(zip(refined(runner, probabilities), runner.plan.records, strict=True)):
        samples = Sampled(bins, *map(float, extremes[o]), batched)
        found.append(_record(samples, moments[:, o], about, nominals[o], levels, probabilities, reasons))
    return tuple(found)


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
        intervals=tuple(find(samples, level) for level in levels for find in (equal_tailed, shortest)),
        bins=_plain(samples.bins),
    )


def _plain(bins: OrderedBins) -> Bins:
    low, high = bins.edges
    return Bins(low, high, bins.counts.sum(axis=0))
