"""What is measured, at which coordinate, in which order, and how it repeats."""

import math
from collections.abc import Callable
from dataclasses import replace

import pytest

from carbonspan.simulate.answer.run_options import Request
from carbonspan.simulate.laws.discrete import Constant, Discrete
from carbonspan.simulate.laws.normal import Normal
from carbonspan.simulate.problems import InvalidInput
from carbonspan.simulate.reader.load import load
from carbonspan.simulate.scenario.scenario import Axis, Option
from carbonspan.simulate.sensitivity.measuring.measure import measure

REQUEST = Request(50_000)


def total(a: float, b: float) -> float:
    return a + b


def product(a: float, b: float) -> float:
    return a * b


def test_the_preposterior_case_in_a_file(tmp_path: object) -> None:
    """The known answer of a normal sum, by way of an ordinary scenario file."""
    from pathlib import Path

    folder = Path(str(tmp_path))
    (folder / "sum.py").write_text("def add(a: float, b: float) -> float:\n    return a + b\n")
    (folder / "sum.yaml").write_text(
        "title: a sum\nmodel: sum.py:add\ndefaults: {source: a test}\ninputs:\n"
        "  a: {nominal: 10, normal: {mean: 10, sd: 2}, evidence: assumed}\n"
        "  b: {nominal: 10, normal: {mean: 10, sd: 1}, evidence: assumed}\n"
    )
    found = measure(load(str(folder / "sum.yaml")), Request(1 << 20), accuracy=["a=2, n=4"])
    first, second = found.ranked("add")
    assert (first.name, first.stated, second.name) == ("a", "to 2 / √4 = 1", "b")
    share = first.widths["add"].share
    assert abs(share.value - 0.6) < 3 * share.error < 0.01


def test_an_interval_whose_ends_no_float_can_divide(build: Callable) -> None:
    """Either of two draws of 1e-100 or 1e100, known, halves the logarithm of 1e400."""
    law = Discrete((1e-100, 1e100), (0.5, 0.5))
    found = measure(build(product, {"a": law, "b": law}), REQUEST)
    (output,) = found.units
    widths = [each.widths[output] for each in found.measurements]
    assert [each.now for each in widths] == pytest.approx([400 * math.log(10)] * 2, rel=1e-3)
    assert [each.share.value for each in widths] == pytest.approx([0.5] * 2, rel=1e-3)


def test_variability_and_constants_are_not_measured(build: Callable) -> None:
    scenario = build(total, {"a": Normal(0.0, 2.0), "b": Normal(0.0, 1.0), "c": Constant(1.0)})
    inputs = {**scenario.inputs, "a": replace(scenario.inputs["a"], nature="variability")}
    found = measure(replace(scenario, inputs=inputs), REQUEST)
    assert [each.name for each in found.measurements] == ["b"]
    assert found.variable == ("a",)


def test_the_answer_is_that_of_the_first_coordinate(build: Callable, make_input: Callable) -> None:
    scenario = build(total, {"a": Normal(0.0, 1.0), "b": Normal(0.0, 1.0)})
    laws = {"x": Normal(0.0, 9.0), "y": Constant(0.0)}
    options = tuple(Option(name, {"b": make_input("b", law)}) for name, law in laws.items())
    found = measure(replace(scenario, axes=(Axis("region", "dimension", options),)), REQUEST)
    assert (dict(found.labels), found.count) == ({"region": "x"}, 2)
    assert found.ranked("total")[0].name == "b"
    assert found.measurements[0].widths["total"].now == pytest.approx(2 * 1.645 * 82**0.5, rel=0.02)


def test_the_same_question_has_the_same_answer_on_any_number_of_threads() -> None:
    scenario = load("chatgpt/by-words")
    one, other = (
        measure(scenario, replace(REQUEST, threads=threads), budget="emissions < 10 t", pair=["latency,users"])
        for threads in (1, 2)
    )
    assert one == other


def test_a_budget_moves_no_width_by_more_than_its_error() -> None:
    scenario = load("chatgpt/by-words")
    plain, decided = (measure(scenario, REQUEST, budget=budget) for budget in (None, "emissions < 10 t"))
    for one, other in zip(plain.measurements, decided.measurements, strict=True):
        before, after = one.widths["emissions"].share, other.widths["emissions"].share
        assert abs(after.value - before.value) < 0.5 * before.error
    assert plain.decision is None
    assert {each.loss for each in plain.measurements} == {None}


@pytest.mark.parametrize("loss", [0, -1.0, 1e7, float("inf"), float("nan"), True, "5"])
def test_a_loss_is_a_number_above_0_and_not_beyond_measure(loss: object) -> None:
    with pytest.raises(InvalidInput, match="must be a number above 0 and at most 1,000,000, got"):
        measure(load("chatgpt/by-words"), REQUEST, budget="emissions < 10 t", loss=loss)  # type: ignore[arg-type]


def test_a_budget_that_is_no_event_is_refused() -> None:
    with pytest.raises(InvalidInput, match="--budget emissions: must be an output, a relation"):
        measure(load("chatgpt/by-words"), REQUEST, budget="emissions")
