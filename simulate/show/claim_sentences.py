"""Published figures held against an answer, a sentence each."""

from __future__ import annotations

from collections.abc import Iterator

from ..answer.comparison import claimed
from ..answer.sample_size import reaches
from ..answer.summary import Estimate, Interval, Record, Summary, headline_level
from ..scenario.claim import Claim
from ..units import amounts, counted, readable
from . import labels
from .digits import number


def sentences(summary: Summary) -> Iterator[str]:
    """Each claim of the scenario against the nominal value and the interval, at the coordinate it is about.

    One that compares two coordinates is held against the draws.
    """
    level = headline_level(summary.levels)
    for claim in summary.scenario.claims:
        record = summary.record(claim.output, claim.at)
        source = f" ({claim.source})" if claim.source else ""
        if probability := claimed(summary, claim):
            yield f"Claim {claim.name}{source}: {compared(claim, probability)}."
        elif record and not claim.below:
            yield _sentence(claim, record, level, source)


def compared(claim: Claim, probability: Estimate) -> str:
    """How often an output lies below itself at another coordinate, as a claim has it."""
    at, below = labels.coordinate(claim.at), labels.coordinate(dict(claim.below.items() - claim.at.items()))
    return f"{claim.output} at {at} below {below} in {labels.chance(probability)} of the draws"


def _sentence(claim: Claim, record: Record, level: float, source: str) -> str:
    """What one claim says, whether the nominal value agrees with it, and whether the interval holds it."""
    verb = "agrees with" if claim.agrees(record.nominal) else "disagrees with"
    nominal = counted(number(record.unit.from_base(record.nominal)), labels.short(readable(record.unit.text)))
    said = f"Claim {claim.name}{source}: {claim.output} {amounts(claim.stated)} {verb} the nominal {nominal}"
    if not reaches(record.samples, level):
        return f"{said}."
    return f"{said} and {_relation(claim, record.interval(level))} the {labels.level(level)} interval."


def _relation(claim: Claim, interval: Interval) -> str:
    """How a figure, a range or a bound lies to an interval.

    >>> from ..answer.summary import Estimate, Interval
    >>> _relation(Claim("A", "emissions", 5.0, 20.0), Interval(0.9, "equal-tailed", Estimate(7, 0), Estimate(9, 0)))
    'holds all of'
    """
    low, high = interval.low.value, interval.high.value
    if claim.high < low or claim.low > high:
        return "lies outside"
    if low <= claim.low and claim.high <= high:
        return "lies inside"
    return "holds all of" if claim.low <= low and high <= claim.high else "overlaps"
