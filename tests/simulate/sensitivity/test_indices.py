"""Shares and their errors from sums that are made by hand."""

from __future__ import annotations

import math

import numpy as np
import pytest

from carbonspan.simulate.answer.statistics.standard_error import student
from carbonspan.simulate.kernels.cross_sums import EACH, OWN
from carbonspan.simulate.sensitivity import indices
from carbonspan.simulate.sensitivity.indices import replicated

BATCHES, COUNT = 32, 500


def sums_of(a: np.ndarray, b: np.ndarray, *hybrids: np.ndarray) -> np.ndarray:
    """The sums (1, OWN + EACH * hybrids) of one output at points A, B and hybrids (n,)."""
    found = [len(a), a.sum(), b.sum(), a @ a, b @ b, a @ b]
    for h in hybrids:
        found += [b @ (h - a), (a - h) @ (a - h), (b - h) @ (b - h), h.sum(), h @ h]
    assert len(found) == OWN + EACH * len(hybrids)
    return np.array([found])


def additive(seed: int, weight: float = 2.0) -> np.ndarray:
    """Batches (BATCHES, 1, ...) of Y = w X1 + X2, with hybrids that draw X1, X2 and both anew."""
    generator = np.random.default_rng(seed)
    made = []
    for _ in range(BATCHES):
        a, b = generator.standard_normal((2, 2, COUNT))
        y = lambda one, other: weight * one + other  # noqa: E731
        made.append(sums_of(y(*a), y(*b), y(b[0], a[1]), y(a[0], b[1]), y(*b)))
    return np.array(made)


def test_ratios_are_those_of_the_samples_themselves() -> None:
    generator = np.random.default_rng(1)
    a, b, h = generator.standard_normal((3, 1000)) + 0.5
    found = indices.ratios(sums_of(a, b, h))
    both = np.concatenate([a, b])
    variance = both.var()
    assert found.variance[0] == pytest.approx(variance)
    centered = (b * (h - a)).mean() - b.mean() * (h.mean() - a.mean())
    assert found.by_product[0, 0] == pytest.approx(centered / variance)
    assert found.by_difference[0, 0] == pytest.approx(1 - ((b - h) ** 2).mean() / 2 / variance)
    assert found.total[0, 0] == pytest.approx(((a - h) ** 2).mean() / 2 / variance)


def test_ratios_do_not_depend_on_a_shift_that_is_taken_off_both() -> None:
    generator = np.random.default_rng(2)
    a, b, h = generator.standard_normal((3, 1000))
    near, far = (indices.ratios(sums_of(a + shift, b + shift, h + shift)) for shift in (0.0, 3.0))
    for one, other in zip(near, far, strict=True):
        np.testing.assert_allclose(one, other, atol=1e-10)


def test_closed_and_total_indices_of_a_sum() -> None:
    batches = additive(3)
    for found in (replicated(batches).closed(), replicated(batches).total()):
        for k, exact in enumerate((0.8, 0.2, 1.0)):
            each = found.at(0, k)
            assert abs(each.value - exact) <= 5 * each.error + 1e-12


def test_what_all_others_explain_is_kept_by_a_hybrid() -> None:
    """Its closed index by products and by differences; of no other input it is exactly 0."""
    found = replicated(additive(10)).kept()
    for k, exact in enumerate((0.2, 0.8, 0.0)):
        each = found.at(0, k)
        assert abs(each.value - exact) <= 5 * each.error + 1e-12
    whole = replicated(additive(10)).whole
    np.testing.assert_allclose(whole.kept, 1 - whole.total, atol=0.05)


def test_the_total_of_everything_is_that_of_a_hybrid_of_everything() -> None:
    whole = replicated(additive(11)).whole
    assert whole.everything[0, 0] == pytest.approx(whole.total[0, 2])


def test_the_share_of_all_inputs_is_exact() -> None:
    found = replicated(additive(4)).closed().at(0, 2)
    assert (found.value, found.error) == pytest.approx((1.0, 0.0), abs=1e-12)


