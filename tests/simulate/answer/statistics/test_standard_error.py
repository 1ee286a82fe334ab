"""What few batches show, held against Student's law, Edgeworth's expansion and skewed samples."""

import numpy as np
import pytest
from scipy import stats

from carbonspan.simulate.answer.statistics.standard_error import in_subsamples, standard_error, stretch, student
from carbonspan.simulate.kernels.batches import BATCHES

NORMAL = stats.norm.ppf(0.975)
SKEWED = np.exp(np.random.default_rng(0).normal(size=(4000, BATCHES)))


@pytest.mark.parametrize("count", [2, 8, 32])
def test_few_batches_are_less_sure_as_student_says(count: int) -> None:
    assert student(count) == pytest.approx(stats.t.ppf(0.975, count - 1) / NORMAL, rel=1e-12)


@pytest.mark.parametrize("count", [2, 5, BATCHES])
def test_values_that_are_not_skewed_have_the_error_of_their_mean(count: int) -> None:
    values = np.arange(float(count))
    assert stretch(values) == 1.0
    assert standard_error(values) == pytest.approx(student(count) * stats.sem(values), rel=1e-12)


def test_one_value_shows_no_error() -> None:
    assert standard_error(np.array([3.0])) == np.inf


def test_constants_have_none() -> None:
    assert standard_error(np.full(BATCHES, 0.1)) == 0.0


@pytest.mark.parametrize("scale", [1e-100, -1.0, 1e100])
def test_neither_unit_nor_sign_changes_the_stretch(scale: float) -> None:
    assert stretch(scale * SKEWED[0]) == pytest.approx(stretch(SKEWED[0]), rel=1e-12)
    assert stretch(5.0 + SKEWED[0]) == pytest.approx(stretch(SKEWED[0]), rel=1e-9)


@pytest.mark.parametrize("rare", [80, 160])
def test_the_stretched_half_is_where_edgeworth_puts_the_quantile(rare: int) -> None:
    """Student's statistic of a skewed sample lies below x with this probability, but for its share cubed."""
    values = np.zeros(100_000)
    values[:rare] = 1.0
    share = stats.skew(values) / np.sqrt(len(values))
    x = -NORMAL * stretch(values)
    first, second = (2 * x**2 + 1) / 6, -x * (x**4 + 2 * x**2 - 3) / 18
    below = stats.norm.cdf(x) + stats.norm.pdf(x) * (share * first + share**2 * second)
    assert 0.07 < share < 0.12
    assert below == pytest.approx(0.025, abs=0.15 * share**3)
    assert abs(stats.norm.cdf(x) - 0.025) > 3 * share**3


def test_the_mean_of_a_heavy_tail_is_within_its_range_more_often() -> None:
    """4000 samples of 32: the shares' own errors are 0.005."""
    off = np.abs(SKEWED.mean(axis=1) - np.exp(0.5))
    plain = student(BATCHES) * stats.sem(SKEWED, axis=1)
    stretched = np.array([standard_error(row) for row in SKEWED])
    assert np.mean(off <= NORMAL * plain) < 0.89
    assert 0.92 < np.mean(off <= NORMAL * stretched) < 0.96


def test_a_tame_error_is_hardly_stretched() -> None:
    normal = np.random.default_rng(1).normal(size=(1000, BATCHES))
    assert np.median([stretch(row) for row in normal]) < 1.06


def test_parts_are_sums_of_neighbours() -> None:
    batches = np.arange(2.0 * BATCHES).reshape(BATCHES, 2)
    parts = in_subsamples(batches)
    assert parts.shape == (8, 2)
    np.testing.assert_array_equal(parts[0], batches[:4].sum(axis=0))
    np.testing.assert_array_equal(in_subsamples(batches[:3]), batches[:3])
