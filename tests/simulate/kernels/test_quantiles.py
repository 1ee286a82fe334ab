"""Quantiles of rows of cells, and bins joined to cells, against what numpy finds."""

import numpy as np

from carbonspan.simulate.kernels.quantiles import join_cells, quantile_rows


def test_quantiles_are_those_of_a_linear_interpolation() -> None:
    rng = np.random.default_rng(1)
    edges = np.cumsum(rng.exponential(size=501))
    cumulative = np.pad(np.cumsum(rng.dirichlet(np.ones(500), 3), axis=1), ((0, 0), (1, 0)))
    cumulative[:, -1] = 1.0
    p = rng.uniform(size=(3, 400))
    found = np.empty_like(p)
    quantile_rows(edges[:-1], edges[1:], cumulative, p, found)
    expected = [np.interp(*row, edges) for row in zip(p, cumulative, strict=True)]
    np.testing.assert_allclose(found, expected, rtol=1e-12)


def joined(
    low: np.ndarray, high: np.ndarray, group: np.ndarray, counts: np.ndarray, parts: np.ndarray, fine: float
) -> tuple[list[int], np.ndarray]:
    first, below = np.empty(len(low), np.int64), np.empty((len(parts), len(low) + 1))
    cells = join_cells(low, high, counts, group, parts, fine, first, below)
    return first[:cells].tolist(), below[:, : cells + 1]


def test_neighbours_are_joined_up_to_a_share_and_values_stay_alone() -> None:
    """Groups of two bins each; the fifth group is one value."""
    low = np.array([0, 1, 2, 3, 4, 5, 6, 7, 8, 8.5])
    high = np.array([1, 2, 3, 4, 5, 6, 7, 8, 8, 9])
    group = np.array([0, 0, 1, 1, 2, 2, 3, 3, 4, 5])
    counts = np.array([5, 5, 0, 0, 20, 0, 25, 5, 20, 20])
    parts = np.array([[4.0, 0, 10, 20, 20, 0], [6.0, 0, 10, 10, 0, 20]])
    first, below = joined(low, high, group, counts, parts, 0.25)
    assert first == [0, 4, 6, 8, 9]
    np.testing.assert_allclose(below, [[0, 4, 14, 34, 54, 54], [0, 6, 16, 26, 26, 46]])
    coarse, _ = joined(low, high, group, counts, parts, 0.5)
    assert coarse == [0, 6, 8, 9]


def test_a_group_with_others_between_its_bins_is_shared_out_as_all_samples_are() -> None:
    low = np.array([0.0, 1.0, 2.0])
    counts = np.array([30, 40, 10])
    first, below = joined(low, low + 1, np.array([0, 1, 0]), counts, np.array([[40.0, 0.0], [0.0, 40.0]]), 0.01)
    assert first == [0, 1, 2]
    np.testing.assert_allclose(below, [[0, 30, 30, 40], [0, 0, 40, 40]])
