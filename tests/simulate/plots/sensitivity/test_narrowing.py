"""Bars are as long as the intervals that measurements leave, the shortest on top."""

from __future__ import annotations

import math

import pytest
from matplotlib.colors import to_rgb

import carbonspan as cs
from carbonspan.simulate.plots import figure_format, fit, plot, style


@pytest.fixture(scope="module")
def words():
    return cs.measure("chatgpt/by-words", samples=1 << 17, accuracies="latency=10%", pairs="latency,users")


@pytest.fixture(scope="module")
def life_cycle():
    return cs.measure("chatgpt/life-cycle", samples=1 << 15)


def bars(ax):
    """The ends of the filled bars, from the top."""
    filled = [each for each in ax.patches if each.get_facecolor()[:3] == to_rgb(style.STRONG)]
    return [each.get_x() + each.get_width() for each in filled]


def test_a_bar_ends_at_the_ratio_that_is_expected(words):
    ax = plot.measure(words)
    group = words["measurements"]
    now, shares = float(group["width_now"].sel(output="emissions")), group["emissions"].values
    assert ax.get_xscale() == "log"
    assert ax.get_xlim()[0] == 1.0
    assert bars(ax) == pytest.approx([math.exp(now * share) for share in sorted(shares)])
    assert [label.get_text() for label in ax.get_yticklabels()][:2] == ["latency and users", "users"]


def test_a_bar_of_a_difference_is_in_the_unit_of_the_output(life_cycle):
    ax = plot.measure(life_cycle)
    group = life_cycle["measurements"]
    now, shares = float(group["width_now"].sel(output="total_emissions")), group["total_emissions"].values
    assert ax.get_xlim()[0] == 0.0
    assert bars(ax) == pytest.approx([now * share for share in sorted(shares)])
    assert ax.get_xlabel() == "width of the 90 % interval of total emissions (t)"


def test_the_heading_names_the_best_measurement_of_one_input_and_its_accuracy(words, said):
    text = " ".join(said(plot.measure(words)))
    assert "Measuring users perfectly would narrow the 90 % interval of emissions from a factor of 100 to" in text
    assert "to 10%, perfectly" in text


def test_a_measurement_that_buys_nothing_is_said_to(said):
    tree = cs.measure("chatgpt/by-words", samples=20_000)
    tree["measurements"]["emissions"][:] = 1.0
    text = " ".join(said(plot.measure(tree)))
    assert "No single measurement is known to narrow the 90 % interval of emissions by more than 1 %" in text


def test_an_unknown_width_has_no_bar_and_comes_last(words):
    tree = words.copy(deep=True)
    tree["measurements"]["emissions"][0] = math.nan
    ax = plot.measure(tree)
    assert len(bars(ax)) == len(tree["measurements"]["emissions"]) - 1
    assert ax.get_yticklabels()[-1].get_text() == "latency and users"


@pytest.mark.parametrize("size", ["column", "page", "slide", "85x60mm"])
def test_no_label_is_cut_or_covered(words, life_cycle, size):
    for tree in (words, life_cycle):
        with figure_format.using(figure_format.of_size(size)):
            ax = plot.measure(tree)
        assert fit.problems(ax.figure) == []
