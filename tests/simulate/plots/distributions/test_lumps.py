"""An output that many samples give one value: the probability of more is not that of as much or more."""

import pytest

from carbonspan.simulate.answer.enough_samples import nominal_percentiles
from carbonspan.simulate.answer.run import run_scenario
from carbonspan.simulate.plots import plot
from carbonspan.simulate.plots.densities.marks import nominal_name
from carbonspan.simulate.plots.densities.stage import stage
from carbonspan.simulate.plots.distributions import quantile_dots
from carbonspan.simulate.plots.plot_data import panels
from carbonspan.simulate.reader.load import load
from carbonspan.simulate.show import tables, text

MODEL = '''\
from typing import Annotated, NamedTuple


class Out(NamedTuple):
    steps: Annotated[float, "1"]
    mixed: Annotated[float, "J"]


def out(count: Annotated[float, "1"], each: Annotated[float, "J"]) -> Out:
    """Whole steps, and as many times something uncertain."""
    return Out(count, count * each)
'''
FILE = """\
title: Steps
model: out.py:out
inputs:
  count: {nominal: NOMINAL, discrete: {0: 0.3, 1: 0.5, 2: 0.2}, evidence: assumed}
  each: {nominal: 1 kJ, normal: {mean: 1, sd: 0.2}, evidence: assumed}
outputs: {steps: "1", mixed: kJ}
"""


@pytest.fixture(scope="module")
def answer(tmp_path_factory):
    return _answer(tmp_path_factory.mktemp("steps"), "1")


@pytest.fixture(scope="module")
def idle(tmp_path_factory):
    return _answer(tmp_path_factory.mktemp("idle"), "0")


def _answer(folder, nominal):
    (folder / "out.py").write_text(MODEL)
    (folder / "steps.yaml").write_text(FILE.replace("NOMINAL", nominal))
    return run_scenario(load(str(folder / "steps.yaml")), samples=100_000)


def test_a_curve_says_how_likely_more_is_and_not_as_much(answer):
    said = [each.get_text() for each in plot.exceedance(answer, output="steps").texts if " above " in each.get_text()]
    assert said == ["70 % above 0", "20 % above 1.0", "0 % above 2.0"]
    mixed = [each.get_text() for each in plot.exceedance(answer, output="mixed").texts if " above " in each.get_text()]
    assert [each.partition(" above ")[0] for each in mixed] == ["70 %", "50 %", "5 %"]


def test_dots_count_those_at_a_value_of_many(answer):
    (steps,), (mixed,) = panels(answer, "steps"), panels(answer, "mixed")
    assert quantile_dots.heading(steps) == "In 20 of 20 equally likely cases, steps at most 2.0"
    assert "Paler" not in " ".join(quantile_dots.statement(steps).sentences)
    assert quantile_dots.heading(mixed).startswith("In 19 of 20 equally likely cases, mixed below 2.")
    assert "Paler: the one of 20" in " ".join(quantile_dots.statement(mixed).sentences)


def test_a_nominal_value_of_many_samples_has_several_percentiles(answer, idle):
    (steps,) = panels(answer, "steps")
    low, high = nominal_percentiles(steps.marginal)
    assert (low.value, high.value) == (
        pytest.approx(0.3, abs=5 * low.error),
        pytest.approx(0.8, abs=5 * high.error),
    )
    assert text.nominal_sentence(steps.marginal) == (
        "The nominal 1 lies at the 30th to 80th percentile: 50 % of the samples equal it."
    )
    assert nominal_name(steps, stage(steps)) == "nominal 1, 30th to 80th percentile"
    (mixed,) = panels(idle, "mixed")
    assert text.nominal_sentence(mixed.marginal) == (
        "The nominal 0 kJ lies at the 0th to 30th percentile: 30 % of the samples equal it."
    )
    assert "0 to 30" in str(list(tables.tables(idle.in_units())))


def test_a_nominal_value_among_others_has_one(answer):
    (mixed,) = panels(answer, "mixed")
    assert nominal_percentiles(mixed.marginal) is None
    assert " at the 55th percentile." in text.nominal_sentence(mixed.marginal)
