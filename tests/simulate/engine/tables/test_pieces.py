"""Pieces and cells of one side of a table."""

import numpy as np

from carbonspan.simulate.engine.tables.pieces import Pieces, cell_edges, cuts_at
from carbonspan.simulate.kernels.tables import SIDE


def test_cells_tile_one_side() -> None:
    edges = cell_edges()
    assert len(edges) == SIDE + 1
    assert (edges[0], edges[-1]) == (2.0**-33, 2.0**31)
    assert np.all(np.diff(edges) > 0)
    ends = np.zeros(SIDE)
    halves = Pieces(np.arange(SIDE), edges[:-1], edges[1:], ends, ends).halves()
    assert np.sum(halves.high - halves.low) == edges[-1] - edges[0]


def test_cuts_are_distances_up_to_the_median() -> None:
    assert cuts_at(np.array([0.25, 0.75, 0.125]), np.array([0.25, 0.0])).tolist() == [2.0**29, 2.0**30]
