"""Means and quantiles of stored samples, whose errors hold as often as they should."""

from __future__ import annotations

import math

import numpy as np
import pytest
from scipy.special import ndtri

from carbonspan.simulate.comparing.sample_estimates import mean_of, quantiles_of

RUNS, COUNT = 400, 2_000


def test_errors_cover_the_truth() -> None:
    generator = np.random.default_rng(1)
    inside = np.zeros(4)
    for _ in range(RUNS):
        values = generator.standard_normal(COUNT)
        found = [mean_of(values, batched=False), *quantiles_of(values, [0.05, 0.5, 0.95])]
        truth = [0.0, ndtri(0.05), 0.0, ndtri(0.95)]
        inside += [abs(each.value - exact) < 1.96 * each.error for each, exact in zip(found, truth, strict=True)]
    assert (np.abs(inside / RUNS - 0.95) < 4 * math.sqrt(0.05 * 0.95 / RUNS)).all()


def test_the_error_of_batches_is_that_of_their_spread() -> None:
    values = np.tile(np.arange(32.0), 100)
    plain, batched = (mean_of(values, batched=batched) for batched in (False, True))
    assert plain.value == batched.value == 15.5
    assert batched.error > 9 * plain.error


def test_one_sample_has_no_error() -> None:
    assert mean_of(np.array([3.0]), batched=False).error == math.inf
    assert quantiles_of(np.array([3.0]), [0.5])[0].value == pytest.approx(3.0)
