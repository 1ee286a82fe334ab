"""Expected widths against normal sums, whose narrowing is known, and against nested simulation."""

import math
from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest

from carbonspan.simulate.answer.run_options import Request
from carbonspan.simulate.laws.discrete import Constant, Discrete
from carbonspan.simulate.laws.normal import Normal, StudentT
from carbonspan.simulate.laws.positive import Lognormal
from carbonspan.simulate.scenario.scenario import Correlation
from carbonspan.simulate.sensitivity.conditional import DUMMY, tables
from carbonspan.simulate.sensitivity.measuring.accuracy import PERFECT
from carbonspan.simulate.sensitivity.measuring.cells import Cells
from carbonspan.simulate.sensitivity.measuring.expected_width import UNKNOWN, Widths, expected_width
from carbonspan.simulate.sensitivity.measuring.input_bins import InputBins
from carbonspan.simulate.sensitivity.measuring.measure import measure

REQUEST = Request(1 << 20)


def total(a: float, b: float) -> float:
    return a + b


def times(a: float, b: float) -> float:
    return a * b


def only(a: float, b: float) -> float:
    return a


def ratio(a: float, b: float) -> float:
    return a * b / a


def found(scenario: object, name: str, *accuracy: str) -> Widths:
    measured = measure(scenario, REQUEST, accuracy=accuracy).measurements  # type: ignore[arg-type]
    (widths,) = next(each for each in measured if each.inputs == (name,)).widths.values()
    return widths


@pytest.mark.parametrize("error", [0.0, 0.01, 0.1, 0.3, 0.5, 1.0, 2.0, 5.0])
def test_a_measured_normal_narrows_a_sum_as_it_should(build: Callable, error: float) -> None:
    """The width after measuring x1 with error e is that of sqrt(s2² + s1² e² / (s1² + e²))."""
    scenario = build(total, {"a": Normal(0.0, 2.0), "b": Normal(0.0, 1.0)})
    for name, own, other in (("a", 2.0, 1.0), ("b", 1.0, 2.0)):
        left = own**2 * error**2 / (own**2 + error**2)
        share = found(scenario, name, f"{name}={error}").share
        assert share.error < 1.5e-3
        assert abs(share.value - math.sqrt((other**2 + left) / 5.0)) < 3 * share.error


def test_a_product_narrows_on_the_logarithm(build: Callable) -> None:
    scenario = build(times, {"a": Lognormal(1.0, 1.2), "b": Lognormal(1.0, 0.5)})
    perfect, tenth = found(scenario, "a"), found(scenario, "a", "a=10% of it")
    assert perfect.is_log
    assert perfect.now == pytest.approx(2 * 1.6448536 * 1.3, rel=3e-3)
    assert abs(perfect.share.value - 0.5 / 1.3) < 3 * perfect.share.error
    assert tenth.share.value == pytest.approx(math.hypot(0.5, 0.1) / 1.3, rel=5e-3)


def loss(a: float, b: float) -> float:
    return -a * b


def test_a_negative_product_narrows_on_the_logarithm_of_its_magnitude(build: Callable) -> None:
    widths = found(build(loss, {"a": Lognormal(1.0, 3.0), "b": Lognormal(1.0, 0.7)}), "a")
    assert widths.is_log
    assert abs(widths.share.value - 0.7 / math.hypot(3.0, 0.7)) < 3 * widths.share.error < 0.01


def rare(a: float, b: float) -> float:
    return a + np.where(b > 3.0, 100.0, 0.0)


def test_a_step_inside_a_bin_is_in_the_error(build: Callable) -> None:
    """Where b is known, the width is that of a normal law; a bin that holds both sides of the step shows all of it."""
    widths = found(build(rare, {"a": Normal(0.0, 1.0), "b": Normal(0.0, 1.0)}), "b")
    exact = 2 * 1.6448536 / widths.now
    assert 0.005 < widths.share.error < 0.05
    assert abs(widths.share.value - exact) < 2 * widths.share.error


def squares(a: float, b: float) -> float:
    return a * a - b * b


def test_a_width_that_depends_on_a_few_samples_is_not_a_number(build: Callable) -> None:
    widths = found(build(squares, {"a": StudentT(1.5, 0.0, 1.0), "b": Normal(0.0, 1.0)}), "a")
    assert math.isnan(widths.share.value)
    assert widths.share.error > UNKNOWN


def test_a_stand_in_tells_what_it_tells_about_the_other(build: Callable) -> None:
    """Measuring an input that the model does not read narrows the output if it correlates with one that it reads."""
    scenario = build(total, {"a": Normal(0.0, 2.0), "b": Normal(0.0, 1.0), "proxy": Normal(0.0, 1.0)})
    group = Correlation(("a", "proxy"), ((1.0, 0.9), (0.9, 1.0)), "normal")
    share = found(replace(scenario, correlations=(group,)), "proxy").share
    assert abs(share.value - math.sqrt((1.0 + 4.0 * (1 - 0.81)) / 5.0)) < 3 * share.error


