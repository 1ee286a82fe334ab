"""The laws of inputs drawn: a nominal value that lies beyond what is drawn is marked at the edge, with its number."""

from __future__ import annotations

from dataclasses import replace

import pytest

from carbonspan.simulate.laws.positive import Lognormal
from carbonspan.simulate.plots import figure_format, fit, plot, style
from carbonspan.simulate.reader.load import load
from carbonspan.simulate.scenario.scenario import Input
from carbonspan.simulate.units import unit

KEY = "Triangle at an edge: nominal value beyond it."


def drawn(make_scenario, law: Lognormal, nominal: float, size: str | None = None):
    """The picture of one input, in its cell from 0 to 0.86."""
    given = Input("power", law, unit("W"), nominal, "power", source="a")
    with figure_format.using(figure_format.of_size(size)):
        return plot.inputs(replace(make_scenario(), inputs={"power": given}))


def marks(ax) -> list:
    return [line for line in ax.lines if style.NOMINAL in {line.get_color(), line.get_markerfacecolor()}]


@pytest.mark.parametrize("spread", [0.2, 2.0], ids=["linear", "logarithmic"])
@pytest.mark.parametrize("size", [None, "85x60mm"])
@pytest.mark.parametrize(("nominal", "marker", "at"), [(1e4, ">", 0.86), (1e-4, "<", 0.0), (-3.0, "<", 0.0)])
def test_a_value_beyond_the_curve_is_a_triangle_at_its_edge_with_the_number(
    make_scenario, spread, size, nominal, marker, at
):
    ax = drawn(make_scenario, Lognormal(1.0, spread), nominal, size)
    (mark,) = marks(ax)
    assert mark.get_marker() == marker
    assert mark.get_xdata()[0] == pytest.approx(at)
    (number,) = [text for text in ax.texts if text.get_color() == style.NOMINAL]
    assert number.get_text() == {1e4: "10,000", 1e-4: "0.0001", -3.0: "\u22123"}[nominal]
    assert fit.problems(ax.figure) == []


def test_a_value_on_the_curve_is_a_dashed_line_and_needs_no_key(make_scenario):
    ax = drawn(make_scenario, Lognormal(1.0, 0.2), 1.0)
    (mark,) = marks(ax)
    assert mark.get_linestyle() == "--"
    assert not any(KEY in text.get_text() for text in ax.texts)


def test_every_input_of_a_scenario_with_implausible_values_has_its_mark():
    scenario = load("chatgpt/by-words")
    ax = plot.inputs(scenario)
    assert len(marks(ax)) == sum(each.varies for each in scenario.inputs.values())
    assert any(KEY in text.get_text() for text in ax.texts)
