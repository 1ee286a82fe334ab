"""The expected width of an output's interval after a measurement, from a table of counts."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from ...answer.statistics.finite_moments import ROUNDING
from ...answer.statistics.marginal import Estimate
from ...answer.statistics.standard_error import student
from ...engine.backend import without_parts
from ..scales import DECADE
from .accuracy import Accuracy
from .cells import Cells, joined, joined_bins
from .input_bins import InputBins
from .intervals_of_counts import LEVEL, TAILS, interval
from .posterior import by_cell, expected

Floats = NDArray[np.float64]

#: What extrapolation leaves of the bins' width is at most these shares: of what it is less for bins of twice the width,
#: and of what it took off.
_LEFT, _LEFT_OFF = 0.25, 0.2
#: How much of the bias that the jackknife takes off is in doubt.
_DOUBT: Final = 0.5
#: A share of which the error is larger is unknown: it depends on a few samples, most often those farthest out.
UNKNOWN: Final = 0.5
#: Standard errors by which the width in a bin must exceed that in its neighbours to be due to a step inside it.
_CLEARLY: Final = 4.0


@dataclass(frozen=True)
class Widths:
    """The width of an output's interval `now`, and the `share` of it that is expected after a measurement.

    On the logarithm (`is_log`) a width is the logarithm of the ratio of the ends. The share is NaN if the width now is
    0, and if its error is more than `UNKNOWN`.
    """

    now: float
    share: Estimate
    is_log: bool


def expected_width(cells: Cells, asked: Sequence[Accuracy]) -> Widths:
    """The width of the output's 90 % interval now, and the share of it that is expected after a measurement.

    `asked` is the accuracy of each input measured. Bins of finite width leave some spread of the input inside them,
    which adds to the square of the width in proportion to the square of the bins: bins of twice the width show how
    much, and it is taken off (Richardson's extrapolation). The error holds the jackknife's over the parts, and what
    bins of four times the width say of the rest, and what bins with a far larger width than their neighbours add: a
    step of the output inside, or the open end of a heavy tail. The jackknife also takes off the bias of rows with few
    samples, of which half is in the error too.
    """
    replicates = _replicates(cells.counts)
    totals = replicates.sum(axis=tuple(range(len(cells.bins))))
    total = np.diff(totals[0], prepend=0.0)
    is_log = on_logarithm(cells.spans, total)
    now, *others = _width(cells.spans, totals, is_log=is_log).tolist()
    if not now > 0 or _constant(cells.spans, total):
        return Widths(0.0, Estimate(math.nan, math.nan), is_log)
    (fine, steps), (middle, _), ((coarse,), _) = (
        _expected(some, joined_bins(cells.bins, join), cells.spans, asked, is_log=is_log)
        for join, some in _widening(replicates, cells.bins)
    )
    share, *left_out = _extrapolated(fine, middle) / np.array([now, *others])
    parts = len(cells.counts)
    bias = (parts - 1) * (float(np.mean(left_out)) - share)
    value = max(share - bias, 0.0)
    sampling = student(parts) * math.sqrt((parts - 1) * float(np.var(left_out)))
    left = _left(fine[0], middle[0], coarse, _blur(cells.spans, total, is_log=is_log))
    binning = _lower(value * now, left) / now
    error = math.hypot(sampling, binning, _DOUBT * bias, steps / now)
    return Widths(now, Estimate(value if error <= UNKNOWN else math.nan, error), is_log)


def on_logarithm(spans: Floats, counts: Floats) -> bool:
    """Whether an output with these counts (output bins,) has one sign and its 90 % interval spans a decade."""
    ends = interval(spans, np.cumsum(counts))
    low, high = np.sort(np.abs(ends))
    filled = spans[:, counts > 0]
    return bool((filled.min() > 0 or filled.max() < 0) and high >= DECADE * low)


def _constant(spans: Floats, counts: Floats) -> bool:
    """Whether an output with these counts (output bins,) is one value but for rounding."""
    low, high = spans[0][counts > 0].min(), spans[1][counts > 0].max()
    return bool(high - low <= ROUNDING * max(abs(low), abs(high)))


def _width(spans: Floats, cumulated: Floats, *, is_log: bool) -> Floats:
    low, high = interval(spans, cumulated)
    found: Floats = np.abs(np.log(np.abs(high)) - np.log(np.abs(low))) if is_log else high - low
    return found


def _replicates(counts: Floats) -> Floats:
    """Cumulated counts (bins ..., 1 + parts, output bins) of all samples, and of all but each part of `counts`."""
    parts, *bins, columns = counts.shape
    return without_parts(counts.reshape(parts, -1, columns)).reshape(*bins, 1 + parts, columns)


def _widening(replicates: Floats, bins: Sequence[InputBins]) -> Iterator[tuple[int, Floats]]:
    """How many neighbouring bins are one, and the counts then; those of bins four times as wide are of all samples."""
    yield 1, replicates
    yield 2, (twice := joined(replicates, bins, 2))
    yield 4, joined(twice[..., :1, :], joined_bins(bins, 2), 2)


def _expected(
    cumulated: Floats, bins: Sequence[InputBins], spans: Floats, asked: Sequence[Accuracy], *, is_log: bool
) -> tuple[Floats, float]:
    """The expected width (replicates,), of `cumulated` counts (bins ..., replicates, output bins).

    Mixtures of cumulated counts are cumulated too. Two inputs have too many bins for all replicates at once. Also what
    steps inside bins add to it.
    """

    def of(some: Floats) -> Floats:
        return by_cell(some, bins, asked, lambda mixed: _width(spans, mixed, is_log=is_log))

    inputs = len(bins)
    alone = [of(cumulated[..., replicate, :]) for replicate in range(cumulated.shape[-2])] if inputs > 1 else []
    widths = np.stack(alone, axis=-1) if alone else of(cumulated)
    sizes = cumulated[..., -1]
    steps = expected(sizes[..., :1], _steps(widths, sizes[..., 0] > 0, bins)[..., None], inputs)
    return expected(sizes, widths, inputs), float(steps[0])


def _steps(widths: Floats, filled: NDArray[np.bool_], known_bins: Sequence[InputBins]) -> Floats:
    """By how much `widths` (bins ..., replicates) exceed those of neighbouring bins, beyond chance, in each cell.

    Bins of a discrete input hold no step, and cells that are not `filled` (bins ...) say nothing of their neighbours.
    """
    parts, whole = widths.shape[-1] - 1, widths[..., 0]
    if not parts:
        return np.zeros(whole.shape)
    chance = _CLEARLY * math.sqrt(parts - 1) * widths[..., 1:].std(axis=-1)
    found = np.zeros(whole.shape)
    for axis, bins in enumerate(known_bins):
        if not bins.continuous or len(bins.mean) < 2:
            continue
        moved, known = np.moveaxis(whole, axis, 0), np.moveaxis(np.where(filled, whole, np.inf), axis, 0)
        around = np.concatenate([known[1:2], known, known[-2:-1]])
        excess = moved - np.maximum(around[:-2], around[2:])
        found = np.maximum(found, np.moveaxis(excess, 0, axis))
    beyond: Floats = np.maximum(found - chance, 0.0)
    return beyond


def _extrapolated(fine: Any, coarse: Any) -> Any:
    """The width in bins of no width, from that in `fine` ones and in those of twice the width."""
    return np.sqrt(np.maximum((4 * fine**2 - coarse**2) / 3, 0.0))


def _left(fine: float, middle: float, coarse: float, blur: float) -> float:
    """What may be left of the width of bins in the square of the expected width.

    The output's bins, which `blur` intervals, add to the square of their width, and to sharp ends in proportion to it.
    """
    found = float(_extrapolated(fine, middle)) ** 2
    taken = abs(fine**2 - found)
    rest = abs(found - float(_extrapolated(middle, coarse)) ** 2)
    binning = max(_LEFT * rest, _LEFT_OFF * taken)
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
