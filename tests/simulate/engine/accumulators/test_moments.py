"""The merge tree, and what it keeps of a run."""

from itertools import permutations

import numpy as np

from carbonspan.simulate.engine.accumulators.moments import Moments, _merged, no_extremes
from carbonspan.simulate.engine.accumulators.tree import Tree
from carbonspan.simulate.kernels.batches import BATCHES
from carbonspan.simulate.kernels.moments import FIELDS


def leaf(values: np.ndarray) -> np.ndarray:
    d = values - values.mean()
    return np.array([[len(values), values.mean(), *(np.sum(d**power) for power in (2, 3, 4))]])


VALUES = np.random.default_rng(0).lognormal(0, 1, (6, 50))
LEAVES = [leaf(row) for row in VALUES]


def tree_of(order: tuple[int, ...]) -> Tree:
    tree = Tree(_merged)
    for index in order:
        tree.add(0, index, LEAVES[index].copy())
    return tree


def test_the_order_in_which_leaves_come_does_not_matter() -> None:
    totals = {tree_of(order).total().tobytes() for order in permutations(range(5))}
    assert len(totals) == 1


def test_a_merged_node_is_as_good_as_its_leaves() -> None:
    tree = Tree(_merged)
    tree.add(0, 4, LEAVES[4].copy())
    tree.add(1, 1, pair(2, 3))
    tree.add(1, 0, pair(0, 1))
    np.testing.assert_array_equal(tree.total(), tree_of((0, 1, 2, 3, 4)).total())
    assert sorted(tree.nodes) == [(0, 4), (2, 0)]


def pair(a: int, b: int) -> np.ndarray:
    tree = Tree(_merged)
    tree.add(0, 0, LEAVES[a].copy())
    tree.add(0, 1, LEAVES[b].copy())
    return tree.total()


def test_the_total_is_that_of_all_values() -> None:
    np.testing.assert_allclose(tree_of(tuple(range(6))).total(), leaf(VALUES.ravel()), rtol=1e-12)
    assert Tree(_merged).total() is None


def test_few_nodes_remain_of_many_leaves() -> None:
    tree = Tree(_merged)
    for index in range(1000):
        tree.add(0, index, np.array([[1.0, index, 0.0, 0.0, 0.0]]))
    assert len(tree.nodes) == (1000).bit_count()
    assert tree.total()[0, :2].tolist() == [1000, 499.5]


def test_moments_of_no_samples_are_zeros() -> None:
    moments = Moments(2)
    assert moments.batches().shape == (BATCHES, 2, FIELDS)
    assert not moments.batches().any()
    np.testing.assert_array_equal(moments.extremes, no_extremes(2))
