"""A hindcast drawn: truths over medians, and their percentiles."""

from __future__ import annotations

import pytest

from carbonspan.simulate.answer.hindcasts.hindcast import Hindcast, hindcast
from carbonspan.simulate.plots import style
from carbonspan.simulate.plots.evidence import calibration
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
