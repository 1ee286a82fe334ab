"""Conditional tables: terciles of normal sums, boundaries that are asked for, and atoms of outputs."""

import math
from collections.abc import Callable

import numpy as np
import pytest
from scipy import special

from carbonspan.simulate.answer.run_options import Request
from carbonspan.simulate.laws.discrete import Discrete
from carbonspan.simulate.laws.normal import Normal
from carbonspan.simulate.sensitivity import conditional
from carbonspan.simulate.sensitivity.conditional import DUMMY, PROBABILITIES, quantiles, tables

REQUEST = Request(100_000)
LARGE = Request(1 << 19)


def total(a: float, b: float) -> float:
    return a + b


@pytest.mark.parametrize("value", [0.7, -1e9, 1e9])
def test_a_boundary_that_is_asked_for_lies_between_two_bins(build: Callable, value: float) -> None:
    scenario = build(total, {"a": Normal(0.0, 2.0), "b": Normal(0.0, 1.0)})
    table = tables(scenario, REQUEST, boundaries={"total": value})["a", "total"]
    assert value in table.edges[1:-1]
    assert (np.diff(table.edges) >= 0).all()
    assert table.whole.sum() == 100_000
    at = int(np.searchsorted(table.edges[1:-1], value)) + 1
    exact = {0.7: 0.6229, -1e9: 0.0, 1e9: 1.0}[value]
    assert table.whole[:, :at].sum() / 100_000 == pytest.approx(exact, abs=0.007)


def test_bins_that_hold_one_value_span_nothing(build: Callable) -> None:
    scenario = build(total, {"a": Discrete((1.0, 2.0, 4.0), (0.3, 0.3, 0.4)), "b": Discrete((0.0, 1.0), (0.5, 0.5))})
    table = tables(scenario, REQUEST)["a", "total"]
    filled = table.whole.sum(axis=0) > 0
    assert table.spans[0][filled].tolist() == table.spans[1][filled].tolist() == [1.0, 2.0, 3.0, 4.0, 5.0]


def test_bins_of_a_continuous_output_span_all_between_their_edges(build: Callable) -> None:
    scenario = build(total, {"a": Normal(0.0, 2.0), "b": Normal(0.0, 1.0)})
    table = tables(scenario, REQUEST)["a", "total"]
    inner = slice(8, -8)
    np.testing.assert_array_equal(table.spans[:, inner], [table.edges[:-1][inner], table.edges[1:][inner]])


def test_the_bins_of_an_input_are_finer_toward_both_tails() -> None:
    assert (np.diff(PROBABILITIES) > 0).all()
    assert {1 / 3, 2 / 3} <= set(PROBABILITIES)
    assert PROBABILITIES[0] < 1e-4
    np.testing.assert_allclose(PROBABILITIES, 1 - PROBABILITIES[::-1], atol=1e-12)


def test_terciles_of_a_normal_sum(build: Callable) -> None:
    """Against samples of the same law, drawn otherwise."""
    table = tables(build(total, {"a": Normal(0.0, 2.0), "b": Normal(0.0, 1.0)}), LARGE)["a", "total"]
    generator = np.random.default_rng(1)
    a, b = generator.standard_normal((2, 1 << 20))
    bounds = 2 * special.ndtri([1 / 3, 2 / 3])
    third = np.searchsorted(bounds, 2 * a)
    exact = [np.quantile((2 * a + b)[third == k], (0.05, 0.5, 0.95)) for k in range(3)]
    np.testing.assert_allclose(table.terciles((0.05, 0.5, 0.95)), exact, atol=0.03)
    assert table.whole.sum() == LARGE.count
    assert table.thirds.sum() == LARGE.count
    np.testing.assert_allclose(table.thirds.sum(axis=1), LARGE.count / 3, rtol=0.01)


