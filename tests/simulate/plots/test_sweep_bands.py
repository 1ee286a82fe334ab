import matplotlib.colors
import numpy as np
import pytest

import carbonspan as cs


@pytest.fixture(scope="module")
def one():
    return cs.sweep("chatgpt/by-words", {"full_power": "100..400 W/gpu:5log"}, samples=4_000)


@pytest.fixture(scope="module")
def two():
    return cs.sweep("chatgpt/by-words", {"utilization": [0.3, 0.5, 0.9], "pue": [1.1, 1.3]}, samples=4_000)


def test_a_sweep_is_drawn_on_an_axis_of_numbers(one):
    ax = cs.plot.course(one)
    assert ax.get_xscale() == "log"
    assert ax.get_xlabel() == "full power (W/GPU), log scale"
    medians = one["quantiles"]["emissions"].sel(probability=0.5)
    line = next(line for line in ax.lines if line.get_marker() == "o")
    assert np.allclose(line.get_xdata(), medians["full_power"])
    assert np.allclose(line.get_ydata(), medians)
    assert len(ax.collections) == 3  # a band a level


def test_a_second_sweep_has_a_line_and_a_band_a_value(two):
    ax = cs.plot.course(two, output="energy")
    assert ax.get_xscale() == "linear"
    medians = two["quantiles"]["energy"].sel(probability=0.5)
    assert [line.get_ydata().tolist() for line in ax.lines] == medians.T.values.tolist()
    assert len(ax.collections) == 2
    names = [text for text in ax.texts if text.get_text() in ("1.1", "1.3")]
    assert len({matplotlib.colors.to_hex(text.get_color()) for text in names}) == 2
    assert names[0].xy[1] < names[1].xy[1]


def test_a_sweep_is_written_as_a_course(one, two, tmp_path):
    for name, tree in (("one", one), ("two", two)):
        cs.plot.write(tree, tmp_path / f"{name}.svg")
        assert "Medians from" in (tmp_path / f"{name}.svg").read_text()
        cs.plot.write(tree, tmp_path / f"{name}-forest.svg", kind="forest")


def test_many_curves_have_no_bands_and_one_value_is_drawn():
    many = cs.sweep("chatgpt/by-words", {"pue": [1.2], "utilization": "0.1..0.9:30"}, samples=1_000)
    ax = cs.plot.course(many)
    assert not ax.collections
    assert len(ax.lines) == 30
    assert sum(text.get_text().startswith("0.") for text in ax.texts) <= 12
