"""Moments out of batches, held against numpy and against the errors that theory gives."""

import math
from collections.abc import Callable

import numpy as np
import pytest
from scipy import stats

from carbonspan.simulate.answer.statistics import moments
from carbonspan.simulate.answer.statistics.marginal import Estimate
from carbonspan.simulate.answer.statistics.standard_error import standard_error, stretch
from carbonspan.simulate.kernels.batches import BATCHES

SURE = stats.t.ppf(0.975, 31) / stats.norm.ppf(0.975)  # of a spread that 32 batches show


def estimates(sums: np.ndarray, *, batched: bool) -> list[Estimate]:
    """Mean, standard deviation and skewness of one output; `sums` (batch, 5)."""
    filled = sums[sums[:, 0] > 0]
    return [each.of(0) for each in moments.estimates(filled[:, None], batched=batched)]


def batch(values: np.ndarray) -> list[float]:
    d = values - values.mean()
    return [len(values), values.mean(), *(np.sum(d**power) for power in (2, 3, 4))]


def batches(values: np.ndarray) -> np.ndarray:
    return np.array([batch(part) for part in values])


VALUES = np.random.default_rng(0).lognormal(1.0, 0.5, (BATCHES, 500))


@pytest.mark.parametrize("offset", [0.0, 1e8])
@pytest.mark.parametrize("batched", [False, True])
def test_values_are_those_of_numpy(offset: float, batched: bool) -> None:  # noqa: FBT001
    mean, sd, skewness = estimates(batches(VALUES + offset), batched=batched)
    d = VALUES - VALUES.mean()
    assert mean.value == pytest.approx(VALUES.mean() + offset, rel=1e-14)
    assert sd.value == pytest.approx(VALUES.std(), rel=1e-4)
    assert skewness.value == pytest.approx(np.mean(d**3) / VALUES.std() ** 3, rel=1e-5)


def third(values: np.ndarray) -> float:
    return float(np.mean((values - values.mean()) ** 3))


def pseudo(statistic: Callable[[np.ndarray], float]) -> np.ndarray:
    """What each batch of VALUES contributes to `statistic`, but for a constant."""
    return (1 - BATCHES) * np.array([statistic(np.delete(VALUES, batch, axis=0)) for batch in range(BATCHES)])


def test_errors_of_the_random_design_follow_from_the_moments() -> None:
    mean, sd, _ = estimates(batches(VALUES), batched=False)
    n = VALUES.size
    d = VALUES - VALUES.mean()
    assert mean.error == pytest.approx(VALUES.std() / np.sqrt(n), rel=1e-3)
    spread = np.sqrt((np.mean(d**4) - VALUES.var() ** 2) / n)
    assert stretch(pseudo(np.std)) > 1.01
    assert sd.error == pytest.approx(stretch(pseudo(np.std)) * spread / (2 * VALUES.std()), rel=1e-3)


@pytest.mark.parametrize("batched", [False, True])
def test_the_error_of_skewness_is_that_of_the_third_moment_where_a_tail_is_heavy(batched: bool) -> None:  # noqa: FBT001
    *_, skewness = estimates(batches(VALUES), batched=batched)
    assert skewness.error == pytest.approx(standard_error(pseudo(third)) / VALUES.std() ** 3, rel=1e-9)


@pytest.mark.parametrize("batched", [False, True])
def test_the_error_of_skewness_is_that_of_the_ratio_where_there_are_two_heaps(batched: bool) -> None:  # noqa: FBT001
    """At a weight of (3 - √3) / 6 the third moment of two values does not change with the weight, to first order."""
    draws = np.random.default_rng(2).random((BATCHES, 500)) < (3 - np.sqrt(3)) / 6
    values = draws + 1e-3 * np.random.default_rng(3).normal(size=draws.shape)
    *_, skewness = estimates(batches(values), batched=batched)
    share, n = draws.mean(), draws.size
    # (1 - 2 p) / √(p (1 - p)) has the slope -1 / (2 (p (1 - p))^1.5)
    expected = np.sqrt(share * (1 - share) / n) / (2 * (share * (1 - share)) ** 1.5)
    assert 0.7 * expected < skewness.error < 1.6 * expected  # a spread of 32 batches, within four of its errors


def test_errors_of_a_tame_output_are_hardly_stretched() -> None:
    """Of normal samples the error of the standard deviation is known: sd / sqrt(2 n)."""
    runs = np.random.default_rng(1).normal(size=(100, BATCHES, 32))
    errors = [estimates(batches(run), batched=batched)[1].error for batched in (False, True) for run in runs]
    random, sobol = np.median(np.reshape(errors, (2, -1)), axis=1) * np.sqrt(2 * BATCHES * 32)
    assert 0.95 < random < 1.1
    assert 0.95 < sobol < 1.1 * SURE


def test_one_batch_alone_shows_only_what_moments_do() -> None:
    mean, sd, skewness = estimates(batches(VALUES[:1]), batched=False)
    assert 0 < mean.error < sd.error < np.inf == skewness.error
    assert {each.error for each in estimates(batches(VALUES[:1]), batched=True)} == {np.inf}


def test_errors_of_the_sobol_design_follow_from_the_batches_spread() -> None:
    shifted = VALUES[:1] + np.linspace(-0.01, 0.01, BATCHES)[:, None]
    mean, _, _ = estimates(batches(shifted), batched=True)
    spread = shifted.mean(axis=1).std(ddof=1) / np.sqrt(BATCHES)
    assert mean.error == pytest.approx(SURE * spread, rel=1e-5)
    _, sd, _ = estimates(batches(VALUES), batched=True)
    assert sd.error == pytest.approx(standard_error(pseudo(np.std)), rel=1e-9)
    alike = np.repeat(VALUES[:1], BATCHES, axis=0)
    assert all(each.error == pytest.approx(0.0, abs=1e-12) for each in estimates(batches(alike), batched=True))


def test_batches_without_samples_do_not_count() -> None:
    some = np.vstack([batches(VALUES[:3]), np.zeros((BATCHES - 3, 5))])
    found = estimates(some, batched=False)
    expected = estimates(batches(VALUES[:3]), batched=False)
    assert found == expected


def test_a_single_sample_has_no_spread() -> None:
    mean, sd, skewness = estimates(np.array([[1.0, 3.5, 0.0, 0.0, 0.0]]), batched=False)
    assert (mean.value, sd.value, skewness.value) == (3.5, 0.0, 0.0)


def test_two_samples_do_not_tell_how_sure_their_spread_is():
    _, sd, _ = estimates(np.array([[2.0, 1.0, 0.5, 0.0, 0.125]]), batched=False)
    assert sd.value == pytest.approx(math.sqrt(0.5))
    assert sd.error == math.inf


def test_the_sd_of_a_fair_switch_is_as_sure_as_its_error_says() -> None:
    """Its variance is p (1 - p), level at one half, so that its error is of second order: √2 / n of it."""
    runs = np.random.default_rng(4).integers(0, 2, (400, BATCHES, 32)).astype(float)
    found = [estimates(batches(run), batched=False)[1] for run in runs]
    held = np.mean([abs(each.value - 0.5) <= 1.96 * each.error for each in found])
    assert held > 0.91  # 95 %, within four of its errors; the error of first order may be the larger one
