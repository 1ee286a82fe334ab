"""From a histogram to what is drawn of it: a smooth density, or single values with their probabilities."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from ..answer.summary import Bins

Floats = NDArray[np.float64]

CELLS = 600
MOST_ATOMS = 60
#: Bandwidths beyond the range shown that still reach into it.
_REACH = 4
#: A density breaks off at its smallest or largest value where it is this share of the middle's there.
_BREAK = 0.1
_DECADE = 10.0


def spans_a_decade(low: float, high: float, minimum: float) -> bool:
    """Whether a logarithmic axis serves better: all is positive, and the interval's ends differ more than tenfold."""
    return minimum > 0 and high > _DECADE * low


def quantile(bins: Bins, probabilities: Floats) -> Floats:
    """The values below which the histogram has these shares of its samples, straight lines inside a bin."""
    knots, cumulative = _cumulative(bins)
    return np.interp(probabilities, cumulative, knots)


def atoms(bins: Bins) -> tuple[Floats, Floats] | None:
    """The values and their probabilities where the output takes a few values only; None where it does not.

    Values apart from each other fill bins with empty space between them, wider than the bins are.
    """
    count = len(bins.counts)
    gaps = bins.low[1:] - bins.high[:-1]
    widths = np.maximum(bins.high - bins.low, 0)
    alone = bool(np.all(gaps > 2 * np.maximum(widths[1:], widths[:-1])))
    if count > MOST_ATOMS or not alone:
        return None
    return (bins.low + bins.high) / 2, bins.counts / bins.counts.sum()


def curve(bins: Bins, low: float, high: float, *, log: bool) -> tuple[Floats, Floats]:
    """The density at CELLS points from `low` to `high`: per unit, or per decade where `log`.

    A Gaussian kernel over the histogram, its width Silverman's (1986, eq. 3.31) for as many samples, so that it blurs
    no more than they can tell; where the density breaks off, what would leak beyond is reflected.
    """
    knots, cumulative = _cumulative(bins)
    if log:
        knots, low, high = np.log10(knots), np.log10(low), np.log10(high)
    width = _bandwidth(knots, cumulative, int(bins.counts.sum()))
    first, last = _edges(knots, cumulative, low, high, width)
    edges = np.linspace(first, last, CELLS + 1)
    cell = edges[1] - edges[0]
    smooth = _smoothed(np.diff(np.interp(edges, knots, cumulative)), width / cell) / cell
    where = np.concatenate([[first], (edges[1:] + edges[:-1]) / 2, [last]])
    height = np.concatenate([[smooth[0]], smooth, [smooth[-1]]])
    points = np.union1d(np.linspace(low, high, CELLS), np.clip([first, last], low, high))
    values = np.interp(points, where, height, left=0.0, right=0.0)
    return (10.0**points if log else points), values


def _edges(knots: Floats, cumulative: Floats, low: float, high: float, width: float) -> tuple[float, float]:
    """The range that is smoothed: a little more than is shown, but not beyond where the density breaks off."""
    first, last = low - _REACH * width, high + _REACH * width
    typical = 0.5 / (np.interp(0.75, cumulative, knots) - np.interp(0.25, cumulative, knots) or 1.0)
    inside = np.interp([knots[0] + width, knots[-1] - width], knots, cumulative)
    if first < knots[0] and inside[0] > _BREAK * typical * width:
        first = knots[0]
    if last > knots[-1] and 1 - inside[1] > _BREAK * typical * width:
        last = knots[-1]
    return first, last


def _cumulative(bins: Bins) -> tuple[Floats, Floats]:
    """Where each bin begins and ends, and the share of samples below."""
    below = np.concatenate([[0], np.cumsum(bins.counts)]) / bins.counts.sum()
    knots = np.stack([bins.low, bins.high], axis=1).ravel()
    return knots, np.stack([below[:-1], below[1:]], axis=1).ravel()


def _bandwidth(knots: Floats, cumulative: Floats, samples: int) -> float:
    """Silverman's rule from the middle half and the middle 68 %, which heavy tails leave alone; no less than a bin."""
    quarters = np.interp([0.25, 0.75, 0.1587, 0.8413], cumulative, knots)
    spreads = (quarters[1] - quarters[0]) / 1.349, (quarters[3] - quarters[2]) / 2
    inside = (knots[1::2] > quarters[0]) & (knots[::2] < quarters[1])
    bin_width = np.max((knots[1::2] - knots[::2])[inside], initial=0.0)
    return float(max(0.9 * min(spreads) * samples**-0.2, bin_width))


def _smoothed(mass: Floats, width: float) -> Floats:
    """`mass` (cells,) under a Gaussian kernel `width` cells wide, mirrored at both ends."""
    reach = min(int(np.ceil(_REACH * width)), len(mass))
    if reach < 1:
        return mass
    kernel = np.exp(-0.5 * (np.arange(-reach, reach + 1) / width) ** 2)
    return np.convolve(np.pad(mass, reach, mode="symmetric"), kernel / kernel.sum(), mode="valid")
