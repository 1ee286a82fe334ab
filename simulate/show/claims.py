"""Published figures held against an answer, a sentence each."""

from __future__ import annotations

from collections.abc import Iterator

from ..answer.summary import Record, Summary
from ..describe.claim import Claim
from . import labels
from .digits import number


def sentences(summary: Summary) -> Iterator[str]:
    """Each claim of the scenario against the nominal value and the interval, at the coordinate it is about."""
    level = labels.headline_level(summary.levels)
    for claim in summary.scenario.claims:
        record = summary.record(claim.output, claim.at)
        if record:
            yield _sentence(claim, record, level)


def _sentence(claim: Claim, record: Record, level: float) -> str:
    """What one claim says, whether the nominal value agrees with it, and whether the interval holds it."""
    source = f" ({claim.source})" if claim.source else ""
    verb = "agrees with" if claim.agrees(record.nominal) else "disagrees with"
    nominal = number(record.unit.from_base(record.nominal))
    unit = labels.short(labels.readable(record.unit.text))
    interval = record.interval(level)
    inside = claim.low <= interval.high.value and claim.high >= interval.low.value
    return (
        f"Claim {claim.name}{source}: {claim.output} {labels.readable(claim.stated)} {verb} the nominal "
        f"{' '.join(filter(None, (nominal, unit)))} and lies {'inside' if inside else 'outside'} "
        f"the {labels.level(level)} interval."
    )
