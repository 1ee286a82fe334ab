"""The merge tree and the pages of counts."""

from itertools import permutations

import numpy as np
import pytest

from carbonspan.simulate.engine.buffers import no_extremes
from carbonspan.simulate.engine.state import Pages, State, Tree
from carbonspan.simulate.kernels.bits import ordered_keys
from carbonspan.simulate.kernels.histogram import GROUP, PAGE, PAGES, bin_of
from carbonspan.simulate.kernels.jit import BATCHES
from carbonspan.simulate.kernels.moments import FIELDS


def leaf(values: np.ndarray) -> np.ndarray:
    d = values - values.mean()
    return np.array([[len(values), values.mean(), *(np.sum(d**power) for power in (2, 3, 4))]])


VALUES = np.random.default_rng(0).lognormal(0, 1, (6, 50))
LEAVES = [leaf(row) for row in VALUES]


def tree_of(order: tuple[int, ...]) -> Tree:
    tree = Tree()
    for place in order:
        tree.add(0, place, LEAVES[place].copy())
    return tree


def test_the_order_in_which_leaves_come_does_not_matter() -> None:
    totals = {tree_of(order).total().tobytes() for order in permutations(range(5))}
    assert len(totals) == 1


def test_a_merged_node_is_as_good_as_its_leaves() -> None:
    tree = Tree()
    tree.add(0, 4, LEAVES[4].copy())
    tree.add(1, 1, pair(2, 3))
    tree.add(1, 0, pair(0, 1))
    np.testing.assert_array_equal(tree.total(), tree_of((0, 1, 2, 3, 4)).total())
    assert sorted(tree.nodes) == [(0, 4), (2, 0)]


def pair(a: int, b: int) -> np.ndarray:
    tree = Tree()
    tree.add(0, 0, LEAVES[a].copy())
    tree.add(0, 1, LEAVES[b].copy())
    return tree.total()


def test_the_total_is_that_of_all_values() -> None:
    np.testing.assert_allclose(tree_of(tuple(range(6))).total(), leaf(VALUES.ravel()), rtol=1e-12)
    assert Tree().total().shape == (0, FIELDS)


def test_few_nodes_remain_of_many_leaves() -> None:
    tree = Tree()
    for place in range(1000):
        tree.add(0, place, np.array([[1.0, place, 0.0, 0.0, 0.0]]))
    assert len(tree.nodes) == (1000).bit_count()
    assert tree.total()[0, :2].tolist() == [1000, 499.5]


def placed(pages: list[int], counts: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Counts (pages, PAGE) as a task leaves them: where each page is in a pool, and the pool."""
    places = np.full(PAGES, -1, np.int32)
    places[pages] = PAGE * np.arange(len(pages))
    return places, counts.ravel()


def test_pages_count_all_batches_by_bin_and_each_by_group() -> None:
    pages = Pages()
    a, b, c = PAGES // 2 + np.array([8, 9, 808])
    counts = np.random.default_rng(1).integers(0, 9, (4, PAGE), np.uint32)
    assert pages.add(0, *placed([c, a], counts[:2])) == 0
    pages.add(31, *placed([a, b], counts[2:]))
    pages.add(31, *placed([a, b], counts[2:]))
    bins = pages.bins()
    expected = np.concatenate([counts[1] + 2 * counts[2], 2 * counts[3], counts[0]])
    np.testing.assert_array_equal(bins.counts, expected)
    np.testing.assert_array_equal(ordered_keys(bins.edges[0]), bins.low)
    assert [bin_of(value) // PAGE for value in bins.edges[0][::PAGE]] == [a, b, c]
    assert np.all(bins.low[1:] >= bins.high[:-1])
    assert bins.batches.shape == (BATCHES, 3 * PAGE // GROUP)
    np.testing.assert_array_equal(bins.batches.sum(axis=0), expected.reshape(-1, GROUP).sum(axis=1))
    np.testing.assert_array_equal(bins.batches.sum(axis=1)[[0, 1, 31]], [counts[:2].sum(), 0, 2 * counts[2:].sum()])


@pytest.mark.parametrize("page", [0, PAGES - 1])
def test_pages_say_how_many_values_are_not_finite(page: int) -> None:
    counts = np.zeros((2, PAGE), np.uint32)
    counts[0, 5], counts[1, 7] = 3, 4
    assert Pages().add(2, *placed([page, PAGES // 2], counts)) == 3


def test_an_empty_state_holds_nothing() -> None:
    state = State(2)
    assert state.samples == 0
    assert state.moments().shape == (BATCHES, 2, FIELDS)
    assert not state.moments().any()
    np.testing.assert_array_equal(state.ends, no_extremes(2))
