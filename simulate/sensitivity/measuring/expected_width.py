"""The expected width of an output's interval after a measurement, from a table of counts."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from ...answer.finite_moments import ROUNDING
from ...answer.marginal import Estimate
from ...answer.standard_error import student
from ..scales import DECADE
from .accuracy import Accuracy
from .cells import Cells
from .intervals_of_counts import LEVEL, TAILS, interval
from .posterior import by_cell, expected

Floats = NDArray[np.float64]

#: What extrapolation leaves of the bins' width is at most these shares: of what it is less for bins of twice the width,
#: and of what it took off.
_LEFT, _LEFT_OFF = 0.25, 0.2
#: How much of the bias that the jackknife takes off is in doubt.
_DOUBT: Final = 0.5


@dataclass(frozen=True)
class Widths:
    """The width of an output's interval `now`, and the `share` of it that is expected after a measurement.

    On the logarithm (`is_log`) a width is the logarithm of the ratio of the ends. If the width now is 0, the share is
    NaN.
    """

    now: float
    share: Estimate
    is_log: bool


def expected_width(cells: Cells, asked: Sequence[Accuracy]) -> Widths:
    """The width of the output's 90 % interval now, and the share of it that is expected after a measurement.

    `asked` is the accuracy of each input measured. Bins of finite width leave some spread of the input inside them,
    which adds to the square of the width in proportion to the square of the bins: bins of twice the width show how
    much, and it is taken off (Richardson's extrapolation). The error holds the jackknife's over the parts, and what
    bins of four times the width say of the rest. The jackknife also takes off the bias of rows with few samples, of
    which half is in the error too.
    """
    whole = cells.counts.sum(axis=0)
    total = whole.reshape(-1, whole.shape[-1]).sum(axis=0)
    is_log = on_logarithm(cells.spans, total)
    joined = [cells.joined(join) for join in (1, 2, 4)]
    totals = [each.counts.sum(axis=0) for each in joined]

    def widths(counts: Sequence[Floats]) -> list[float]:
        return [_expected(each, bins, asked, is_log=is_log) for each, bins in zip(counts, joined, strict=False)]

    now = _now(cells.spans, whole, is_log=is_log)
    if not now > 0 or _constant(cells.spans, total):
        return Widths(0.0, Estimate(math.nan, math.nan), is_log)
    fine, middle, coarse = widths(totals)
    share = _extrapolated(fine, middle) / now
    parts = len(cells.counts)
    without = [
        [total - each.counts[part] for total, each in zip(totals[:2], joined, strict=False)] for part in range(parts)
    ]
    left_out = np.array([_extrapolated(*widths(each)) / _now(cells.spans, each[0], is_log=is_log) for each in without])
    bias = (parts - 1) * (float(left_out.mean()) - share)
    value = max(share - bias, 0.0)
    sampling = student(parts) * math.sqrt((parts - 1) * float(left_out.var()))
    binning = _lower(value * now, _left(fine, middle, coarse, _blur(cells.spans, total, is_log=is_log))) / now
    return Widths(now, Estimate(value, math.hypot(sampling, binning, _DOUBT * bias)), is_log)


def on_logarithm(spans: Floats, counts: Floats) -> bool:
    """Whether an output with these counts (output bins,) is positive and its 90 % interval spans a decade."""
    low, high = interval(spans, np.cumsum(counts))
    return bool(spans[0][counts > 0].min() > 0 and high >= DECADE * low)


def _constant(spans: Floats, counts: Floats) -> bool:
    """Whether an output with these counts (output bins,) is one value but for rounding."""
    low, high = spans[0][counts > 0].min(), spans[1][counts > 0].max()
    return bool(high - low <= ROUNDING * max(abs(low), abs(high)))


def _width(spans: Floats, cumulated: Floats, *, is_log: bool) -> Floats:
    low, high = interval(spans, cumulated)
    found: Floats = np.log(high / low) if is_log else high - low
    return found


def _now(spans: Floats, counts: Floats, *, is_log: bool) -> float:
    return float(_width(spans, np.cumsum(counts.reshape(-1, counts.shape[-1]).sum(axis=0)), is_log=is_log))


def _expected(counts: Floats, cells: Cells, asked: Sequence[Accuracy], *, is_log: bool) -> float:
    """The expected width with bins as wide as they are; mixtures of cumulated counts are cumulated too."""
    cumulated = np.cumsum(counts, axis=-1)
    found = by_cell(cumulated, cells.bins, asked, lambda mixed: _width(cells.spans, mixed, is_log=is_log))
    return expected(cumulated[..., -1], found)


def _extrapolated(fine: float, coarse: float) -> float:
    """The width in bins of no width, from that in `fine` ones and in those of twice the width."""
    return math.sqrt(max((4 * fine**2 - coarse**2) / 3, 0.0))


def _left(fine: float, middle: float, coarse: float, blur: float) -> float:
    """What may be left of the width of bins in the square of the expected width.

    The output's bins, which `blur` intervals, add to the square of their width, and to sharp ends in proportion to it.
    """
    found = _extrapolated(fine, middle) ** 2
    taken = abs(fine**2 - found)
    binning = max(_LEFT * abs(found - _extrapolated(middle, coarse) ** 2), _LEFT_OFF * taken)
    return binning + blur**2 + blur * math.sqrt(taken) / 2


def _lower(width: float, square: float) -> float:
    """By how much `width` is too large if its square is by `square`."""
    return width - math.sqrt(max(width**2 - square, 0.0)) if width > 0 else math.sqrt(square)


def _blur(spans: Floats, counts: Floats, *, is_log: bool) -> float:
    """The mean width of the 90 % interval of an even law in each of the output's bins inside its interval."""
    below = np.cumsum(counts) / counts.sum()
    inside = np.where((below > TAILS[0]) & (below < TAILS[1]), counts, 0.0)
    with np.errstate(invalid="ignore", divide="ignore"):
        sizes = np.nan_to_num(np.diff(np.log(spans) if is_log else spans, axis=0)[0])
    return LEVEL * float(sizes @ inside) / max(float(inside.sum()), 1.0)
