"""A hindcast drawn: truths over medians, and their percentiles."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from carbonspan.simulate.answer.hindcasts.hindcast import Hindcast, hindcast
from carbonspan.simulate.language import codes, using
from carbonspan.simulate.plots import figure_format, style
from carbonspan.simulate.plots.evidence import calibration
from carbonspan.simulate.problems import InvalidInput
from carbonspan.simulate.reader.hindcasts import load_cases, shipped


@pytest.fixture(scope="module")
def found() -> Hindcast:
    return hindcast(load_cases([str(shipped()[0])]), samples=5_000)


def test_every_truth_is_a_circle_over_its_median(found: Hindcast) -> None:
    ax = calibration.draw(found)
    circles = sorted(float(line.get_xdata()[0]) for line in ax.lines if line.get_marker() == "o")
    assert circles == sorted(each.truth.value / each.marginal.median.value for each in found.predictions)
    names = [label.get_text() for label in ax.get_yticklabels()]
    assert sorted(names) == sorted(each.name for each in found.predictions)


def test_misses_are_orange_and_counted_in_the_heading(found: Hindcast) -> None:
    ax = calibration.draw(found)
    missed = [line for line in ax.lines if line.get_marker() == "o" and line.get_markeredgecolor() == style.NOMINAL]
    hits = sum(each.is_hit() for each in found.predictions)
    assert len(missed) == len(found.predictions) - hits
    heading, description = calibration.described(found)
    assert heading in " ".join(text.get_text().replace("\u00a0", " ") for text in ax.figure.texts)
    assert f"{hits} of {len(found.predictions)}" in heading
    assert heading in description


@pytest.mark.parametrize("size", ["40x40mm", "60x45mm", "254x50mm", "40x500mm"])
def test_a_size_without_room_is_refused_with_one_that_has_it(found: Hindcast, size: str) -> None:
    with figure_format.using(figure_format.of_size(size)), pytest.raises(InvalidInput) as refused:
        calibration.draw(found)
    least = re.search(
        r"too small for this plot of \d+ truths, .*; choose (\d+)x(\d+)mm or a larger", str(refused.value)
    )
    assert least
    width, height = map(int, least.groups())
    with figure_format.using(figure_format.of_size(f"{width}x{height}mm")):
        calibration.draw(found)
    with (
        figure_format.using(figure_format.of_size(f"{width}x{height - 2}mm")),
        pytest.raises(InvalidInput, match="size: too small"),
    ):
        calibration.draw(found)


def test_the_key_of_the_histogram_is_inside_a_column_in_every_language() -> None:
    both = hindcast(load_cases([*map(str, (shipped()[0], _unseen()))]), samples=5_000)
    assert len(both.sets) == 2
    for code in codes():
        with using(code), figure_format.using(figure_format.of_size("column")):
            figure = calibration.draw(both).figure
            key = figure.axes[1].get_legend().get_window_extent()
            assert key.x1 <= figure.bbox.x1, code


def _unseen() -> Path:
    """A shipped file with a truth that no law has seen."""
    return next(each for each in shipped() if not all(case.seen for case in load_cases([str(each)])))
