"""Quantile tables: each law's quantile function as cubics, to a stated error in probability and in value.

The layout (cells by exponent and top bits of the distance from the nearer tail) is the kernels'. A cell whose cubic
misses the bound is split, at the law's kinks first and then in halves, until its pieces keep it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ..describe.laws import Distribution
from ..kernels.tables import CELL_BITS, LOWEST, OCTAVES, SIDE

Floats = NDArray[np.float64]
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
_DEEPEST = 44
_MOST_PIECES = 1 << 17
_NODES = (1 - np.cos((2 * np.arange(4) + 1) * np.pi / 8)) / 2
_TO_CUBIC = np.linalg.inv(np.vander(_NODES, 4, increasing=True))
#: Where a cubic through Chebyshev nodes is farthest off: at the ends and in the middle of a piece.
_CHECKS = np.array([0.001, 0.5])


@dataclass(frozen=True)
class Pieces:
    """Intervals [low, high) of the distance v from one tail, each within one cell of the table."""

    cell: NDArray[np.int64]
    low: Floats
    high: Floats

    def __getitem__(self, which: NDArray[np.bool_]) -> Pieces:
        return Pieces(self.cell[which], self.low[which], self.high[which])

    def halves(self) -> Pieces:
        """Each interval cut in the middle."""
        middle = 0.5 * (self.low + self.high)
        return joined(Pieces(self.cell, self.low, middle), Pieces(self.cell, middle, self.high))

    def cut(self, at: float) -> Pieces:
        """The same intervals, the one around `at` cut in two there."""
        inside = (self.low < at) & (at < self.high)
        left = Pieces(self.cell[inside], self.low[inside], np.full(inside.sum(), at))
        right = Pieces(self.cell[inside], left.high, self.high[inside])
        return joined(self[~inside], left, right)


def joined(*pieces: Pieces) -> Pieces:
    """All `pieces` in one."""
    return Pieces(*(np.concatenate([getattr(p, name) for p in pieces]) for name in ("cell", "low", "high")))


def cells() -> Pieces:
    """All cells of one side, from the outermost inward."""
    share = 1.0 + np.arange(1 << CELL_BITS) / (1 << CELL_BITS)
    low = (2.0 ** np.arange(LOWEST, LOWEST + OCTAVES)[:, None] * share).ravel()
    return Pieces(np.arange(SIDE), low, np.append(low[1:], 2.0 ** (LOWEST + OCTAVES)))


def tabulate(law: Distribution) -> tuple[Floats, Floats]:
    """The table (n, 4) of `law` and the edges (n,) of its split cells' pieces: see `kernels.tables`.

    Raises ArithmeticError where a piece of more than 1e-12 of probability cannot be brought to the bound.
    """
    spread = float(np.abs(np.subtract(*law.quantile(np.array([0.75, 0.25])))))
    kinks = np.asarray(law.kinks, float)
    lower = _side(law.quantile, SCALE * kinks[kinks <= 0.5], spread, law.support[0])
    upper = _side(law.isf, SCALE * (1.0 - kinks[kinks > 0.5]), spread, law.support[1])
    return _assemble(lower, upper)


def _side(tail_quantile: Quantile, kinks: Floats, spread: float, end: float) -> tuple[Pieces, Floats]:
    """The pieces of one side and their cubics (n, 4), in the order of cells."""
    pieces = cells()
    for kink in kinks:
        pieces = pieces.cut(float(kink))
    done: list[tuple[Pieces, Floats]] = []
    for depth in range(_DEEPEST):
        cubics, fine = _fit(tail_quantile, pieces, spread, end)
        if depth == _DEEPEST - 1 or len(pieces.low) > _MOST_PIECES:
            _refuse_coarse(pieces[~fine])
            fine[:] = True
        done.append((pieces[fine], cubics[fine]))
        if fine.all():
            break
        pieces = pieces[~fine].halves()
    everything = joined(*(p for p, _ in done))
    order = np.lexsort((everything.low, everything.cell))
    return Pieces(*(getattr(everything, n)[order] for n in ("cell", "low", "high"))), np.concatenate(
        [c for _, c in done]
    )[order]


def _refuse_coarse(pieces: Pieces) -> None:
    mass = float(np.sum(pieces.high - pieces.low)) / SCALE
    if mass > 1e-12:
        raise ArithmeticError(f"the quantile function cannot be tabulated: {mass:.1e} of it is too rough")


def _fit(tail_quantile: Quantile, pieces: Pieces, spread: float, end: float) -> tuple[Floats, NDArray[np.bool_]]:
    """The cubic of each piece in the distance from its lower edge, and whether it keeps the bounds.

    A piece that cannot be told from the `end` of the law's support is flat, lest rounding lead beyond it.
    """
    width = pieces.high - pieces.low
    at = np.concatenate([_NODES, _CHECKS])
    v = pieces.low[:, None] + width[:, None] * at
    with np.errstate(all="ignore"):
        exact = tail_quantile(v / SCALE)
        cubics = exact[:, :4] @ _TO_CUBIC.T
        off = np.abs(cubics @ np.vander(_CHECKS, 4, increasing=True).T - exact[:, 4:])
        slope = np.abs(exact[:, 3] - exact[:, 0]) / (_NODES[3] - _NODES[0])
        shift = np.where(off > 0, off / slope[:, None], 0.0) * width[:, None]
        size = np.abs(exact[:, 4:]) + spread
        fine = (off <= VALUE_ERROR * size) & (shift <= np.minimum(PROBABILITY_ERROR * SCALE, TAIL_ERROR * v[:, 4:]))
        fine |= (off <= _ROUNDING * size) | (shift <= _UNIT * v[:, 4:])
        flat = np.isfinite(end) & (np.abs(exact - end).max(axis=1) <= _ROUNDING * abs(end))
        cubics[flat] = (end, 0.0, 0.0, 0.0)
        fine[flat] = True
        cubics /= width[:, None] ** np.arange(4)
    return cubics, fine.all(axis=1)


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
