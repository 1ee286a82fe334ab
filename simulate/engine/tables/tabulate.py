"""Quantile tables: each law's quantile function as cubics, to a stated error in probability and in value.

The layout (cells by exponent and top bits of the distance from the nearer tail) is that of the kernels. Both tails are
rising functions of that distance; the upper one is tabulated with its sign changed. A side is first cut at the law's
kinks and at the edges of its atoms. A piece whose cubic misses the bounds, falls, or leaves the range that the law has
between two cuts is halved until no piece does, so that the kernel needs no checks. A piece with a single value has
exactly that value.
"""

from __future__ import annotations

import numpy as np

from ...kernels.tables import SIDE
from ...laws.base import Distribution
from .accuracy import PROBABILITY_ERROR
from .pieces import SCALE, Floats, Pieces, cuts_at
from .table_side import TableSide


def tabulate(law: Distribution) -> tuple[Floats, Floats]:
    """The table (n, 4) of `law` and the edges (n,) of the pieces of its split cells: see `kernels.tables`.

    Raises ArithmeticError if pieces of more than 1e-12 of probability cannot meet the bounds.
    """
    spread = float(np.abs(np.subtract(*law.quantile(np.array([0.75, 0.25])))))
    kinks, jumps = np.asarray(law.kinks, float), law.jumps
    low, high = law.support
    blur = SCALE * law.blur if law.blur <= PROBABILITY_ERROR else 0.0  # a larger one must not affect the values
    below = cuts_at(kinks), cuts_at(law.cdf_before(jumps), law.cdf(jumps))
    above = cuts_at(1.0 - kinks), cuts_at(law.sf_before(jumps), law.sf(jumps))
    pieces, cubics = TableSide(lambda q: -law.isf(q), *above, (-high, -low), spread, blur).table()
    return _assemble(TableSide(law.quantile, *below, (low, high), spread, blur).table(), (pieces, 0.0 - cubics))


def _assemble(lower: tuple[Pieces, Floats], upper: tuple[Pieces, Floats]) -> tuple[Floats, Floats]:
    """The table and the edges: one row for each cell of both sides, then the pieces of split cells."""
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
