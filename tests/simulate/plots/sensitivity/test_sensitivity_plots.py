import json
import xml.etree.ElementTree as ET

import pytest
import xarray as xr
from matplotlib.figure import Figure

from carbonspan import load
from carbonspan.simulate.answer.run_options import Request
from carbonspan.simulate.plots import figure_format, fit, plot
from carbonspan.simulate.problems import InvalidInput
from carbonspan.simulate.sensitivity.analysis import sensitivity
from carbonspan.simulate.show.datasets.dataset import dataset
from carbonspan.simulate.show.reports.sensitivity_tree import tree

KINDS = ("bars", "tornado", "conditional", "pair")
SVG = "{http://www.w3.org/2000/svg}"


@pytest.mark.parametrize(
    ("kind", "suffix"),
    [("bars", ".png"), ("tornado", ".svg"), ("conditional", ".pdf"), ("pair", ".png"), ("pair", ".svg")],
)
def test_the_same_analysis_is_the_same_bytes_out_of_a_file_too(embodied, tmp_path, kind, suffix):
    embodied.to_netcdf(tmp_path / "found.nc", engine="h5netcdf")
    with xr.open_datatree(tmp_path / "found.nc", engine="h5netcdf") as read:
        for name, found in (("one", embodied), ("again", embodied), ("read", read)):
            plot.write(found, tmp_path / f"{name}{suffix}", kind=kind)
    first, *others = ((tmp_path / f"{name}{suffix}").read_bytes() for name in ("one", "again", "read"))
    assert len(first) > 10_000
    assert others == [first, first]


def test_an_analysis_is_drawn_like_its_tree(tmp_path):
    found = sensitivity(load("bloom/embodied"), Request(2_048, 0, design="sobol"))
    plot.write(found, tmp_path / "one.png")
    plot.write(tree(found), tmp_path / "other.png", kind="bars")
    assert (tmp_path / "one.png").read_bytes() == (tmp_path / "other.png").read_bytes()


@pytest.mark.parametrize("kind", KINDS)
def test_a_picture_can_be_heard(embodied, tmp_path, kind):
    plot.write(embodied, tmp_path / "plot.svg", kind=kind)
    root = ET.parse(tmp_path / "plot.svg").getroot()  # noqa: S314 - our own file
    said = root.find(f"{SVG}desc").text
    assert root.get("role") == "img"
    assert root.find(f"{SVG}title").text in said
    assert "Hardware of BLOOM's training." in said
    assert f"Hash {embodied.attrs['hash'][:8]}" in said


@pytest.mark.parametrize("kind", KINDS)
def test_a_plot_takes_axes_and_returns_them(embodied, kind):
    first, second = Figure(layout="constrained", figsize=(8, 12)).subplots(2)
    assert getattr(plot, kind)(embodied, ax=second, output="gpus") is second
    assert not first.lines


@pytest.mark.parametrize("kind", KINDS)
def test_dollars_are_no_mathematics(embodied, tmp_path, kind):
    priced = embodied.copy()
    priced.attrs["title"] = r"Cards of $5k and of $6k, \foo"
    plot.write(priced, tmp_path / "plot.svg", kind=kind)
    assert "$5k and of $6k" in (tmp_path / "plot.svg").read_text("utf-8")


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"output": "emission"}, r"^output: no output is called 'emission'; did you mean 'emissions'\?$"),
        ({"output": 3}, r"^output: must be the name of an output, got a value of type int$"),
        ({"ax": "axes"}, r"^ax: must be the axes of a matplotlib figure, got a value of type str"),
    ],
)
def test_wrong_arguments_are_refused(words, kind, change, message):
    with pytest.raises(InvalidInput, match=message):
        getattr(plot, kind)(words, **change)


@pytest.mark.parametrize("kind", KINDS)
def test_anything_but_an_analysis_is_refused(words, plain, kind):
    draw = getattr(plot, kind)
    for other, got in (
        (None, "None"),
        ("found.nc", "a value of type str"),
        (words["sobol"], "a value of type DataTree"),
        (plain, "the answer of a run; draw its intervals"),
        (dataset(plain), "the answer of a run; draw its intervals"),
    ):
        with pytest.raises(InvalidInput, match=rf"^tree: must be the whole DataTree .* analysis, got {got}$"):
            draw(other)


@pytest.mark.parametrize("kind", KINDS)
def test_an_output_that_does_not_vary_is_refused(offsets, kind):
    with pytest.raises(InvalidInput, match=r"^output: rent does not vary, so no input explains it; choose net$"):
        getattr(plot, kind)(offsets, output="rent")


@pytest.mark.parametrize(
    ("at", "message"),
    [
        ({"regoin": "norway"}, r"^at: no axis is called 'regoin'; did you mean 'region'\?$"),
        ({"region": "norwai"}, r"^at: region has no option 'norwai'; did you mean 'norway'\?$"),
        ("norway", r"^at: must name an option of axes, .* got a value of type str$"),
    ],
)
def test_a_coordinate_that_is_none_is_refused(by_region, at, message):
    with pytest.raises(InvalidInput, match=message):
        plot.bars(by_region, at=at)


def test_a_kind_of_plot_that_is_none_is_refused(words, plain, tmp_path):
    path = tmp_path / "plot.png"
    with pytest.raises(InvalidInput, match=r"^kind: no plot of a sensitivity analysis is called 'bar'; did you mean"):
        plot.write(words, path, kind="bar")
    with pytest.raises(InvalidInput, match=r"^kind: no plot of an answer is called 'tornado'"):
        plot.write(plain, path, kind="tornado")
    with pytest.raises(InvalidInput, match=r"^kind: must be the name of a plot, such as 'bars', got a value of type"):
        plot.write(words, path, kind=3)
    assert list(tmp_path.iterdir()) == []


def test_kinds_are_public(words):
    assert set(KINDS) <= set(plot.__all__)
    assert plot.SENSITIVITY_KINDS == KINDS


def test_options_are_named_as_the_scenario_names_them(by_region, said):
    assert json.loads(by_region.attrs["option_names"])["central_us"] == "Central US"
    for kind in KINDS:
        assert any(text.endswith(": Central US") for text in said(getattr(plot, kind)(by_region)))


@pytest.mark.parametrize("size", [None, "85x60mm"])
@pytest.mark.parametrize("of", ["words", "offsets"])
def test_no_label_is_cut_or_covered(of, size, request):
    tree = request.getfixturevalue(of)
    wrong = {}
    for draw in (plot.bars, plot.tornado, plot.conditional, plot.pair):
        with figure_format.using(figure_format.of_size(size)):
            ax = draw(tree)
        wrong[draw.__name__] = fit.problems(ax.figure)
    assert {kind: texts for kind, texts in wrong.items() if texts} == {}
