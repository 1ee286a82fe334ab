"""Sums of powers, held against exact arithmetic on data where naive sums lose every digit."""

from collections.abc import Sequence
from fractions import Fraction

import numpy as np
import pytest

from carbonspan.simulate.kernels.batches import BLOCK
from carbonspan.simulate.kernels.moments import COLUMNS, FIELDS, block_moments, merge_into, merge_tree, node

RNG = np.random.default_rng(0)
DATA = {
    "plain": RNG.normal(0, 1, BLOCK),
    "offset": 1e9 + RNG.normal(0, 1e-3, BLOCK),
    "skewed": RNG.lognormal(0, 3, BLOCK),
    "tiny": 1e-150 * RNG.lognormal(0, 1, BLOCK),
    "constant": np.full(BLOCK, 0.1),
}


def exact(values: Sequence[float] | np.ndarray) -> list[float]:
    """Count, mean, and central sums of second to fourth powers, in rational numbers."""
    numbers = [Fraction(float(value)) for value in values]
    mean = sum(numbers) / len(numbers)
    sums = [sum((number - mean) ** power for number in numbers) for power in (2, 3, 4)]
    return [float(each) for each in (len(numbers), mean, *sums)]


def moments(values: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    padded = np.full(BLOCK, np.nan)
    padded[: len(values)] = values
    out, ends = np.empty(FIELDS), np.array([np.inf, -np.inf])
    block_moments(out, ends, padded, len(values), np.empty((5, COLUMNS)))
    return out, ends


def assert_close(found: np.ndarray, expected: Sequence[float], scale: float, *, merged: bool = False) -> None:
    """The sums are right about a mean that is off by no more than the rounding of a sum; so are parts' about theirs."""
    n, mean, second, third, fourth = expected
    off = (np.sqrt(n) if second else n) * np.finfo(float).eps * scale
    assert found[0] == n
    assert abs(found[1] - mean) <= off
    slack = [
        n * off**2 + merged * off * np.sqrt(n * second),
        3 * off * second + n * off**3,
        4 * off * abs(third) + 6 * off**2 * second + n * off**4,
    ]
    about = second, n * (fourth / n) ** 0.75, fourth
    for power, value in enumerate((second, third, fourth)):
        assert abs(found[power + 2] - value) <= slack[power] + 1e-13 * about[power]


@pytest.mark.parametrize("name", DATA)
@pytest.mark.parametrize("n", [1, 2, 77, BLOCK])
def test_a_block_is_summed_to_the_last_digits(name: str, n: int) -> None:
    values = DATA[name][:n]
    found, ends = moments(values)
    assert_close(found, exact(values), np.abs(values).max())
    assert ends.tolist() == [values.min(), values.max()]


def test_ends_widen_and_never_narrow() -> None:
    ends = np.array([-100.0, 0.5])
    block_moments(np.empty(FIELDS), ends, np.linspace(-1, 1, BLOCK), BLOCK, np.empty((5, COLUMNS)))
    assert ends.tolist() == [-100.0, 1.0]


@pytest.mark.parametrize("name", DATA)
@pytest.mark.parametrize("at", [0, 1, 200, BLOCK])
def test_merged_parts_are_the_whole(name: str, at: int) -> None:
    values = DATA[name]
    parts = [moments(part)[0] if len(part) else np.zeros(FIELDS) for part in (values[:at], values[at:])]
    merge_into(parts[0], parts[1])
    assert_close(parts[0], exact(values), np.abs(values).max(), merged=True)


@pytest.mark.parametrize(("first", "whole"), [(0, 0), (3, 1), (4, 0)])
def test_a_tree_pairs_neighbours_first_within_whole_nodes(first: int, whole: int) -> None:
    """Five leaves from leaf 0 or 4 on are a node of four and one more; from leaf 3 on, one and a node of four."""
    leaves = [1e6 + RNG.lognormal(k, 1, 300) for k in range(5)]
    rows = np.array([[moments(leaf)[0], moments(-leaf)[0]] for leaf in leaves])
    left, right = rows[whole].copy(), rows[whole + 2].copy()
    alone = 4 if whole == 0 else 0
    expected = rows[alone].copy()
    for o in range(2):
        merge_into(left[o], rows[whole + 1, o])
        merge_into(right[o], rows[whole + 3, o])
        merge_into(left[o], right[o])
    merge_tree(rows, first)
    np.testing.assert_array_equal(rows[whole], left)
    np.testing.assert_array_equal(rows[alone], expected)
    four = np.concatenate(leaves[whole : whole + 4])
    assert_close(rows[whole, 0], exact(four), 1e6, merged=True)
    assert_close(rows[whole, 1], exact(-four), 1e6, merged=True)


@pytest.mark.parametrize(("first", "left", "size"), [(0, 5, 4), (0, 8, 8), (3, 5, 1), (4, 5, 4), (6, 9, 2), (8, 7, 4)])
def test_a_node_begins_at_a_multiple_of_its_size(first: int, left: int, size: int) -> None:
    assert node(first, left) == size


@pytest.mark.parametrize("value", [np.nan, np.inf])
def test_what_is_not_finite_does_not_vanish(value: float) -> None:
    values = DATA["plain"].copy()
    values[300] = value
    assert not np.isfinite(moments(values)[0][1])
