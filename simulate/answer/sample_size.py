"""Whether a run has samples enough for the intervals that are asked of it, and to say where its nominal value lies."""

from __future__ import annotations

import math
import sys
from collections.abc import Iterator, Sequence
from fractions import Fraction

from ..scenario.plausibility import USUAL
from .summary import Estimate, Record, headline_level

#: Samples beyond an interval's end: with fewer, where the end lies is left to chance, and its error is as rough.
_BEYOND = 10
#: An error that is this share of an interval's width at most is slight beside it.
_SLIGHT = 0.1


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


def is_known(end: Estimate, width: float) -> bool:
    """Whether an interval's end is known to a digit: its error does not exceed it, or is slight beside the `width`.

    The width counts for outputs that reach zero, whose ends may lie near it (see `width`); it is 0 for others, where
    an error as large as the end leaves the end's order of magnitude open.

    >>> is_known(Estimate(8e4, 2e5), 0), is_known(Estimate(0.02, 0.05), 0), is_known(Estimate(0.02, 0.05), 3)
    (False, False, True)
    """
    return end.error <= max(abs(end.value), _SLIGHT * width)


def width(low: float, high: float, extremes: tuple[float, float]) -> float:
    """The width of an interval of an output whose smallest and largest samples enclose zero; 0 for any other."""
    return min(high - low, sys.float_info.max) if extremes[0] <= 0 <= extremes[1] else 0.0


def unknown_ends(record: Record, level: float) -> tuple[str, ...]:
    """Which ends of the equal-tailed interval are not known to a digit: ``low``, ``high``, both or most often none."""
    interval = record.interval(level)
    across = width(interval.low.value, interval.high.value, (record.minimum, record.maximum))
    return tuple(name for name in ("low", "high") if not is_known(getattr(interval, name), across))


def nominal_percentile(record: Record) -> Estimate | None:
    """Where the nominal value lies; None where all samples are one value, or too few for percentiles."""
    known = not record.constant and places(record.samples)
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
    """What cannot be known from these samples; nothing where they suffice, or where no output varies.

    >>> next(sufficiency_warnings(100, (0.5, 0.9), ()))
    'only 100 samples: the ends of a 90 % interval need 200, so that 10 lie beyond each; all errors are rough'
    """
    wanting = [level for level in sorted(levels) if samples < needed(level)]
    is_certain = samples > 1 and bool(records) and all(record.constant for record in records)
    if wanting and not is_certain:
        first, *others = (f"of a {100 * level:.10g} % interval need {needed(level):,}" for level in wanting)
        needs = ", ".join([first, *(each.replace(" need", "") for each in others)])
        count = f"only {samples:,} sample{'s' if samples != 1 else ''}"
        yield f"{count}: the ends {needs}, so that {_BEYOND} lie beyond each; all errors are rough"
    level = headline_level(levels)
    for output in dict.fromkeys(record.output for record in records):
        yield from _about_ends([record for record in records if record.output == output], level)


def _about_ends(records: Sequence[Record], level: float) -> Iterator[str]:
    """A sentence where ends of one output's intervals are not known, though samples lie beyond them."""
    told = [record for record in records if not record.constant and reaches(record.samples, level)]
    unknown = [ends for record in told if (ends := unknown_ends(record, level))]
    if not unknown:
        return
    which = " and the ".join(name for name in ("low", "high") if any(name in ends for ends in unknown))
    where = f" at {len(unknown)} of {len(records)} coordinates" if len(records) > 1 else ""
    of_what = f"the {which} end of the {100 * level:.10g} % interval of {records[0].output}{where}"
    yield (
        f"not one digit is known of {of_what}: the Monte Carlo error is larger than the number; "
        "take more samples, or state narrower laws"
    )
