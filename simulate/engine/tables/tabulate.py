"""Quantile tables: each law's quantile function as cubics, to a stated error in probability and in value.

The layout (cells by exponent and top bits of the distance from the nearer tail) is the kernels'. Both tails are seen as
rising functions of that distance; the upper one is tabulated with its sign changed. A side is first cut at the law's
kinks and at the edges of its atoms. A piece whose cubic misses the bounds, falls, or leaves the range that the law has
between two cuts is halved until none does, so that the kernel needs no check of its own. A piece of one value is that
value exactly.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import NDArray

from ...kernels.tables import CELL_BITS, LOWEST, OCTAVES, SIDE
from ...laws.base import SMALLEST, Distribution
from .cubics import CHECKS, NODES, at_checks, drop, landmarks, rounding, through

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
Quantile = Callable[[Floats], Floats]

SCALE = 2.0**32
#: Largest error of a table in probability, absolute and as a share of the tail beyond.
PROBABILITY_ERROR = 1e-9
TAIL_ERROR = 1e-7
#: Largest error in value, as a share of the value plus the law's interquartile range.
VALUE_ERROR = 1e-8
#: What is lost to rounding anyway, as a share of the value plus the interquartile range.
_ROUNDING = 1e-13
#: How well a probability is known to itself.
_UNIT = 4.0 * np.finfo(float).eps
#: A cubic may be moved by so many times its own rounding to stay within its range.
_MOVED = 16.0
_DEEPEST = 44
#: Cuts so near to each other, relatively, are one; a piece so narrow is not halved.
_NARROWEST = 2.0**-48
_MOST_PIECES = 1 << 17
#: The probability that may be left too rough: no run has a sample there.
_MOST_ROUGH = 1e-12


@dataclass(frozen=True)
class Pieces:
    """Intervals [low, high) of the distance v from one tail, each within one cell of the table.

    The values in each lie between its `least` and its `most`.
    """

    cell: NDArray[np.int64]
    low: Floats
    high: Floats
    least: Floats
    most: Floats

    def __getitem__(self, which: Flags | NDArray[np.int64]) -> Pieces:
        return Pieces(*(getattr(self, field.name)[which] for field in fields(self)))

    def halves(self) -> Pieces:
        """Each interval cut in the middle."""
        middle = 0.5 * (self.low + self.high)
        return joined(
            Pieces(self.cell, self.low, middle, self.least, self.most),
            Pieces(self.cell, middle, self.high, self.least, self.most),
        )


def joined(*pieces: Pieces) -> Pieces:
    """All `pieces` in one."""
    return Pieces(*(np.concatenate([getattr(p, field.name) for p in pieces]) for field in fields(Pieces)))


def cell_edges() -> Floats:
    """Where the cells of one side begin, from the outermost inward, and where the last one ends."""
    share = 1.0 + np.arange(1 << CELL_BITS) / (1 << CELL_BITS)
    low = (2.0 ** np.arange(LOWEST, LOWEST + OCTAVES)[:, None] * share).ravel()
    return np.append(low, 2.0 ** (LOWEST + OCTAVES))


def tabulate(law: Distribution) -> tuple[Floats, Floats]:
    """The table (n, 4) of `law` and the edges (n,) of its split cells' pieces: see `kernels.tables`.

    Raises ArithmeticError where pieces of more than 1e-12 of probability cannot be brought to the bound.
    """
    spread = float(np.abs(np.subtract(*law.quantile(np.array([0.75, 0.25])))))
    kinks, jumps = np.asarray(law.kinks, float), law.jumps
    low, high = law.support
    blur = SCALE * law.blur if law.blur <= PROBABILITY_ERROR else 0.0  # a larger one must not matter for the values
    below = _cuts(kinks), _cuts(law.cdf_before(jumps), law.cdf(jumps))
    above = _cuts(1.0 - kinks), _cuts(law.sf_before(jumps), law.sf(jumps))
    pieces, cubics = _Side(lambda q: -law.isf(q), *above, (-high, -low), spread, blur).table()
    return _assemble(_Side(law.quantile, *below, (low, high), spread, blur).table(), (pieces, 0.0 - cubics))


def _cuts(*probabilities: Floats) -> Floats:
    """The distances (n,), increasing, of probabilities from one tail, as far as they lie on that side."""
    cuts = SCALE * np.unique(np.concatenate(probabilities))
    return cuts[(cuts > 2.0**LOWEST) & (cuts < 2.0 ** (LOWEST + OCTAVES))]


@dataclass(frozen=True)
class _Side:
    """One tail: its rising quantile function, at what distances it has kinks, and where its atoms begin and end."""

    rising: Quantile
    kinks: Floats
    steps: Floats
    support: tuple[float, float]
    spread: float
    blur: float

    def table(self) -> tuple[Pieces, Floats]:
        """The pieces, in the order of cells, and their cubics (n, 4) in the distance from a piece's lower edge."""
        pieces = self._begin()
        done: list[tuple[Pieces, Floats]] = []
        for depth in range(_DEEPEST):
            cubics, fine = self._fit(pieces)
            stuck = ~fine & (pieces.high - pieces.low < _NARROWEST * pieces.high)
            if depth == _DEEPEST - 1 or len(pieces.low) > _MOST_PIECES:
                stuck = ~fine
            cubics[stuck] = self._flattened(pieces[stuck])
            fine |= stuck
            done.append((pieces[fine], cubics[fine]))
            if fine.all():
                break
            pieces = pieces[~fine].halves()
        everything, cubics = joined(*(p for p, _ in done)), np.concatenate([c for _, c in done])
        order = np.lexsort((everything.low, everything.cell))
        return everything[order], cubics[order]

    def _begin(self) -> Pieces:
        """All cells, cut at kinks and steps.

        The values between two cuts lie between those just inside them, unless the function is merely bent at a cut.
        """
        cuts = np.unique(np.concatenate([self.kinks, self.steps]))
        cuts = cuts[np.diff(cuts, prepend=0.0) > _NARROWEST * cuts]
        step = np.searchsorted(cuts, self.steps * (1.0 + _NARROWEST), side="right") - 1
        edges = np.unique(np.concatenate([cell_edges(), cuts]))
        before, after = (self.rising(np.nextafter(cuts, toward) / SCALE) for toward in (-np.inf, np.inf))
        bent = np.abs(after - before) <= VALUE_ERROR * (np.abs(after) + self.spread)
        bent[step] = False
        low, high = self.support
        room = np.searchsorted(cuts, edges[:-1], side="right")
        least = np.append(low, np.where(bent, low, after))[room]
        most = np.append(np.where(bent, high, before), high)[room]
        cell = np.searchsorted(cell_edges(), edges[:-1], side="right") - 1
        return Pieces(cell, edges[:-1], edges[1:], least, most)

    def _fit(self, pieces: Pieces) -> tuple[Floats, Flags]:
        """The cubic of each piece, and whether it keeps all that is asked of it."""
        width = pieces.high - pieces.low
        v = pieces.low[:, None] + width[:, None] * np.concatenate([NODES, CHECKS])
        with np.errstate(all="ignore"):
            exact = self._exact(v)
            cubics = through(exact[:, :4])
            values = landmarks(cubics)
            slope = np.abs(exact[:, 3] - exact[:, 0]) / (NODES[3] - NODES[0]) / width
            fine = self._near(cubics, exact, v, slope)
            fine &= drop(values) <= np.maximum(_ROUNDING * np.abs(exact).max(axis=1), self.blur * slope)
            fine &= _brought_within(cubics, values, pieces)
            level = _level(exact, pieces)
            flat = ~np.isnan(level)
            fine[flat] = self._is_level(level[flat], pieces[flat])
            cubics[flat] = _constant(level[flat])
            cubics /= width[:, None] ** np.arange(4)
        return cubics, fine

    def _exact(self, v: Floats) -> Floats:
        """The values at these distances."""
        exact = self.rising(v / SCALE)
        return np.where(np.abs(exact) < SMALLEST, 0.0, exact)

    def _is_level(self, level: Floats, pieces: Pieces) -> Flags:
        """Whether pieces that are level at all places looked at are so to their very ends."""
        ends = np.column_stack([np.nextafter(pieces.low, np.inf), np.nextafter(pieces.high, -np.inf)])
        off = np.abs(self._exact(ends) - level[:, None]).max(axis=1)
        return np.asarray(off <= _ROUNDING * np.abs(level))

    def _near(self, cubics: Floats, exact: Floats, v: Floats, slope: Floats) -> Flags:
        """Whether each cubic keeps the bounds in value and in probability where it is farthest off."""
        off = np.abs(at_checks(cubics) - exact[:, 4:])
        shift = np.where(off > 0, off / slope[:, None], 0.0)
        size = np.abs(exact[:, 4:]) + self.spread
        near = (off <= VALUE_ERROR * size) & (shift <= np.minimum(PROBABILITY_ERROR * SCALE, TAIL_ERROR * v[:, 4:]))
        near |= (off <= _ROUNDING * size) | (shift <= _UNIT * v[:, 4:] + self.blur) | (off <= SMALLEST)
        return np.asarray(near.all(axis=1))

    def _flattened(self, pieces: Pieces) -> Floats:
        """For pieces that no cubic fits, the values in their middle; ArithmeticError where a run could notice."""
        mass = float(np.sum(pieces.high - pieces.low)) / SCALE
        middle = self._exact(0.5 * (pieces.low + pieces.high))
        if mass > _MOST_ROUGH or not np.isfinite(middle).all():
            raise ArithmeticError(f"its quantile function is too rough over {mass:.2g} of the probability")
        return _constant(np.clip(middle, pieces.least, pieces.most))


