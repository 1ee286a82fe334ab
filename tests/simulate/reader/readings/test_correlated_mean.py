"""The error of the mean of correlated readings, against processes whose variance of the mean is known."""

from __future__ import annotations

import math

import numpy as np
import pytest
from scipy.special import stdtrit

from carbonspan.simulate.reader.readings.correlated_mean import correlated_mean


def autoregressive(runs: int, count: int, decay: float, seed: int = 5) -> np.ndarray:
    """Stationary AR(1) processes of unit variance, (runs, count)."""
    noise = np.random.default_rng(seed).normal(size=(runs, count))
    values = noise.copy()
    for index in range(1, count):
        values[:, index] = decay * values[:, index - 1] + math.sqrt(1 - decay**2) * noise[:, index]
    return values


def exact_error(count: int, decay: float) -> float:
    """The standard deviation of the mean: (1 + 2 sum (1 - k/n) decay^k) / n, rooted."""
    lags = np.arange(1, count)
    return math.sqrt((1 + 2 * np.sum((1 - lags / count) * decay**lags)) / count)


@pytest.mark.parametrize(("count", "decay"), [(2000, 0.0), (2000, 0.5), (2000, 0.9), (4000, 0.95), (2000, -0.5)])
def test_the_error_is_that_of_the_process_and_its_interval_covers(count: int, decay: float) -> None:
    runs = 200
    found = [correlated_mean(np.arange(count) * 15.0, run) for run in autoregressive(runs, count, decay)]
    errors = np.array([each.error for each in found])
    exact = exact_error(count, decay)
    # the variance is estimated with its bias removed: its mean over the runs, within 4 of its own standard errors
    variances = errors**2 / exact**2
    allowed = 0.16 if decay < 0 else 0.05  # four lags of a process that alternates leave 14 % of it
    assert abs(variances.mean() - 1) < allowed + 4 * variances.std() / math.sqrt(runs)
    limits = np.array([stdtrit(each.freedom, 0.95) for each in found])
    covered = np.mean([abs(each.mean) for each in found] < limits * errors)
    assert abs(covered - 0.9) < 4 * math.sqrt(0.09 / runs)


def test_the_scatter_of_the_error_is_that_of_its_degrees_of_freedom() -> None:
    found = [correlated_mean(np.arange(2000.0), run) for run in autoregressive(200, 2000, 0.8)]
    errors = np.array([each.error for each in found])
    expected = np.mean([1 / math.sqrt(2 * each.freedom) for each in found])
    assert errors.std() / errors.mean() == pytest.approx(expected, rel=0.3)


def test_gaps_leave_the_correlation_as_it_is() -> None:
    values = autoregressive(1, 20_000, 0.9)[0]
    times = np.arange(20_000) * 15.0
    kept = np.ones(20_000, bool)
    kept[5000:9000] = False
    kept[::17] = False
    whole, part = correlated_mean(times, values), correlated_mean(times[kept], values[kept])
    assert part.correlation == pytest.approx(whole.correlation, rel=0.2)
    assert part.effective == pytest.approx(whole.effective * 0.8, rel=0.2)


def test_readings_that_do_not_vary_have_no_error() -> None:
    assert correlated_mean(np.arange(50.0), np.full(50, 300.0)).error == 0
    assert correlated_mean(np.array([0.0]), np.array([3.0])).error == 0


def test_a_drift_leaves_few_degrees_of_freedom() -> None:
    assert correlated_mean(np.arange(1000.0), np.arange(1000.0)).freedom < 5


def test_a_scale_and_an_offset_change_nothing_else() -> None:
    values = autoregressive(1, 1000, 0.7)[0]
    plain, moved = correlated_mean(np.arange(1000.0), values), correlated_mean(np.arange(1000.0), 500 + 20 * values)
    assert moved.error == pytest.approx(20 * plain.error)
    assert moved.effective == pytest.approx(plain.effective)
