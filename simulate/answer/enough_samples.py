"""Whether a run has enough samples for its intervals and for percentiles of its nominal value."""

from __future__ import annotations

import math
import sys
from collections.abc import Iterator, Sequence
from fractions import Fraction

from ..scenario.usual_ranges import USUAL
from .statistics.levels import headline_level
from .statistics.marginal import Estimate, Marginal

#: Samples needed beyond an interval's end: with fewer, the end and its error are left to chance.
_BEYOND = 10
#: From this share of the samples on, the nominal value has several percentiles.
_LUMP = 0.01
#: An error of at most this share of an interval's width is small beside it.
_SMALL = 0.1


def needed(level: float) -> int:
    """The samples that an equal-tailed interval of that level needs, so that enough lie beyond either end.

    >>> needed(0.5), needed(0.9), needed(0.99999)
    (40, 200, 2000000)
    """
    beyond = 1 - Fraction(repr(level))
    return math.ceil(2 * _BEYOND / beyond)


def reaches(samples: int, level: float) -> bool:
    """Whether a sample is expected beyond either end; without, the interval is the range of the samples.

    >>> reaches(19, 0.9), reaches(20, 0.9)
    (False, True)
    """
    return samples * _BEYOND >= needed(level)


def has_percentiles(samples: int) -> bool:
    """Whether a sample is expected beyond either of the percentiles that bound what is no surprise.

    >>> has_percentiles(99), has_percentiles(100)
    (False, True)
    """
    low, high = USUAL
    return reaches(samples, high - low)


def is_known(end: Estimate, width: float) -> bool:
    """Whether an interval's end is known to a digit: its error is no larger than it, or small beside the `width`.

    The width matters for outputs that reach zero, whose ends may lie near it (see `width`). For others it is 0: an
    error as large as the end leaves its order of magnitude open.

    >>> is_known(Estimate(8e4, 2e5), 0), is_known(Estimate(0.02, 0.05), 0), is_known(Estimate(0.02, 0.05), 3)
    (False, False, True)
    """
    return end.error <= max(abs(end.value), _SMALL * width)


def width(low: float, high: float, extremes: tuple[float, float]) -> float:
    """The width of an interval of an output whose smallest and largest samples enclose zero; 0 for any other."""
    return min(high - low, sys.float_info.max) if extremes[0] <= 0 <= extremes[1] else 0.0


def unknown_ends(marginal: Marginal, level: float) -> tuple[str, ...]:
    """The ends of the equal-tailed interval not known to a digit: ``low``, ``high``, both, or most often none."""
    interval = marginal.interval(level)
    across = width(interval.low.value, interval.high.value, (marginal.minimum, marginal.maximum))
    return tuple(name for name in ("low", "high") if not is_known(getattr(interval, name), across))


def nominal_percentile(marginal: Marginal) -> Estimate | None:
    """The percentile of the nominal value; None if all samples are one value, or too few for percentiles."""
    known = not marginal.constant and has_percentiles(marginal.samples)
    return marginal.nominal_percentile if known else None


def nominal_percentiles(marginal: Marginal) -> tuple[Estimate, Estimate] | None:
    """The percentiles from which to which the nominal value lies, if that many samples equal it; None otherwise.

    An output that is 0 in 30 % of the samples has 0 at every percentile up to the 30th. `nominal_percentile` is the
    middle of them.
    """
    middle, equal = nominal_percentile(marginal), marginal.nominal_share
    if middle is None or equal < _LUMP:
        return None
    low, high = max(middle.value - equal / 2, 0.0), min(middle.value + equal / 2, 1.0)
    return Estimate(low, middle.error), Estimate(high, middle.error)


def never_certain(share: Estimate, samples: int) -> Estimate:
    """A share of `samples` samples whose error is above zero even if none of them, or every one, belongs to it.

    A share that no sample belongs to has the spread of a beta distribution with 1 and `samples` + 1 (Laplace's rule of
    succession).

    >>> never_certain(Estimate(0.0, 0.0), 98)
    Estimate(value=0.0, error=0.009900495037128094)
    """
    least = math.sqrt((samples + 1) / (samples + 3)) / (samples + 2)
    return Estimate(share.value, max(share.error, least))


def sufficiency_warnings(samples: int, levels: Sequence[float], marginals: Sequence[Marginal]) -> Iterator[str]:
    """Warnings of too few samples for these intervals; none if they suffice, or if no output varies.

    >>> next(sufficiency_warnings(100, (0.5, 0.9), ()))
    'only 100 samples: the ends of a 90 % interval need 200, so that 10 lie beyond each; all errors are rough'
    """
    wanting = [level for level in sorted(levels) if samples < needed(level)]
    is_certain = samples > 1 and bool(marginals) and all(marginal.constant for marginal in marginals)
    if wanting and not is_certain:
        first, *others = wanting
        needs = [f"{_of_interval(first)} need {needed(first):,}", *(f"{_of_interval(x)} {needed(x):,}" for x in others)]
        count = f"only {samples:,} sample{'s' if samples != 1 else ''}"
        yield f"{count}: the ends {', '.join(needs)}, so that {_BEYOND} lie beyond each; all errors are rough"
    level = headline_level(levels)
    for output in dict.fromkeys(marginal.output for marginal in marginals):
        yield from _about_ends([marginal for marginal in marginals if marginal.output == output], level)


def _about_ends(marginals: Sequence[Marginal], level: float) -> Iterator[str]:
    """A warning of interval ends of one output that are not known, although samples lie beyond them."""
    varying = [marginal for marginal in marginals if not marginal.constant and reaches(marginal.samples, level)]
    unknown = [ends for marginal in varying if (ends := unknown_ends(marginal, level))]
    if not unknown:
        return
    which = " and the ".join(name for name in ("low", "high") if any(name in ends for ends in unknown))
    where = f" at {len(unknown)} of {len(marginals)} coordinates" if len(marginals) > 1 else ""
    of_what = f"the {which} end of the {100 * level:.10g} % interval of {marginals[0].output}{where}"
    yield (
        f"not one digit is known of {of_what}: the Monte Carlo error is larger than the number; "
        "take more samples, or state narrower laws"
    )


def _of_interval(level: float) -> str:
    return f"of a {100 * level:.10g} % interval"
