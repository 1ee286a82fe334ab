"""Sums of powers, held against exact arithmetic on data where naive sums lose every digit."""

from collections.abc import Sequence
from fractions import Fraction

import numpy as np
import pytest

from carbonspan.simulate.kernels.jit import BLOCK
from carbonspan.simulate.kernels.moments import COLUMNS, FIELDS, block_moments, merge_into, merge_tree

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


def test_a_tree_of_leaves_is_the_whole_and_pairs_neighbours_first() -> None:
    leaves = [1e6 + RNG.lognormal(k, 1, 300) for k in range(5)]
    rows = np.array([[moments(leaf)[0], moments(-leaf)[0]] for leaf in leaves])
    left = rows[0].copy()
    right = rows[2].copy()
    for o in range(2):
        merge_into(left[o], rows[1, o])
        merge_into(right[o], rows[3, o])
        merge_into(left[o], right[o])
        merge_into(left[o], rows[4, o])
    merge_tree(rows)
    np.testing.assert_array_equal(rows[0], left)
    assert_close(rows[0, 0], exact(np.concatenate(leaves)), 1e6, merged=True)
    assert_close(rows[0, 1], exact(-np.concatenate(leaves)), 1e6, merged=True)


@pytest.mark.parametrize("value", [np.nan, np.inf])
def test_what_is_not_finite_does_not_vanish(value: float) -> None:
    values = DATA["plain"].copy()
    values[300] = value
    assert not np.isfinite(moments(values)[0][1])