def test_the_error_is_that_of_the_jackknife() -> None:
    """Against the jackknife written out, with Student's factor for 32 batches."""
    batches = additive(5)
    found = replicated(batches).total()
    left = np.array([indices.ratios(np.delete(batches, i, axis=0).sum(axis=0)).total for i in range(BATCHES)])
    error = 1.0406 * np.sqrt((BATCHES - 1) * ((left - left.mean(axis=0)) ** 2).mean(axis=0))
    np.testing.assert_allclose(found.errors, error, rtol=1e-4)


def test_errors_are_the_spread_of_estimates() -> None:
    found = [replicated(additive(seed)).total().at(0, 0) for seed in range(100)]
    spread = np.std([each.value for each in found])
    assert np.mean([each.error for each in found]) == pytest.approx(spread, rel=0.35)


def test_batches_without_samples_count_for_nothing() -> None:
    batches = additive(6)
    padded = np.concatenate([batches, np.zeros((8, *batches.shape[1:]))])
    for one, other in zip(replicated(padded).total(), replicated(batches).total(), strict=True):
        np.testing.assert_allclose(one, other)


def test_one_batch_says_nothing_about_its_error() -> None:
    found = replicated(additive(7)[:1]).total()
    assert np.isfinite(found.values).all()
    assert (found.errors == math.inf).all()


def without_each(batches: np.ndarray) -> np.ndarray:
    """The means (n, ...) of `batches` (..., n) without each."""
    n = batches.shape[-1]
    return np.moveaxis((batches.sum(axis=-1, keepdims=True) - batches) / (n - 1), -1, 0)


def test_an_exact_estimate_is_taken_and_one_of_two_equal_ones() -> None:
    noisy = np.random.default_rng(12).standard_normal((1, 8))
    exact = np.full((1, 8), 3.0)
    value, error = indices.controlled(noisy.mean(1), exact.mean(1), without_each(noisy), without_each(exact))
    assert (value[0], error[0]) == pytest.approx((3.0, 0.0), abs=1e-12)
    value, error = indices.controlled(noisy.mean(1), noisy.mean(1), without_each(noisy), without_each(noisy))
    assert value == noisy.mean(1)
    assert error == pytest.approx(student(7) * noisy.std() / math.sqrt(6), rel=1e-6)


@pytest.mark.parametrize("batches", [8, 32])
@pytest.mark.parametrize(("other", "correlation"), [(1.0, 0.0), (1.0, 0.8), (1.5, 0.4), (3.0, 0.0), (3.0, 0.9)])
def test_two_estimates_in_one_cover_as_often_as_they_say(batches: int, other: float, correlation: float) -> None:
    """Means of normal batches, one `other` times as spread as the other: 1.96 errors hold 95 to 96 % of the time."""
    generator = np.random.default_rng(1)
    normal = generator.standard_normal((2, 40_000, batches))
    pair = normal[0], other * (correlation * normal[0] + math.sqrt(1 - correlation**2) * normal[1])
    values, errors = indices.controlled(*(x.mean(1) for x in pair), *map(without_each, pair))
    assert 0.94 < (np.abs(values) <= 1.96 * errors).mean() < 0.965


def test_two_estimates_in_one_are_surer_than_either() -> None:
    normal = np.random.default_rng(2).standard_normal((2, 5_000, 8))
    values, errors = indices.controlled(*normal.mean(-1), *map(without_each, normal))
    assert values.std() < 0.85 * normal.mean(-1).std()
    assert errors.mean() == pytest.approx(student(7) * values.std(), rel=0.1)


def test_large_indices_are_mostly_jansens_and_small_ones_saltellis() -> None:
    batches = additive(8, weight=10.0)
    whole = indices.ratios(batches.sum(axis=0))
    found = replicated(batches).closed()
    for k, estimate in enumerate((whole.by_difference, whole.by_product)):
        assert abs(found.values[0, k] - estimate[0, k]) < 0.5 * found.errors[0, k]


def test_a_combination_has_an_error_of_its_own() -> None:
    """The shares of two inputs whose sum is exact have errors that cancel."""
    batches = additive(9)
    found = replicated(batches).closed(lambda each: each[..., 0] + each[..., 1] - each[..., 2]).at(0)
    assert (found.value, found.error) == pytest.approx((0.0, 0.0), abs=1e-12)
