"""A waterfall goes from the lower scenario to the higher one, each factor from where the one before ends."""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np
import pytest

from carbonspan.simulate.answer.run_options import Request
from carbonspan.simulate.comparing.explained import Gap
from carbonspan.simulate.comparing.gap import gap
from carbonspan.simulate.comparing.sides import Agreement, sides
from carbonspan.simulate.plots import plot, style, waterfall
from carbonspan.simulate.reader.load import load


def between(first: str, second: str, **sets: object) -> Gap:
    one, other = sides([load(first), load(second).with_(sets)], (None, None), Agreement())
    return gap(one, other, Request(2_000))


@pytest.fixture(scope="module")
def published() -> Gap:
    return between("chatgpt/by-words", "chatgpt/by-hardware")


def test_factors_lead_from_the_lower_nominal_value_to_the_higher_one(published: Gap) -> None:
    ax = waterfall.draw(published, style.new_axes(waterfall.height(published)))
    assert ax.get_xscale() == "log"
    labels = [each.get_text() for each in ax.get_yticklabels()]
    assert labels == ["chatgpt/by-hardware", "GPU time", "energy / GPU time", "emissions / energy", "chatgpt/by-words"]
    bars = [line.get_xdata() for line in ax.lines if line.get_color() == style.STRONG]
    ends = np.array(bars, float)
    assert ends[:, 1] / ends[:, 0] == pytest.approx([75.95, 1.63, 1.19], rel=5e-3)
    assert ends[1:, 0] == pytest.approx(ends[:-1, 1])
    assert (ends[0, 0], ends[-1, 1]) == pytest.approx((25.92, 3824.39), rel=1e-4)
    assert ax.get_xlabel() == "emissions (kg CO₂e a day), log scale"


def test_a_factor_below_one_is_orange_and_idle_inputs_have_no_row() -> None:
    found = between("chatgpt/by-words", "chatgpt/by-words", users="4e6 person", latency=0.175)
    ax = waterfall.draw(found, style.new_axes())
    assert [each.get_text() for each in ax.get_yticklabels()][1:-1] == ["users", "latency"]
    colours = [line.get_color() for line in ax.lines if line.get_linewidth() > 5]
    assert colours == [style.STRONG, "#e69f00"]


def test_equal_scenarios_have_a_picture() -> None:
    found = between("chatgpt/by-words", "chatgpt/by-words")
    ax = waterfall.draw(found, style.new_axes())
    assert len(ax.get_yticklabels()) == 2
    assert waterfall.statement(found).headline.endswith("are equal")


def test_a_file_says_what_it_shows(published: Gap, tmp_path: Path) -> None:
    plot.write(published, tmp_path / "gap.svg")
    text = (tmp_path / "gap.svg").read_text()
    assert re.search(r'<title id="title">At nominal values, emissions of chatgpt/by-words come to 147.5 times', text)
