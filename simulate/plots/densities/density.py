"""From a histogram to a curve: a smooth density, or single values with their probabilities."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from ...answer.statistics.marginal import Bins

Floats = NDArray[np.float64]

CELLS = 600
MOST_ATOMS = 60
#: Bandwidths beyond the range shown that still reach into it.
_REACH = 4
#: A density breaks off at its smallest or largest value where it is this share of the middle's there.
_BREAK = 0.1
_DECADE = 10.0
#: A single value that has this share of the samples is drawn as such.
_CROWDED = 0.01
#: The smallest positive float: a bin of numbers as small begins at 0.
_SMALLEST = np.finfo(np.float64).smallest_subnormal
#: The widest kernel that is tried, in standard deviations; how much narrower each next one is; the narrowest, in cells.
_WIDEST, _STEP, _NARROWEST = 0.5, 2**0.5, 0.5
#: How many standard errors tell two curves apart anywhere along them.
_TELLS = 4.0
#: The kernel's squared integral, from which the variance of a density follows, R(K) f / (n h), and its peak.
_ROUGHNESS, _PEAK = 27 / (32 * np.pi**0.5), 1.5 / (2 * np.pi) ** 0.5


def spans_a_decade(low: float, high: float, minimum: float) -> bool:
    """Whether a logarithmic axis serves better: all is positive, and the interval's ends differ more than tenfold."""
    return minimum > 0 and high > _DECADE * low


def quantile(bins: Bins, probabilities: Floats) -> Floats:
    """The values below which the histogram has these shares of its samples, straight lines inside a bin."""
    knots, cumulative = _cumulative(bins)
    return np.interp(probabilities, cumulative, knots)


def probability_below(bins: Bins, values: Floats) -> Floats:
    """The share of the histogram's samples below each of `values`, straight lines inside a bin."""
    knots, cumulative = _cumulative(bins)
    return np.interp(values, knots, cumulative, left=0.0, right=1.0)


def is_lump(bins: Bins, value: float) -> bool:
    """Whether many samples equal a value, so that the probability of more is not that of as much or more."""
    return bins.share_of(value) >= _CROWDED


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


def split(bins: Bins) -> tuple[Bins, Bins]:
    """The single values that many samples have, as an idle hour's zero, and all else, which has a density.

    A bin of one value has no width; the engine finds them wherever a bin is crowded.
    """
    single = (bins.low == bins.high) & (bins.counts >= _CROWDED * bins.counts.sum())
    first, second = (Bins(bins.low[which], bins.high[which], bins.counts[which]) for which in (single, ~single))
    return first, second


def curve(bins: Bins, low: float, high: float, *, log: bool) -> tuple[Floats, Floats]:
    """The density at CELLS points from `low` to `high`: per unit, or per decade where `log`.

    A kernel over the histogram, as wide as the samples allow: the widest one that leaves the curve within the Monte
    Carlo error of what each narrower one gives (Lepski & Spokoiny 1997), so that a bump that is drawn is none of the
    sampling's. The kernel is Gaussian of fourth order (Wand & Jones 1995, section 2.8), which flattens a peak far less
    than a plain one as wide; where the density breaks off, what would leak beyond is reflected. A skewed density is
    smoothed in logarithms even where the axis is linear.
    """
    if log:
        points, values = _per_scale(bins, np.log10(low), np.log10(high), in_logs=True)
        return 10.0**points, values
    if not _evener_in_logs(bins):
        return _per_scale(bins, low, high, in_logs=False)
    points, values = _per_scale(bins, np.log10(max(low, bins.low[0] / 2)), np.log10(high), in_logs=True)
    points = 10.0**points
    return np.concatenate([[low], points]), np.concatenate([[0.0], values / (points * np.log(10))])


def _evener_in_logs(bins: Bins) -> bool:
    """Whether the middle 95 %, within a decade, lie more evenly about the median in logarithms than as they are.

    Values that reach down to zero are few in each of the decades there, and a curve through those would be noise.
    """
    low, middle, high = quantile(bins, np.array([0.025, 0.5, 0.975]))
    if bins.low[0] <= 0 or spans_a_decade(low, high, bins.low[0]):
        return False
    return bool(abs(np.log(low * high / middle**2)) * (high - low) < abs(low + high - 2 * middle) * np.log(high / low))


