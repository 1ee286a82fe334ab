"""Quantiles of rows of cells, and bins joined to cells, against what numpy finds."""

import numpy as np
import pytest

from carbonspan.simulate.kernels.quantiles import (
    STRIDE,
    cell_from,
    cell_holding,
    complete,
    join_cells,
    quantile_rows,
    shortest_of,
)


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


def lengths_of(low: np.ndarray, high: np.ndarray, shares: np.ndarray, level: float, unit: np.ndarray) -> np.ndarray:
    """The lengths of all intervals, without leaving any out."""
    p = unit * (1.0 - level)
    q = np.minimum(p + level, 1.0)
    found = np.empty((1, 2 * len(unit)))
    quantile_rows(low, high, shares[None], np.concatenate([p, q])[None], found)
    return found[0, len(unit) :] - found[0, : len(unit)]


@pytest.mark.parametrize("level", [0.05, 0.5, 0.9, 0.999])
@pytest.mark.parametrize("kind", ["one heap", "three heaps", "even", "steps", "one cell", "far apart", "overflow"])
def test_no_shortest_interval_is_left_out(kind: str, level: float) -> None:
    rng = np.random.default_rng(len(kind))
    for count in (2, 40, 3000):
        edges = np.cumsum(rng.exponential(size=count + 1)) - 3.0
        counts = rng.integers(0, 5, count) * np.exp(-(np.linspace(-3, 3, count) ** 2))
        if kind == "three heaps":
            counts = rng.integers(0, 5, count) * np.cos(np.linspace(0, 20, count)) ** 2
        elif kind == "even":
            edges, counts = np.linspace(0, 1, count + 1), np.ones(count)
        elif kind == "steps":
            edges = np.repeat(edges[: count // 2 + 1], 2)[: count + 1]
        elif kind == "one cell":
            counts = np.zeros(count)
        elif kind == "far apart":
            edges = np.sinh(np.linspace(-300, 300, count + 1))
        elif kind == "overflow":
            edges = np.linspace(-1.7, 1.7, count + 1) * 1e308
        counts[count // 2] += 1
        shares = np.append(0.0, np.cumsum(counts) / counts.sum())
        unit = np.linspace(0.0, 1.0, 801 if count > 2 else 5 * STRIDE - 3)
        scratch = np.empty((3, len(unit)))
        best = shortest_of(edges[:-1], edges[1:], shares, level, unit, scratch)
        with np.errstate(over="ignore", invalid="ignore"):
            expected = lengths_of(edges[:-1], edges[1:], shares, level, unit)
        assert best == np.argmin(expected)
        complete(edges[:-1], edges[1:], shares, level, unit, scratch[0], best, 17)
        first = min(max(best - 8, 0), len(unit) - 17)
        np.testing.assert_array_equal(scratch[0, first : first + 17], expected[first : first + 17])
        known = np.isfinite(scratch[0])
        np.testing.assert_array_equal(scratch[0, known], expected[known])
        if kind == "one heap" and count == 3000:
            assert known.sum() < 600


def test_a_cell_is_found_from_any_before_it() -> None:
    shares = np.array([0.0, 0.0, 0.25, 0.25, 0.5, 0.875, 1.0, 1.0])
    for p in (0.0, 0.1, 0.25, 0.3, 0.875, 0.9, 1.0):
        expected = cell_holding(shares, p)
        assert [cell_from(shares, begin, p) for begin in range(expected + 1)] == [expected] * (expected + 1)


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
