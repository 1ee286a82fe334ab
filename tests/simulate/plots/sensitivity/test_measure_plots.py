"""The plot of measurements takes their record or their tree, axes or none, and refuses all else."""

from __future__ import annotations

import pytest
from matplotlib.figure import Figure

import carbonspan as cs
from carbonspan.simulate.answer.run_options import Request
from carbonspan.simulate.plots import plot
from carbonspan.simulate.plots.sensitivity.measure_plots import described, is_measurements
from carbonspan.simulate.problems import InvalidInput
from carbonspan.simulate.sensitivity.measuring.measure import measure
from carbonspan.simulate.show.reports.measure_dataset import dataset


@pytest.fixture(scope="module")
def found():
    return measure(cs.load("bloom/embodied"), Request(20_000, 0))


def test_a_record_is_drawn_like_its_tree(found, tmp_path):
    plot.write(found, tmp_path / "one.svg")
    plot.write(dataset(found), tmp_path / "other.svg")
    assert (tmp_path / "one.svg").read_bytes() == (tmp_path / "other.svg").read_bytes()


def test_it_is_drawn_on_axes_of_ones_own_with_a_title(found):
    ax = Figure().subplots()
    assert plot.measure(found, ax=ax, title="What to measure") is ax
    assert "What to measure" in [text.get_text() for text in ax.texts]


def test_it_is_described_in_words(found):
    headline, words = described(found, None)
    assert headline.startswith("Measuring ")
    assert words.startswith("Hardware of BLOOM's training.")
    assert headline in words


def test_anything_else_is_refused(found):
    assert not is_measurements(cs.load("bloom/embodied"))
    with pytest.raises(InvalidInput, match="tree: must be the whole DataTree of measurements, got a value of type"):
        plot.measure(3)
    with pytest.raises(InvalidInput, match="kind: no plot of measurements is called 'bars'"):
        plot.write(found, "a.png", kind="bars")
