"""Updates whose posteriors are known: conjugate normal and lognormal laws through ordinary scenario files."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
import pytest
from scipy.special import ndtr, ndtri

from carbonspan.simulate.answer.statistics.marginal import Estimate, Marginal
from carbonspan.simulate.plots.plot_data import panels
from carbonspan.simulate.problems import InvalidInput
from carbonspan.simulate.show.datasets.stored_answer import stored_answer
from carbonspan.simulate.show.reports.update_export import dataset
from carbonspan.simulate.updating.learnt import Learnt
from carbonspan.simulate.updating.update import Update

FAR = 5.0
#: What binning loses of the information.
LOST = 0.03


def near(found: Estimate, truth: float) -> bool:
    assert 0 < found.error < abs(truth) / 10
    return abs(found.value - truth) <= FAR * found.error


def of(found: Update, output: str) -> Marginal:
    return next(each for each in found.posterior.marginals if each.output == output)


def learnt(found: Update, name: str) -> Learnt:
    return next(each for each in found.learnt if each.names == name)


def gained(before: tuple[float, float], after: tuple[float, float]) -> float:
    """The divergence in bits between two normal laws, each a mean and a standard deviation."""
    (m, s), (n, t) = before, after
    return (math.log(s / t) + (t**2 + (n - m) ** 2) / (2 * s**2) - 0.5) / math.log(2)


@pytest.mark.parametrize("design", ["random", "sobol"])
def test_normal_laws_and_an_added_error_have_the_conjugate_posterior(updated: Callable, design: str) -> None:
    found = updated("sum", "total=17 J ± 1 J", design=design)
    gain = 5 / (5 + 1)
    mean, sd = 15 + gain * 2, math.sqrt(5 * (1 - gain))
    total = of(found, "total")
    assert near(total.mean, mean)
    assert near(total.sd, sd)
    for p, quantile in total.quantiles.items():
        assert near(quantile, mean + sd * ndtri(p)), p
    assert near(of(found, "double").median, 2 * mean)
    assert found.effective / found.prior.samples == pytest.approx(0.5, abs=0.1)
    for name, prior_mean, variance in (("a", 10.0, 4.0), ("b", 5.0, 1.0)):
        each, share = learnt(found, name), variance / 6
        after = prior_mean + 2 * share, math.sqrt(variance * (1 - share))
        assert near(each.after.median, after[0])
        assert near(each.after.high, after[0] + after[1] * ndtri(0.95))
        assert near(each.width, math.sqrt(1 - share))
        truth = gained((prior_mean, math.sqrt(variance)), after)
        assert abs(each.information.value - truth) <= FAR * each.information.error + LOST * truth
    assert [each.names for each in found.learnt] == ["a", "b"]


def test_lognormal_laws_and_an_error_that_is_a_factor_have_the_conjugate_posterior(updated: Callable) -> None:
    found = updated("product", "multiply=500 J", error="40%, n=4")
    variance, noise = math.log(2) ** 2 + math.log(1.3) ** 2, math.log1p(0.2**2)
    gain = variance / (variance + noise)
    mean, sd = math.log(300) + gain * math.log(500 / 300), math.sqrt(variance * (1 - gain))
    output = of(found, "multiply")
    for p, quantile in output.quantiles.items():
        assert near(quantile, math.exp(mean + sd * ndtri(p))), p
    assert near(output.mean, math.exp(mean + sd**2 / 2))
    each, share = learnt(found, "a"), math.log(2) ** 2 / (variance + noise)
    assert each.is_log
    assert near(each.after.median, 3 * math.exp(share * math.log(500 / 300)))
    assert near(each.width, math.sqrt(1 - share))


def test_the_expectation_is_that_of_the_reading(updated: Callable) -> None:
    (expected,) = updated("sum", "total=17 J ± 1 J").expectations
    assert expected.below == pytest.approx(ndtr(2 / math.sqrt(6)), abs=0.01)
    first, second = updated("sum", "total=17 J ± 1 J", "a=8 J ± 1 J").expectations
    mean, variance = 15 - 2 * 4 / 5, 5 - 16 / 5
    assert first.given_others == pytest.approx(ndtr((17 - mean) / math.sqrt(variance + 1)), abs=0.02)
    assert second.below == pytest.approx(ndtr(-2 / math.sqrt(5)), abs=0.01)


def test_two_measurements_of_one_quantity_count_as_their_mean(updated: Callable) -> None:
    twice, once = (
        updated("sum", "total=16 J ± 1 J", "double=36 J ± 2 J"),
        updated("sum", "total=17 J", error="1 J, n=2"),
    )
    assert of(twice, "total").median.value == pytest.approx(of(once, "total").median.value, rel=1e-9)
    assert twice.effective == pytest.approx(once.effective, rel=1e-9)


def test_a_reading_that_says_nothing_changes_nothing(updated: Callable) -> None:
    found = updated("sum", "total=17 J ± 1e6 J")
    before = next(each for each in found.prior.marginals if each.output == "total")
    assert found.effective == pytest.approx(found.prior.samples, rel=1e-6)
    assert of(found, "total").median.value == pytest.approx(before.median.value, rel=1e-3)
    assert not any(each.is_known for each in found.learnt)


def test_a_conflict_is_said_and_a_collapse_refused(updated: Callable) -> None:
    found = updated("sum", "total=21 J ± 1 J")
    assert found.posterior.cautions[0].startswith("total = 21 J surprises: so high a reading was expected with ")
    with pytest.raises(
        InvalidInput, match=r"effective sample size is [0-9.]+ of 32,768, and 200 are needed; total = 26 J contradicts"
    ):
        updated("sum", "total=26 J ± 0.1 J")
    with pytest.raises(InvalidInput, match=r"take --samples [1-9]e5, or check the unit"):
        updated("sum", "total=15 J ± 0.005 J")


def test_measurements_that_exclude_each_other_are_said_to(updated: Callable) -> None:
    found = updated("sum", "total=13.5 J ± 0.7 J", "double=34 J ± 1.4 J", samples=1 << 17)
    assert any("contradicts the other measurements" in each for each in found.posterior.cautions)
    assert not updated("sum", "total=15 J ± 1 J", "double=31 J ± 2 J").posterior.cautions


def test_draws_of_the_posterior_have_equal_weights(updated: Callable) -> None:
    found = updated("sum", "total=17 J ± 1 J", draws=2000)
    draws = found.posterior.draws.outputs[0]
    assert draws.shape == (2000,)
    assert np.median(draws) == pytest.approx(of(found, "total").median.value, abs=4 * 0.9 * 1.25 / math.sqrt(2000))
    assert np.allclose(found.posterior.draws.inputs.sum(axis=0), draws)


def test_events_are_weighed(updated: Callable) -> None:
    found = updated("sum", "total=17 J ± 1 J", probabilities=["total > 17 J"], budgets=["total < 18 J"])
    mean, sd = 15 + 5 / 6 * 2, math.sqrt(5 / 6)
    assert near(found.posterior.exceedances[0].probability, 1 - ndtr((17 - mean) / sd))
    (budget,) = found.posterior.budgets
    assert near(budget.probability, ndtr((18 - mean) / sd))


def test_what_varies_from_case_to_case_is_said(updated: Callable) -> None:
    found = updated("product", "multiply=500 J ± 20%")
    assert any(each.startswith("b differ from case to case") for each in found.posterior.warnings)


def test_the_same_update_has_the_same_bits_on_any_number_of_threads(updated: Callable) -> None:
    one, two = (updated("sum", "total=17 J ± 1 J", threads=each) for each in (1, 2))
    assert of(one, "total").quantiles == of(two, "total").quantiles
    assert [each.information for each in one.learnt] == [each.information for each in two.learnt]


@pytest.mark.slow
def test_intervals_cover_truths_drawn_from_what_was_believed(updated: Callable) -> None:
    generator, runs, inside = np.random.default_rng(5), 300, 0
    for _ in range(runs):
        truth = 15 + math.sqrt(5) * generator.standard_normal()
        reading = truth + generator.standard_normal()
        try:
            interval = of(updated("sum", f"total={reading:.6f} J ± 1 J", samples=1 << 13), "total").interval(0.9)
        except InvalidInput:  # too far out for so few samples, of which the truth is then inside by chance
            runs -= 1
            continue
        inside += interval.low.value <= truth <= interval.high.value
    assert runs > 290
    assert abs(inside / runs - 0.9) <= 4 * math.sqrt(0.09 / runs)


@pytest.mark.slow
@pytest.mark.parametrize("design", ["random", "sobol"])
def test_errors_are_as_large_as_estimates_scatter(updated: Callable, design: str) -> None:
    runs = [of(updated("sum", "total=17 J ± 1 J", seed=k, samples=4096, design=design), "total") for k in range(100)]
    for p in (0.05, 0.5, 0.95):
        found = [each.quantiles[p] for each in runs]
        scatter = np.std([each.value for each in found], ddof=1)
        stated = np.sqrt(np.mean([each.error**2 for each in found]))
        assert 0.75 < scatter / stated < 1.3, (p, scatter, stated)
    scatter, stated = np.std([each.mean.value for each in runs], ddof=1), np.mean([each.mean.error for each in runs])
    assert 0.75 < scatter / stated < 1.3


def test_pictures_say_what_the_answer_is_given(updated: Callable) -> None:
    found = updated("sum", "total=15 J ± 1 J")
    after, before = (panels(each)[0] for each in (found.posterior, found.prior))
    assert after.title == "a sum, given total = 15 J, measured to 1 J"
    assert before.title == "a sum"
    assert stored_answer(dataset(found)).subject.observed == "total = 15 J, measured to 1 J"