def test_values_of_a_discrete_input_are_shared_out_between_thirds(build: Callable) -> None:
    """0 and 1 with the probabilities 0.5 and 0.5: the middle third has as many of one as of the other."""
    scenario = build(total, {"a": Discrete((0.0, 1.0), (0.5, 0.5)), "b": Normal(0.0, 0.01)})
    table = tables(scenario, LARGE)["a", "total"]
    thirds = table.thirds
    np.testing.assert_allclose(thirds.sum(axis=1), LARGE.count / 3)
    np.testing.assert_allclose(thirds.sum(axis=0), table.whole.sum(axis=0))
    at_one = thirds[:, np.searchsorted(table.edges, 0.5) :].sum(axis=1) / thirds.sum(axis=1)
    np.testing.assert_allclose(at_one, [0.0, 0.5, 1.0], atol=0.04)  # a bin has some of both


def test_the_dummy_says_nothing(build: Callable) -> None:
    found = tables(build(total, {"a": Normal(0.0, 2.0), "b": Normal(0.0, 1.0)}), LARGE)
    assert set(found) == {(name, "total") for name in ("a", "b", DUMMY)}
    medians = found[DUMMY, "total"].terciles((0.5,))[:, 0]
    np.testing.assert_allclose(medians, 0.0, atol=5 * 1.2533 * math.sqrt(5) / math.sqrt(LARGE.count / 3))


def test_quantiles_are_even_within_a_bin() -> None:
    spans = np.array([[0.0, 1.0], [1.0, 3.0]])
    found = quantiles(spans, np.array([[2, 2], [0, 4], [0, 0]]), (0.0, 0.25, 0.5, 0.75, 1.0))
    np.testing.assert_allclose(found[0], [0.0, 0.5, 1.0, 2.0, 3.0])
    np.testing.assert_allclose(found[1][1:], [1.5, 2.0, 2.5, 3.0])
    assert np.isnan(found[2]).all()


def excess(a: float, b: float) -> float:
    return max(a, 0.0) * b


def test_a_quantile_among_equal_values_is_that_value(build: Callable) -> None:
    """Half of all samples are 0, whose bin ends at the next number: no quantile among them is that number."""
    table = tables(build(excess, {"a": Normal(0.0, 1.0), "b": Normal(3.0, 0.1)}), REQUEST)["a", "excess"]
    assert table.terciles((0.05, 0.5, 0.95))[0].tolist() == [0.0, 0.0, 0.0]


def test_a_value_of_a_discrete_output_has_a_bin_without_width() -> None:
    """Samples of 1, 2 and 5: no boundary lies between them, and each is followed by the next number."""
    values = np.repeat([1.0, 2.0, 5.0], [300, 500, 200])
    bounds = conditional._output_bounds(values)
    assert (np.diff(bounds) >= 0).all()
    assert set(bounds) == {each for value in (1.0, 2.0, 5.0) for each in (value, np.nextafter(value, np.inf))}


def test_continuous_outputs_keep_their_bounds() -> None:
    values = np.sort(np.random.default_rng(2).standard_normal(1 << 14))
    bounds = conditional._output_bounds(values)
    assert (np.diff(bounds) >= 0).all()
    assert np.median(bounds) == pytest.approx(0.0, abs=0.05)
    assert len(np.unique(bounds)) > 240


def test_an_output_with_an_atom_and_a_density(build: Callable) -> None:
    """Nothing half of the time, else normal far above: quantiles are 0, or of the normal law."""

    def standby(a: float, b: float) -> float:
        return a * b

    table = tables(build(standby, {"a": Discrete((0.0, 1.0), (0.5, 0.5)), "b": Normal(100.0, 1.0)}), LARGE)[
        "b", "standby"
    ]
    low, middle, high = table.terciles((0.2, 0.45, 0.75))
    for row in (low, middle, high):
        assert row[:2] == pytest.approx([0.0, 0.0], abs=1e-300)
    assert middle[2] == pytest.approx(100.0, abs=0.02)