def _constant(value: Floats) -> Floats:
    return np.column_stack([value, np.zeros((len(value), 3))])


def _level(exact: Floats, pieces: Pieces) -> Floats:
    """The value of each piece that has but one, or that cannot be told from its least or most; NaN of the others."""
    level = np.where((exact == exact[:, :1]).all(axis=1), np.clip(exact[:, 0], pieces.least, pieces.most), np.nan)
    for end in (pieces.least, pieces.most):
        near = np.isfinite(end) & (np.abs(exact - end[:, None]).max(axis=1) <= _ROUNDING * np.abs(end))
        level = np.where(near & np.isnan(level), end, level)
    return level


def _brought_within(cubics: Floats, values: Floats, pieces: Pieces) -> Flags:
    """Whether each cubic stays between its least and its most; one that only rounding may lead beyond is moved."""
    lost = rounding(cubics)
    above = np.maximum(values.max(axis=1) + lost - pieces.most, 0.0)
    below = np.maximum(pieces.least - (values.min(axis=1) - lost), 0.0)
    within = np.asarray(np.maximum(above, below) <= _MOVED * lost)
    cubics[:, 0] += np.where(within, below - above, 0.0)
    return within


def _assemble(lower: tuple[Pieces, Floats], upper: tuple[Pieces, Floats]) -> tuple[Floats, Floats]:
    table = np.zeros((2 * SIDE, 4))
    rows: list[Floats] = [table]
    edges: list[Floats] = [np.zeros(2 * SIDE)]
    length = 2 * SIDE
    for first, (pieces, cubics) in ((0, lower), (SIDE, upper)):
        start = np.searchsorted(pieces.cell, np.arange(SIDE + 1))
        count = np.diff(start)
        whole = count == 1
        table[first : first + SIDE][whole] = cubics[start[:-1][whole]]
        for cell in np.flatnonzero(~whole):
            a, b = start[cell], start[cell + 1]
            table[first + cell] = np.nan, length, b - a, 0.0
            rows.append(cubics[a:b])
            edges.append(pieces.low[a:b] - pieces.low[a])
            length += b - a
    return np.concatenate(rows), np.concatenate(edges)
