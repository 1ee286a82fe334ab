"""Labels are neither cut nor over each other, measured as they are drawn, in pictures of many kinds of numbers."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from itertools import product
from pathlib import Path

import numpy as np
import pytest
from matplotlib.figure import Figure

from carbonspan.simulate.answer.answer import Answer
from carbonspan.simulate.answer.run import run_scenario
from carbonspan.simulate.laws.positive import Lognormal
from carbonspan.simulate.plots import figure_format, fit, plot, style
from carbonspan.simulate.plots.image import DPI, save, writing
from carbonspan.simulate.problems import InvalidInput
from carbonspan.simulate.reader.load import load
from carbonspan.simulate.scenario.scenario import Input
from carbonspan.simulate.shipped import library
from carbonspan.simulate.units import unit

SMALL = "85x60mm"
RNG = np.random.default_rng(3)
#: Values by what is difficult about them.
VALUES = {
    "tiny": 1e-9 * np.exp(RNG.normal(0, 0.4, 4_000)),
    "vast": 1e12 * np.exp(RNG.normal(0, 1.2, 4_000)),
    "wide": 10.0 ** RNG.normal(0, 4, 4_000),
    "negative": RNG.normal(-40, 30, 4_000),
    "narrow": 1e6 + RNG.normal(0, 0.5, 4_000),
    "constant": np.full(4_000, 42.0),
    "few": RNG.choice([1.0, 2.0, 5.0], 4_000),
}
KINDS = {kind: plot.ANSWER_PLOTS[kind] for kind in ("intervals", "exceedance", "dots", "forest")}


def found(draw: Callable[..., object], size: str | None = None) -> list[str]:
    with figure_format.using(figure_format.of_size(size)):
        ax = draw()
    return fit.problems(ax.figure)


@pytest.fixture
def one(make_marginal, make_answer, plain) -> Callable[[str], Answer]:
    """An answer of one output with these values."""

    def made(name: str) -> Answer:
        values = VALUES[name]
        return make_answer([make_marginal("emissions", "t", values, float(np.median(values)) * 1.2)], plain.subject)

    return made


@pytest.mark.parametrize("size", [None, SMALL])
@pytest.mark.parametrize("name", VALUES)
def test_no_label_of_one_output_is_cut_or_covered(one, name, size):
    answer = one(name)
    wrong = {kind: found(partial(draw, answer), size) for kind, draw in KINDS.items()}
    assert {kind: texts for kind, texts in wrong.items() if texts} == {}


@pytest.mark.parametrize("name", library.names())
def test_no_label_of_a_shipped_scenario_is_cut_or_covered_in_a_column(name):
    answer = run_scenario(load(name), samples=2_000)
    wrong = {kind: found(partial(KINDS[kind], answer), "column") for kind in ("intervals", "forest")}
    assert {kind: texts for kind, texts in wrong.items() if texts} == {}


@pytest.mark.parametrize("size", [8.5, 9.5])
def test_letters_are_as_wide_as_they_were_measured(size):
    text = style.new_axes().text(0, 0, "Filled: first order. Outline: total, which counts interactions too.", size=size)
    text.figure.set_dpi(DPI)
    with writing():
        width = text.get_window_extent().width * style.POINTS / DPI
    assert width == pytest.approx(style.text_width(text.get_text(), size), rel=0.002)


def test_a_label_over_another_and_one_that_is_cut_are_found():
    ax = style.new_axes()
    ax.text(0.5, 0.5, "one")
    ax.text(0.5, 0.5, "two")
    ax.text(1.5, 0.5, "far").set_in_layout(False)
    texts = fit.problems(ax.figure)
    assert any("'one' lies over 'two'" in text for text in texts)
    assert "as 'far' is cut" in texts


def test_hours_of_several_regions_fit(make_marginal, make_answer, plain):
    values = {(r, h): np.exp(RNG.normal(np.sin(h / 4) + 1, 0.4, 300)) for r, h in product(range(4), range(24))}
    names = ("norway", "central_us", "the_northern_part_of_the_far_west", "germany")
    marginals = [
        make_marginal("emissions", "t", each, float(np.median(each)), {"region": names[region], "hour": str(hour)})
        for (region, hour), each in values.items()
    ]
    answer = make_answer(marginals, plain.subject)
    assert found(partial(plot.course, answer)) == []
    assert found(partial(plot.course, answer), SMALL) == []


def test_marks_of_a_low_picture_stay_in_their_rows(make_marginal, make_answer, plain):
    marginals = [make_marginal("emissions", "t", VALUES["vast"], 1e12, {"region": f"r{number}"}) for number in range(4)]
    with figure_format.using(figure_format.of_size(SMALL)):
        ax = plot.forest(make_answer(marginals, plain.subject))
    ax.figure.canvas.draw()
    pitch = abs(np.diff(ax.transData.transform([(1.0, 0.0), (1.0, 1.0)])[:, 1])[0])
    triangles = [line for line in ax.lines if line.get_marker() == "v"]
    assert len(triangles) == 4
    for row, line in enumerate(triangles):
        middle = ax.transData.transform((1.0, row))[1]
        assert 0 < line.get_transform().transform((line.get_xdata()[0], row))[1] - middle < pitch / 2


def test_rows_of_a_size_that_has_no_room_for_them_are_refused(make_marginal, make_answer, plain, tmp_path: Path):
    marginals = [
        make_marginal("emissions", "t", VALUES["few"], 2.0, {"region": f"region {number}"}) for number in range(40)
    ]
    answer = make_answer(marginals, plain.subject)
    with pytest.raises(InvalidInput, match=r"size: too small for this plot, as '.+' lies over .*; choose a larger one"):
        plot.write(answer, tmp_path / "a.png", size=SMALL)


@pytest.mark.parametrize("size", ["column", "page", SMALL])
def test_every_stated_size_is_checked(one, tmp_path: Path, monkeypatch, size):
    monkeypatch.setattr(fit, "problems", lambda _: ["as 'a' is cut"])
    path = tmp_path / "a.png"
    with pytest.raises(InvalidInput, match="size: too small for this plot, as 'a' is cut; choose a larger one"):
        plot.write(one("few"), path, size=size)
    assert not path.exists()
    plot.write(one("few"), path)


def test_a_picture_without_room_for_its_axes_is_refused_in_a_sentence(one, tmp_path: Path, recwarn):
    ax = plot.intervals(one("few"))
    ax.set_ylabel("w" * 400, rotation=0)
    path = tmp_path / "a.png"
    with pytest.raises(InvalidInput, match="too small for this plot, as its words leave no room for the axes"):
        save(ax, path, title="", description="")
    assert not path.exists()
    assert not recwarn.list


def test_plots_fit_beside_each_other(one):
    figure = Figure(figsize=(10, 7))
    for ax, draw in zip(figure.subplots(2, 2).flat, KINDS.values(), strict=True):
        draw(one("vast"), ax=ax)
    assert fit.problems(figure) == []


def test_a_title_replaces_the_heading(one):
    ax = plot.intervals(one("few"), title="What we emit")
    texts = [text.get_text() for text in ax.texts]
    assert "What we emit" in texts
    assert not any("credible interval" in text for text in texts)


@pytest.mark.parametrize("name", ["tiny", "vast", "negative", "narrow"])
def test_the_heading_and_the_bar_give_the_same_numbers(one, name):
    ax = plot.intervals(one(name))
    texts = [text.get_text().replace("\u00a0", " ") for text in ax.texts]
    heading = " ".join(text for text in texts if "credible" in text)
    bold = [text.get_text() for text in ax.texts if text.get_weight() == "bold" and "credible" not in text.get_text()]
    ends = [text for text in bold if re.fullmatch(r"[−\d.,e-]+", text)]
    assert f"{ends[0]} to {ends[1]}" in heading


def test_forty_inputs_fit(make_scenario):
    laws = {f"the_power_of_rack_{n}": Lognormal(10.0 ** (n - 20), 0.1 + 0.04 * n) for n in range(40)}
    inputs = {name: Input(name, law, unit("W"), law.median, name, source="a") for name, law in laws.items()}
    scenario = replace(make_scenario(), inputs=inputs)
    assert found(partial(plot.inputs, scenario)) == []
    assert found(partial(plot.inputs, replace(scenario, inputs=dict(list(inputs.items())[:6]))), SMALL) == []


def test_shortened_names_of_inputs_stay_apart(make_scenario):
    laws = {f"source_of_the_emissions_of_rack_number_{n}": Lognormal(1.0, 0.2) for n in range(12)}
    inputs = {name: Input(name, law, unit("W"), law.median, name, source="a") for name, law in laws.items()}
    ax = plot.inputs(replace(make_scenario(), inputs=inputs))
    named = [text.get_text() for text in ax.texts if "…" in text.get_text()]
    assert len(named) == len(set(named)) == 12


def test_a_constant_is_neither_below_nor_above_itself(one):
    for kind in ("dots", "exceedance"):
        texts = " ".join(text.get_text() for text in KINDS[kind](one("constant")).texts)
        assert "the same in all" in texts
        assert not re.search(r"(below|above)\s*42", texts)
