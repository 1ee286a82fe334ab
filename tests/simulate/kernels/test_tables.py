"""From points to values: the look-up itself, on tables whose values can be told by hand."""

from typing import NamedTuple

import numpy as np
import pytest

from carbonspan.simulate.kernels.batches import BLOCK
from carbonspan.simulate.kernels.philox import extension
from carbonspan.simulate.kernels.tables import (
    CELL_BITS,
    LOWEST,
    SIDE,
    discrete_block,
    fold_block,
    folded_table_block,
    folded_uniform_block,
    table_block,
    uniform_block,
)

KEY = np.array([1, 2, 3], np.uint64)
WORDS = np.random.default_rng(0).integers(0, 1 << 32, BLOCK, np.uint32)
WORDS[:6] = 0, 0xFFFFFFFF, 1, 0xFFFFFFFE, 0x7FFFFFFF, 0x80000000
BATCH, START = 3, 7 * BLOCK


class Folded(NamedTuple):
    distance: np.ndarray
    upper: np.ndarray


def folded() -> Folded:
    """By the definition: half a step inside the nearer end, and 32 more bits at the very ends."""
    u = WORDS.astype(float) + 0.5
    upper = WORDS >= 1 << 31
    distance = np.where(upper, 2.0**32 - u, u)
    for j in np.flatnonzero(distance == 0.5):
        distance[j] = extension(KEY, BATCH, START + j)
    return Folded(distance, np.where(upper, -1, 0))


def edge_of(cell: np.ndarray) -> np.ndarray:
    """Where a cell of one side begins: cells split each octave from 2^LOWEST on in 2^CELL_BITS."""
    octave, part = cell >> CELL_BITS, cell % (1 << CELL_BITS)
    return np.ldexp(1 + part / (1 << CELL_BITS), LOWEST + octave)


def scratch() -> tuple[np.ndarray, np.ndarray]:
    return np.empty(BLOCK, np.uint32), np.empty(BLOCK, np.int32)


def identity() -> tuple[np.ndarray, np.ndarray]:
    """A table that gives back v in the lower half and -v in the upper."""
    table = np.zeros((2 * SIDE, 4))
    edges = edge_of(np.arange(SIDE))
    table[:SIDE, 0], table[:SIDE, 1] = edges, 1.0
    table[SIDE:, 0], table[SIDE:, 1] = -edges, -1.0
    return table, np.zeros(2 * SIDE)


def test_points_fold_to_the_nearer_tail_and_the_outermost_get_32_more_bits() -> None:
    distance, upper = np.empty(BLOCK), np.empty(BLOCK, np.int32)
    fold_block(distance, upper, WORDS, KEY, BATCH, START)
    expected = folded()
    np.testing.assert_array_equal(distance, expected.distance)
    np.testing.assert_array_equal(upper, expected.upper)
    assert 0 < distance[0] < 1
    assert distance[0] != distance[1]
    assert (distance[2], distance[3]) == (1.5, 1.5)


def test_a_table_is_read_in_the_cell_of_the_point() -> None:
    table, edges = identity()
    x = np.empty(BLOCK)
    table_block(x, WORDS, *scratch(), table, edges, 0, 1, KEY, BATCH, START)
    distance, upper = folded()
    np.testing.assert_array_equal(x, np.where(upper == 0, distance, -distance))
    again = np.empty(BLOCK)
    folded_table_block(again, distance, upper.astype(np.int32), table, edges, 0)
    np.testing.assert_array_equal(again, x)


