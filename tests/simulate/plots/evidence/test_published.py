"""Published figures are drawn where they lie, on the rows of their outputs."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import Any

import pytest
from matplotlib.figure import Figure

from carbonspan.simulate.answer.answer import Answer
from carbonspan.simulate.answer.run import run_scenario
from carbonspan.simulate.plots import answer_plots, figure_format, plot
from carbonspan.simulate.plots.evidence.published import Published, in_words, mark, published
from carbonspan.simulate.plots.plot_data import panels
from carbonspan.simulate.reader.load import load


@pytest.fixture(scope="module")
def regions() -> Answer:
    return run_scenario(load("bert/by-region-marginal"), samples=5_000)


def test_a_claim_belongs_to_the_panel_of_its_coordinate_in_its_unit(regions: Answer) -> None:
    first, second = (published(each) for each in panels(regions))
    assert first == (Published(22.0, 28.0, "22 kg to 28 kg"),)
    assert second == (Published(-math.inf, 14.0, "at most 14 kg"),)
    assert published(panels(regions, "energy")[0]) == ()


def test_a_claim_in_other_units_is_converted() -> None:
    (panel,) = panels(run_scenario(load("chatgpt/by-words"), samples=2_000))
    (found,) = published(panel)
    assert panel.unit == "t CO2e"
    assert (found.low, found.high, found.text) == (3.82, 3.82, "3.82 t")


def test_they_are_named_in_the_words_of_a_picture(regions: Answer) -> None:
    both = panels(regions)
    found = "22 kg to 28 kg (Central US or Germany), at most 14 kg (Norway or France)"
    assert in_words(both) == f"Published: {found}."
    assert in_words(both[:1]) == "Published: 22 kg to 28 kg."
    assert in_words(panels(regions, "energy")) == ""
    assert found in answer_plots.described(regions, None)[1]


def drawn(figure: Published) -> tuple[list[tuple[str, float]], tuple[float, float]]:
    """The markers with their positions on an axis from 1 to 10, and the ends that are returned."""
    ax = Figure().add_subplot()
    ax.set_xlim(1, 10)
    ends = mark(figure, ax, 0.5)
    return [
        (str(line.get_marker()), float(line.get_xdata()[0])) for line in ax.lines if len(line.get_xdata()) == 1
    ], ends


@pytest.mark.parametrize(
    ("low", "high", "markers", "ends"),
    [
        (3, 3, [("D", 3)], (3, 3)),
        (2, 4, [("|", 2), ("|", 4)], (2, 4)),
        (2, math.inf, [("|", 2), (">", 10)], (2, 10)),
        (-math.inf, 4, [("<", 1), ("|", 4)], (1, 4)),
        (0.5, 0.5, [("<", 1)], (1, 1)),
        (20, 20, [(">", 10)], (10, 10)),
        (20, math.inf, [(">", 10), (">", 10)], (10, 10)),
        (0.5, 30, [("<", 1), (">", 10)], (1, 10)),
    ],
)
def test_what_lies_beyond_the_axis_is_an_arrowhead_at_its_edge(
    low: float, high: float, markers: list[Any], ends: tuple[float, float]
) -> None:
    assert drawn(Published(low, high, "")) == (markers, ends)


def test_a_forest_marks_them_and_says_so_only_where_there_are_any(regions: Answer) -> None:
    texts = [text.get_text() for text in plot.forest(regions).texts]
    assert any("Diamond: published" in text for text in texts)
    bare = replace(regions, subject=replace(regions.subject, claims=()))
    assert not any("Diamond" in text.get_text() for text in plot.forest(bare).texts)


@pytest.mark.parametrize("size", ["85x60mm", "100x70mm"])
def test_the_text_of_an_open_range_of_a_low_picture_stands_on_its_line(size: str) -> None:
    with figure_format.using(figure_format.of_size(size)):
        ax = plot.intervals(run_scenario(load("chatgpt/life-cycle"), samples=5_000))
    (text,) = [each for each in ax.texts if "814.61" in each.get_text() and "at least" in each.get_text()]
    ax.figure.canvas.draw()
    box = text.get_window_extent()
    rows = dict(zip((label.get_text() for label in ax.get_yticklabels()), ax.get_yticks(), strict=True))
    heights = {name: ax.transData.transform((1.0, at))[1] for name, at in rows.items() if name in {"95 %", "published"}}
    assert box.y0 < heights["published"] < box.y1
    assert box.y1 < heights["95 %"]
