import numpy as np
import pytest
from scipy.stats import binomtest, norm

from carbonspan.simulate.answer.hindcasts.interval_scores import binomial_p_value, by_group, interval_score, mean_scores


@pytest.mark.parametrize(
    ("truth", "expected"),
    [(2, 2), (1, 2), (3, 2), (3.5, 2 + 20 * 0.5), (0.9, 2 + 20 * 0.1)],
)
def test_interval_score_is_the_width_and_twenty_times_the_miss(truth, expected):
    assert interval_score(1, 3, truth, level=0.9) == pytest.approx(expected)


def test_interval_score_is_best_for_the_interval_that_is_believed():
    """Gneiting & Raftery (2007): the score is proper. For a standard normal truth the best ends are +-1.645."""
    truths = norm.ppf((np.arange(20_000) + 0.5) / 20_000)
    widths = np.linspace(1.2, 2.1, 181)
    means = [np.mean([interval_score(-width, width, truth, level=0.9) for truth in truths[::40]]) for width in widths]
    assert widths[int(np.argmin(means))] == pytest.approx(norm.ppf(0.95), abs=0.02)


@pytest.mark.parametrize("trials", [1, 12, 28])
@pytest.mark.parametrize("probability", [0.5, 0.9, 0.95])
def test_binomial_p_value_is_that_of_scipy(trials, probability):
    for hits in range(trials + 1):
        expected = binomtest(hits, trials, probability).pvalue
        assert binomial_p_value(hits, trials, probability) == pytest.approx(expected, rel=1e-9)


def test_a_group_counts_as_two_truths_at_most():
    crowd = [("crowd", hit) for hit in (True, True, True, False)]
    assert by_group([*crowd, ("pair", False), ("pair", True), ("lone", True)]) == (4, 5)  # 1.5 + 1 + 1, rounded to even
    assert by_group(("crowd", False) for _ in range(9)) == (0, 2)


def test_mean_scores_are_those_of_each_forecaster():
    assert mean_scores([{"a": 1.0, "b": 8.0}, {"a": 2.0, "b": 4.0}]) == {"a": 1.5, "b": 6.0}
