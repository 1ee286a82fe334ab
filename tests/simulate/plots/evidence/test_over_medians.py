"""The axis of figures over medians."""

from __future__ import annotations

import pytest
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from carbonspan.simulate.plots.evidence.over_medians import finish_axis


@pytest.fixture
def ax() -> Axes:
    made = Figure().add_subplot()
    made.plot([0.5, 2.0], [0, 0])
    return made


def test_the_axis_reaches_values_that_are_near(ax: Axes) -> None:
    finish_axis(ax, 3, "ratio", [8.0, 0.1], room=300.0)
    low, high = ax.get_xlim()
    assert low < 0.1
    assert high > 8.0
    assert [label.get_text() for label in ax.get_xticklabels()] == ["0.1", "0.2", "0.5", "1", "2", "5"]
    assert ax.get_ylim() == (2.6, -0.6)


def test_a_short_axis_has_fewer_numbers(ax: Axes) -> None:
    finish_axis(ax, 3, "ratio", [8.0, 0.1], room=60.0)
    assert [label.get_text() for label in ax.get_xticklabels()] == ["0.1", "1"]


def test_values_far_away_and_open_ends_get_no_room(ax: Axes) -> None:
    finish_axis(ax, 1, "ratio", [float("inf"), float("-inf"), 1e6, 1e-6], room=300.0)
    low, high = ax.get_xlim()
    assert low > 0.3
    assert high < 3