def test_points_about_the_edge_of_a_cell_are_read_in_the_cell_they_lie_in() -> None:
    """Cells come from floats of 24 bits, which must never round a point of 31 up into the next."""
    table, edges = identity()
    table[:, 0] += np.ldexp(np.arange(len(table)), 34)
    begins = edge_of(np.arange(SIDE))
    whole = begins[(begins >= 1) & (begins == np.floor(begins))].astype(np.int64)
    near = np.unique((whole[:, None] + [-1, 0, 1]).ravel())
    near = near[(near > 0) & (near < 1 << 31)]
    for lower in np.array_split(near, -(-len(near) // (BLOCK // 2))):
        words = np.resize(np.append(lower, (1 << 32) - 1 - lower), BLOCK).astype(np.uint32)
        x = np.empty(BLOCK)
        table_block(x, words, *scratch(), table, edges, 0, 0, KEY, BATCH, START)
        upper = words >> 31
        v = np.where(upper, (1 << 32) - 1 - words.astype(np.int64), words) + 0.5
        cell = np.searchsorted(begins, v, side="right") - 1 + SIDE * upper
        np.testing.assert_array_equal(x, np.ldexp(cell, 34) + np.where(upper, -v, v))


def test_a_table_may_begin_at_any_row() -> None:
    table, _ = identity()
    x = np.empty(BLOCK)
    moved = np.concatenate([np.full((100, 4), 7.0), table])
    table_block(x, WORDS, *scratch(), moved, np.zeros(len(moved)), 100, 0, KEY, BATCH, START)
    np.testing.assert_array_equal(np.abs(x), folded().distance)


def split_at(fractions: list[float], cell: int) -> tuple[np.ndarray, np.ndarray]:
    """The identity with one cell in pieces, piece p of which is raised by p times 2^40."""
    table, edges = identity()
    low, high = edge_of(np.array([cell, cell + 1]))
    begin = (high - low) * np.array([0.0, *fractions])
    table[cell] = np.nan, len(table), len(begin), 0.0
    pieces = np.zeros((len(begin), 4))
    pieces[:, 0] = low + begin + 2.0**40 * np.arange(len(begin))
    pieces[:, 1] = 1.0
    return np.concatenate([table, pieces]), np.concatenate([edges, begin])


@pytest.mark.parametrize("fractions", [[0.5], [0.25, 0.5], [0.1, 0.3, 0.30001, 0.9]])
def test_a_split_cell_is_read_piece_by_piece(fractions: list[float]) -> None:
    cell = SIDE - 40
    low, high = edge_of(np.array([cell, cell + 1]))
    distance = np.linspace(low, high, BLOCK, endpoint=False)
    table, edges = split_at(fractions, cell)
    x = np.empty(BLOCK)
    folded_table_block(x, distance, np.zeros(BLOCK, np.int32), table, edges, 0)
    piece = np.searchsorted(np.array(fractions) * (high - low), distance - low, side="right")
    np.testing.assert_allclose(x, distance + 2.0**40 * piece, rtol=1e-15)


def test_split_cells_are_found_from_points_too() -> None:
    """The outermost cells among them, whose points take their further bits twice."""
    distance, upper = folded()
    for j in (0, 6, 7, 8):
        cell = int(np.searchsorted(edge_of(np.arange(SIDE)), distance[j], side="right")) - 1
        table, edges = split_at([0.5], cell)
        x = np.empty(BLOCK)
        table_block(x, WORDS, *scratch(), table, edges, 0, 1, KEY, BATCH, START)
        expected = np.empty(BLOCK)
        folded_table_block(expected, distance, upper.astype(np.int32), table, edges, 0)
        np.testing.assert_array_equal(x, expected)
        assert np.isfinite(x).all()


def test_the_uniform_law_is_symmetric_and_never_leaves_its_ends() -> None:
    x = np.empty(BLOCK)
    uniform_block(x, WORDS, 2.0, 5.0)
    u = (WORDS.astype(float) + 0.5) / 2.0**32
    np.testing.assert_allclose(x, 2.0 + 3.0 * u, rtol=4e-16)
    assert x.min() > 2.0
    assert x.max() < 5.0
    uniform_block(x, WORDS, 0.0, 1.0)
    np.testing.assert_array_equal(x, u)
    distance, upper = folded()
    folded_uniform_block(x, distance, upper.astype(np.int32), 2.0, 5.0)
    np.testing.assert_allclose(x, np.where(upper == 0, 2 + 3 * distance / 2**32, 5 - 3 * distance / 2**32), rtol=4e-16)


def test_a_discrete_law_steps_at_its_cumulative_probabilities() -> None:
    atoms = np.array([[10.0, 20.0, 30.0, 40.0], [0.25, 0.5, 0.875, 1.0], [0.75, 0.5, 0.125, 0.0]])
    atoms[1:] *= 2.0**32
    steps = np.array([0.25, 0.5, 0.75, 0.875])
    u = np.concatenate([steps - 2.0**-33, steps + 2.0**-33, np.random.default_rng(1).uniform(0, 1, BLOCK - 8)])
    x = np.empty(BLOCK)
    discrete_block(x, 2.0**32 * np.minimum(u, 1 - u), np.where(u < 0.5, 0, -1).astype(np.int32), atoms)
    np.testing.assert_array_equal(x, np.array([10.0, 20.0, 30.0, 40.0])[np.searchsorted([0.25, 0.5, 0.875], u)])