def test_either_of_two_that_are_one_draw_tells_all_about_both(build: Callable) -> None:
    scenario = build(total, {"a": Normal(0.0, 2.0), "b": Normal(0.0, 1.0)})
    group = Correlation(("a", "b"), ((1.0, 1.0), (1.0, 1.0)), "normal")
    for name in "ab":
        share = found(replace(scenario, correlations=(group,)), name).share
        assert share.value < 3 * share.error < 0.1


def test_a_dummy_narrows_nothing(build: Callable) -> None:
    scenario = build(total, {"a": Normal(0.0, 2.0), "b": Normal(0.0, 1.0)})
    table = tables(scenario, REQUEST)[DUMMY, "total"]
    bins = InputBins(np.ones(64) / 64, np.arange(64.0), np.full(64, 0.29), np.ones(64))
    share = expected_width(Cells(table.counts.astype(float), (bins,), table.edges, table.spans), [PERFECT]).share
    assert share.error < 1e-3
    assert abs(share.value - 1.0) < 4 * share.error


def test_discrete_inputs_and_outputs_are_exact(build: Callable) -> None:
    """1 and 2, or 2 and 4, or 3 and 6, where the first is known; 1, 2 and 3 or twice these where the second is."""
    scenario = build(times, {"a": Discrete((1.0, 2.0, 3.0), (0.2, 0.5, 0.3)), "b": Discrete((1.0, 2.0), (0.5, 0.5))})
    first, second = found(scenario, "a"), found(scenario, "b")
    assert first.now == second.now == 5.0
    assert abs(first.share.value - (0.2 * 1 + 0.5 * 2 + 0.3 * 3) / 5) < 4 * first.share.error < 0.01
    assert abs(second.share.value - (0.5 * 2 + 0.5 * 4) / 5) < 4 * second.share.error < 0.01


def test_an_imperfect_measurement_of_a_discrete_input_weighs_its_values(build: Callable) -> None:
    """Against nested simulation: two values 1 apart, measured to 0.5."""
    scenario = build(total, {"a": Discrete((0.0, 1.0), (0.5, 0.5)), "b": Normal(0.0, 0.2)})
    share = found(scenario, "a", "a=0.5").share
    generator = np.random.default_rng(1)
    results = generator.integers(0, 2, 2000) + 0.5 * generator.standard_normal(2000)
    noise = 0.2 * generator.standard_normal(200_000)
    ends = [
        np.quantile(
            np.concatenate([noise[: int(200_000 * (1 - p))], 1.0 + noise[int(200_000 * (1 - p)) :]]), [0.05, 0.95]
        )
        for p in 1 / (1 + np.exp(-(results - 0.5) / 0.25))
    ]
    widths = np.diff(ends, axis=1)[:, 0]
    now = float(np.diff(np.quantile(np.concatenate([noise, 1.0 + noise]), [0.05, 0.95]))[0])
    nested, error = widths.mean() / now, widths.std() / math.sqrt(len(widths)) / now
    assert abs(share.value - nested) < 3 * math.hypot(error, share.error)


def test_what_depends_on_one_input_is_known_with_it(build: Callable) -> None:
    scenario = build(only, {"a": Normal(1.0, 1.0), "b": Normal(0.0, 2.0)})
    share = found(scenario, "a").share
    assert share.value <= 3 * share.error < 0.1
    other = found(scenario, "b").share
    assert abs(other.value - 1.0) < 4 * other.error


def test_an_output_of_one_value_has_no_width_even_if_rounding_moves_it(build: Callable) -> None:
    widths = found(build(ratio, {"a": Lognormal(1.0, 1.0), "b": Constant(0.4)}), "a")
    assert widths.now == 0.0
    assert math.isnan(widths.share.value)


@pytest.mark.parametrize("share", [0.05, 0.4])
def test_a_product_of_lognormals_agrees_with_nested_simulation(build: Callable, share: float) -> None:
    """The error is in proportion to the value, which has no closed form: results, and for each a weighted sample."""
    scenario = build(times, {"a": Lognormal(1.0, 0.3), "b": Lognormal(1.0, 0.2)})
    widths = found(scenario, "a", f"a={100 * share}% of it")
    generator = np.random.default_rng(0)
    a, b = np.exp(0.3 * generator.standard_normal(40_000)), np.exp(0.2 * generator.standard_normal(40_000))
    output = a * b
    order = np.argsort(output)

    def width(weights: np.ndarray) -> float:
        below = np.cumsum(weights[order]) / weights.sum()
        low, high = output[order][np.searchsorted(below, [0.05, 0.95])]
        return float(high - low)

    truth = np.exp(0.3 * generator.standard_normal(1500))
    results = truth * (1 + share * generator.standard_normal(1500))
    ratios = np.array([width(np.exp(-0.5 * ((m - a) / (share * a)) ** 2) / a) for m in results]) / width(
        np.ones(len(a))
    )
    assert not widths.is_log
    assert abs(widths.share.value - ratios.mean()) < 3 * math.hypot(ratios.std() / math.sqrt(1500), 0.006)
