"""Inputs that are one draw are measured together, with one accuracy."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from carbonspan.simulate.answer.run_options import Request
from carbonspan.simulate.laws.normal import Normal
from carbonspan.simulate.problems import InvalidInput
from carbonspan.simulate.scenario.scenario import Scenario
from carbonspan.simulate.sensitivity.measuring.measure import measure
from carbonspan.simulate.sensitivity.measuring.one_draw import measurable, one_draw
from carbonspan.simulate.show.reports.measure import lines
from carbonspan.simulate.show.reports.measure_export import as_csv, as_dict

REQUEST = Request(50_000)


def total(a: float, b: float, c: float) -> float:
    return a + b + c


@pytest.fixture
def twice(build: Callable) -> Scenario:
    """Its inputs a and b are one draw, as of one catalog row, of twice the variance of c."""
    scenario = build(total, {"a": Normal(0.0, 1.0), "b": Normal(0.0, 1.0), "c": Normal(0.0, 2.0**0.5)})
    return replace(scenario, inputs={**scenario.inputs, "b": replace(scenario.inputs["b"], stream="a")})


def test_what_is_one_draw_has_stream_and_law_in_common(twice: Scenario) -> None:
    assert one_draw(twice.inputs) == (("a", "b"), ("c",))
    other = {**twice.inputs, "b": replace(twice.inputs["b"], distribution=Normal(0.0, 2.0))}
    assert one_draw(other) == (("a",), ("b",), ("c",))
    assert measurable({**twice.inputs, "b": replace(twice.inputs["b"], nature="variability")})["a"] == ("a",)


def test_they_are_one_measurement_that_moves_both(twice: Scenario) -> None:
    """The sum is 2 a + c: of its variance of 6, that of c is left."""
    found = measure(twice, REQUEST)
    assert [each.names for each in found.ranked("total")] == [("a", "b"), ("c",)]
    share = found.ranked("total")[0].widths["total"].share
    assert share.value == pytest.approx((2 / 6) ** 0.5, abs=5 * share.error)
    shown = "\n".join(map(str, lines(found, "total")))
    assert "Measure a, b perfectly: " in shown
    assert "a and b are one draw: a measurement of one is one of all." in shown
    assert as_dict(found)["measurements"][0]["inputs"] == ["a", "b"]
    assert '"a, b",perfectly,total,expected width' in as_csv(found)


def test_either_may_be_named_and_both_only_with_one_accuracy(twice: Scenario) -> None:
    by_one, by_other = (measure(twice, REQUEST, accuracy=[f"{name}=0.5"]) for name in "ab")
    assert by_one.measurements[0].widths == by_other.measurements[0].widths
    assert by_one.measurements[0].stated == "to 0.5"
    assert measure(twice, REQUEST, accuracy=["a=0.5", "b=0.5"]).measurements[0].stated == "to 0.5"
    with pytest.raises(InvalidInput, match="a and b are one draw and have one measurement: give one accuracy, not a "):
        measure(twice, REQUEST, accuracy=["a=0.5", "b=0.4"])


def test_a_pair_is_of_two_draws(twice: Scenario) -> None:
    found = measure(twice, REQUEST, pair=["b,c", "c,a"])
    assert [each.spoken for each in found.measurements] == ["a, b", "c", "a, b and c"]
    with pytest.raises(InvalidInput, match="--pair a,b: a and b are one draw: a measurement of one is one of both"):
        measure(twice, REQUEST, pair=["a,b"])
