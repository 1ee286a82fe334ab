"""Published figures held against an answer, a sentence each."""

from __future__ import annotations

from collections.abc import Iterator

from ..answer.summary import Record, Summary
from ..describe.scenario import Claim
from . import labels
from .digits import significant

#: What arithmetic may lose of a published figure that is given without rounding.
_ROUNDING_ERROR = 1e-9


def sentences(summary: Summary) -> Iterator[str]:
    """Each claim of the scenario against the nominal value and the interval, at the first coordinate."""
    first = {record.output: record for record in reversed(summary.records)}
    level = labels.headline_level(summary.levels)
    for claim in summary.scenario.claims:
        if claim.output in first:
            yield _sentence(claim, first[claim.output], level)


def _sentence(claim: Claim, record: Record, level: float) -> str:
    """What one claim says, whether the nominal value agrees with it, and whether the interval holds it."""
    source = f" ({claim.source})" if claim.source else ""
    verb = "agrees with" if reproduced(claim, record.nominal) else "disagrees with"
    nominal = significant(record.unit.from_base(record.nominal), 4)
    unit = labels.short(labels.readable(record.unit.text))
    interval = record.interval(level)
    inside = claim.low <= interval.high.value and claim.high >= interval.low.value
    return (
        f"Claim {claim.name}{source}: {claim.output} {labels.readable(claim.stated)} {verb} the nominal "
        f"{' '.join(filter(None, (nominal, unit)))} and lies {'inside' if inside else 'outside'} "
        f"the {labels.level(level)} interval."
    )


def reproduced(claim: Claim, nominal: float) -> bool:
    """Whether a nominal value is what the claim says, to within its rounding.

    >>> reproduced(Claim("S1", "emissions", 3820, 3820, rounding=5), 3824.4)
    True
    """
    slack = claim.rounding + _ROUNDING_ERROR * abs(nominal)
    return claim.low - slack <= nominal <= claim.high + slack
