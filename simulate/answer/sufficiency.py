"""Whether a run has samples enough for the intervals that are asked of it, and to say where its nominal value lies."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from fractions import Fraction

from ..describe.belief import USUAL
from .summary import Estimate, Record

#: Samples beyond an interval's end: with fewer, where the end lies is left to chance, and its error is as rough.
_BEYOND = 10


def needed(level: float) -> int:
    """How many samples leave enough of them beyond either end of an equal-tailed interval of that level.

    >>> needed(0.5), needed(0.9), needed(0.99999)
    (40, 200, 2000000)
    """
    beyond = 1 - Fraction(repr(level))
    return math.ceil(2 * _BEYOND / beyond)


def reaches(samples: int, level: float) -> bool:
    """Whether a single sample lies beyond either end; else the interval is the range of what was drawn.

    >>> reaches(19, 0.9), reaches(20, 0.9)
    (False, True)
    """
    return samples * _BEYOND >= needed(level)


def places(samples: int) -> bool:
    """Whether a sample is expected beyond either of the percentiles that values are said to lie beyond.

    >>> places(99), places(100)
    (False, True)
    """
    low, high = USUAL
    return reaches(samples, high - low)


def nominal_percentile(record: Record) -> Estimate | None:
    """Where the nominal value lies; None where all samples are one value, or too few for percentiles."""
    known = not record.constant and places(int(record.bins.counts.sum()))
    return record.nominal_percentile if known else None


def never_certain(share: Estimate, samples: int) -> Estimate:
    """A share of so many samples whose error is not zero though none of them, or every one, belongs to it.

    What is known of a share that no sample belongs to has the spread of a beta distribution with 1 and `samples` + 1
    (Laplace's rule of succession).

    >>> never_certain(Estimate(0.0, 0.0), 98)
    Estimate(value=0.0, error=0.009900495037128094)
    """
    least = math.sqrt((samples + 1) / (samples + 3)) / (samples + 2)
    return Estimate(share.value, max(share.error, least))


def sufficiency_warnings(samples: int, levels: Sequence[float], records: Sequence[Record]) -> Iterator[str]:
    """What cannot be known from so few samples; nothing where they suffice, or where no output varies.

    >>> next(sufficiency_warnings(100, (0.5, 0.9), ()))
    'only 100 samples: the ends of a 90 % interval need 200, so that 10 lie beyond each; all errors are rough'
    """
    wanting = [level for level in sorted(levels) if samples < needed(level)]
    is_known = samples > 1 and bool(records) and all(record.constant for record in records)
    if wanting and not is_known:
        first, *others = (f"of a {100 * level:.10g} % interval need {needed(level):,}" for level in wanting)
        needs = ", ".join([first, *(each.replace(" need", "") for each in others)])
        count = f"only {samples:,} sample{'s' if samples != 1 else ''}"
        yield f"{count}: the ends {needs}, so that {_BEYOND} lie beyond each; all errors are rough"
