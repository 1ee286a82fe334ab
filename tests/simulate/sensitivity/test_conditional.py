"""Conditional tables: boundaries that are asked for, and atoms of outputs."""

from collections.abc import Callable

import numpy as np
import pytest

from carbonspan.simulate.answer.run_options import Request
from carbonspan.simulate.laws.discrete import Discrete
from carbonspan.simulate.laws.normal import Normal
from carbonspan.simulate.sensitivity.conditional import tables

REQUEST = Request(100_000)


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
