"""Scenarios compared and explained in pictures, from Python."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from matplotlib.figure import Figure

import carbonspan as cs
from carbonspan.simulate.answer.run_options import Request
from carbonspan.simulate.comparing.gap import gap
from carbonspan.simulate.comparing.sides import Agreement, sides
from carbonspan.simulate.plots import fit, plot
from carbonspan.simulate.problems import InvalidInput
from carbonspan.simulate.reader.load import load

WORDS, HARDWARE = load("chatgpt/by-words"), load("chatgpt/by-hardware")


def drawn(ax: object) -> str:
    return " ".join(each.get_text() for each in fit._texts(ax.figure))


def test_a_gap_is_drawn_from_two_scenarios_as_the_file_of_a_gap_is() -> None:
    ax = plot.gap(WORDS, HARDWARE, samples=4_096)
    found = gap(*sides([WORDS, HARDWARE], [None, None], Agreement()), Request(4_096, 0))
    assert drawn(ax) == drawn(plot._drawn(found, None, None)[0])
    assert "× 76.0" in drawn(ax)


def test_a_comparison_has_a_row_and_a_density_for_each_scenario() -> None:
    ax = plot.comparison([WORDS, HARDWARE], samples=4_096, lang="de")
    assert ax.get_xlabel() == "Emissionen (t CO₂e pro Tag), logarithmisch"
    assert {"chatgpt/by-words", "chatgpt/by-hardware"} <= {each.get_text() for each in fit._texts(ax.figure)}


def test_both_stand_beside_each_other_under_headings_of_ones_own() -> None:
    figure = Figure(figsize=(12, 4.5))
    left, right = figure.subplots(1, 2)
    assert plot.gap(WORDS, HARDWARE, samples=4_096, title="Why", ax=left) is left
    assert plot.comparison([WORDS, HARDWARE], samples=4_096, title="How much", ax=right) is right
    assert fit.problems(figure) == []
    assert {"Why", "How much"} <= {each.get_text() for each in fit._texts(figure)}


@pytest.mark.parametrize(
    ("draw", "message"),
    [
        (lambda: cs.plot.gap(WORDS, 3), "scenarios: must be what carbonspan.load returns, got a value of type int"),
        (lambda: cs.plot.comparison([WORDS]), "scenarios: must be two or more, got one"),
        (lambda: cs.plot.comparison("x"), "must be what carbonspan.load returns"),
        (lambda: cs.plot.gap(WORDS, HARDWARE, output="water"), "has no output called 'water'"),
        (lambda: cs.plot.gap(WORDS, HARDWARE, lang="xx"), "lang: must be en, de"),
        (lambda: cs.plot.comparison([WORDS, HARDWARE], ax=1), "ax: "),
    ],
)
def test_what_cannot_be_compared_is_refused(draw: Callable[[], object], message: str) -> None:
    with pytest.raises(InvalidInput, match=message):
        draw()
