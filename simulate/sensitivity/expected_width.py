"""The expected width of an output's interval after a measurement, from a table of counts."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from ..answer.finite_moments import ROUNDING
from ..answer.marginal import Estimate
from ..answer.standard_error import student
from .accuracy import Accuracy
from .input_bins import InputBins
from .posterior import by_cell, expected
from .scales import DECADE

Floats = NDArray[np.float64]

LEVEL: Final = 0.9
_TAILS: Final = (1 - LEVEL) / 2, (1 + LEVEL) / 2
#: What extrapolation leaves of the bins' width is at most these shares: of what it is less for bins of twice the width,
#: and of what it took off.
_LEFT, _LEFT_OFF = 0.25, 0.2


@dataclass(frozen=True)
class Cells:
    """Counts (parts, bins of each input measured ..., bins of an output), and what is known of these bins.

    The parts are groups of batches. `edges` (output bins + 1,) are those of the output's bins, extremes included, and
    `spans` (2, output bins) the ends of what lies in each.
    """

    counts: Floats
    bins: tuple[InputBins, ...]
    edges: Floats
    spans: Floats

    def filled(self) -> Cells:
        """The same without the bins of discrete inputs that hold no samples."""
        counts, bins = self.counts, list(self.bins)
        for axis, each in enumerate(self.bins):
            if not each.continuous:
                kept = counts.sum(axis=tuple(other for other in range(counts.ndim) if other != axis + 1)) > 0
                counts, bins[axis] = np.compress(kept, counts, axis=axis + 1), each.only(kept)
        return replace(self, counts=counts, bins=tuple(bins))

    def joined(self, join: int) -> Cells:
        """The same with `join` neighbouring bins of each continuous input made one."""
        counts, bins = self.counts, list(self.bins)
        for axis, each in enumerate(self.bins):
            if each.continuous:
                counts = _joined(counts, axis + 1, join)
                bins[axis] = each.joined(join)
        return replace(self, counts=counts, bins=tuple(bins))


def _joined(counts: Floats, axis: int, join: int) -> Floats:
    """`counts` with `join` neighbours along `axis` added up."""
    moved = np.moveaxis(counts, axis, 0)
    total = moved[::join].copy()
    for first in range(1, join):
        total += moved[first::join]
    return np.moveaxis(total, 0, axis)


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
    bins of four times the width say of the rest. The jackknife also takes off the bias of rows with few samples.
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
    value = max(parts * share - (parts - 1) * float(left_out.mean()), 0.0)
    sampling = student(parts) * math.sqrt((parts - 1) * float(left_out.var()))
    binning = _lower(value * now, _left(fine, middle, coarse, _blur(cells.spans, total, is_log=is_log))) / now
    return Widths(now, Estimate(value, math.hypot(sampling, binning)), is_log)


def on_logarithm(spans: Floats, counts: Floats) -> bool:
    """Whether an output with these counts (output bins,) is positive and its 90 % interval spans a decade."""
    low, high = interval(spans, np.cumsum(counts))
    return bool(spans[0][counts > 0].min() > 0 and high >= DECADE * low)


def _constant(spans: Floats, counts: Floats) -> bool:
    """Whether an output with these counts (output bins,) is one value but for rounding."""
    low, high = spans[0][counts > 0].min(), spans[1][counts > 0].max()
    return bool(high - low <= ROUNDING * max(abs(low), abs(high)))


def interval(spans: Floats, cumulated: Floats) -> tuple[Floats, Floats]:
    """The ends (...) of the 90 % interval of `cumulated` counts (..., output bins), even within a bin; NaN if empty.

    `spans` (2, output bins) are the ends of what lies in each bin; their number is a power of two.

    >>> interval(np.array([[0.0, 1.0], [1.0, 3.0]]), np.array([[50.0, 100.0], [0.0, 0.0]]))
    (array([0.1, nan]), array([2.8, nan]))
    """
    bins, flat = cumulated.shape[-1], cumulated.ravel()
    begins = np.arange(0, flat.size, bins)[:, None]
    wanted = flat[begins + bins - 1] * np.array(_TAILS)
    index, step = np.zeros(wanted.shape, np.int64), bins // 2
    while step:
        index += step * (flat[begins + index + (step - 1)] < wanted)
        step //= 2
    above = flat[begins + index]
    below = np.where(index > 0, flat[begins + np.maximum(index - 1, 0)], 0.0)
    with np.errstate(invalid="ignore", divide="ignore"):
        share = np.clip((wanted - below) / (above - below), 0.0, 1.0)
    low, high = spans[:, index]
    ends = (low + share * (high - low)).reshape(*cumulated.shape[:-1], 2)
    return ends[..., 0], ends[..., 1]


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
    inside = np.where((below > _TAILS[0]) & (below < _TAILS[1]), counts, 0.0)
    with np.errstate(invalid="ignore", divide="ignore"):
        sizes = np.nan_to_num(np.diff(np.log(spans) if is_log else spans, axis=0)[0])
    return LEVEL * float(sizes @ inside) / max(float(inside.sum()), 1.0)