def _per_scale(bins: Bins, low: float, high: float, *, in_logs: bool) -> tuple[Floats, Floats]:
    """The density at CELLS points from `low` to `high`; both and all are decimal logarithms where `in_logs`."""
    knots, cumulative = _cumulative(bins)
    knots = np.log10(np.maximum(knots, _SMALLEST)) if in_logs else knots
    spread, bin_width = _spread(knots, cumulative)
    samples = int(bins.counts.sum())
    widest = max(_WIDEST * spread, bin_width)
    first, last = _edges(knots, cumulative, (low, high), reach=_REACH * widest, width=spread * samples**-0.2)
    edges = np.linspace(first, last, CELLS + 1)
    cell = edges[1] - edges[0]
    smooth = _smoothed(np.diff(np.interp(edges, knots, cumulative)), widest / cell, bin_width / cell, samples) / cell
    where = np.concatenate([[first], (edges[1:] + edges[:-1]) / 2, [last]])
    height = np.concatenate([[smooth[0]], smooth, [smooth[-1]]])
    points = np.union1d(np.linspace(low, high, CELLS), np.clip([first, last], low, high))
    return points, np.interp(points, where, height, left=0.0, right=0.0)


def _edges(
    knots: Floats, cumulative: Floats, shown: tuple[float, float], *, reach: float, width: float
) -> tuple[float, float]:
    """The range that is smoothed: `reach` more than is shown, but not beyond where the density breaks off.

    It does where within `width` of the smallest or largest value there is more than a thin tail.
    """
    first, last = shown[0] - reach, shown[1] + reach
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


def _spread(knots: Floats, cumulative: Floats) -> tuple[float, float]:
    """A standard deviation from the middle half or the middle 68 %, which heavy tails leave alone; the widest bin."""
    quarters = np.interp([0.25, 0.75, 0.1587, 0.8413], cumulative, knots)
    inside = (knots[1::2] > quarters[0]) & (knots[::2] < quarters[1])
    bin_width = np.max((knots[1::2] - knots[::2])[inside], initial=0.0)
    return min((quarters[1] - quarters[0]) / 1.349, (quarters[3] - quarters[2]) / 2), float(bin_width)


def _smoothed(mass: Floats, widest: float, narrowest: float, samples: int) -> Floats:
    """`mass` (cells,), shares of `samples` samples, under the widest kernel that their error cannot tell from narrower.

    Widths are in cells, each a `_STEP` narrower than the one before.
    """
    steps = int(np.log(max(widest / max(narrowest, _NARROWEST), 1.0)) / np.log(_STEP))
    widths = [widest / _STEP**step for step in range(steps + 1)]
    curves = [_convolved(mass, width) for width in widths]
    for number, wide in enumerate(curves):
        finer = zip(curves[number + 1 :], widths[number + 1 :], strict=True)
        if all(np.all(abs(narrow - wide) <= _error(wide, samples * width)) for narrow, width in finer):
            return wide
    return curves[-1]


def _error(density: Floats, samples: float) -> Floats:
    """The largest error of a kernel that holds `samples` samples at a density of `density`: Bernstein's bound."""
    error: Floats = _TELLS * np.sqrt(_ROUGHNESS * density / samples) + _TELLS**2 * _PEAK / (3 * samples)
    return error


def _convolved(mass: Floats, width: float) -> Floats:
    """`mass` under a Gaussian kernel of fourth order `width` cells wide, mirrored at both ends; nowhere negative."""
    reach = min(int(np.ceil(_REACH * width)), len(mass))
    if reach < 1:
        return mass
    steps = np.arange(-reach, reach + 1) / width
    kernel = (3 - steps**2) * np.exp(-0.5 * steps**2)
    mirrored = np.concatenate([mass[:reach][::-1], mass, mass[-reach:][::-1]])
    smooth = np.convolve(mirrored, kernel / kernel.sum(), mode="valid")
    return np.maximum(smooth, 0.0)
