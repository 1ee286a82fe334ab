"""Sums and means over a dimension are refused by name, and a warning says that they are left out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from carbonspan.simulate.answer.run_options import Request
from carbonspan.simulate.cli.options.overrides import output_of
from carbonspan.simulate.laws.normal import Normal
from carbonspan.simulate.problems import InvalidInput
from carbonspan.simulate.scenario.scenario import Aggregate, Axis, Option, Scenario
from carbonspan.simulate.sensitivity.aggregates import analysed_headline
from carbonspan.simulate.sensitivity.measuring.measure import measure
from carbonspan.simulate.sensitivity.sobol import sobol_indices
from carbonspan.simulate.units import ONE

REQUEST = Request(20_000)
LEFT_OUT = "year, the sum of total over month, is not analysed"


def total(a: float, b: float) -> float:
    return a + b


@pytest.fixture
def yearly(build: Callable, make_input: Callable) -> Scenario:
    """A sum over two months, which is the headline."""
    scenario = build(total, {"a": Normal(0.0, 1.0), "b": Normal(0.0, 1.0)})
    options = tuple(Option(month, {"b": make_input("b", Normal(0.0, 2.0))}) for month in ("may", "june"))
    aggregate = Aggregate("year", ONE, "total", "month", "sum", (1.0, 1.0))
    axes = (Axis("month", "dimension", options),)
    return replace(scenario, axes=axes, aggregates=(aggregate,), headline="year")


def test_the_headline_is_what_is_summed(yearly: Scenario) -> None:
    assert analysed_headline(yearly) == output_of(yearly, None) == "total"


def test_a_warning_says_what_is_left_out(yearly: Scenario) -> None:
    found = measure(yearly, REQUEST)
    assert found.headline == "total"
    assert any(LEFT_OUT in warning for warning in found.warnings)
    assert {each.output for each in sobol_indices(yearly, Request(1 << 10))} == {"total"}


def test_they_are_refused_by_name(yearly: Scenario) -> None:
    with pytest.raises(InvalidInput, match=f"--output year: {LEFT_OUT}.*choose total, with --choice month=may"):
        output_of(yearly, "year")
    with pytest.raises(InvalidInput, match=f"--budget year < 3: {LEFT_OUT}"):
        measure(yearly, REQUEST, budget="year < 3")
    with pytest.raises(InvalidInput, match="--output yeer: no output is called so"):
        output_of(yearly, "yeer")
