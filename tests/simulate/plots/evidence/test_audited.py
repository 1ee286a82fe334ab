"""Audits are drawn over medians: every figure in its place, and what has none is counted."""

from __future__ import annotations

import math
from dataclasses import replace
from pathlib import Path

import pytest

from carbonspan.simulate.answer.audits.audit import ClaimAudit, audit
from carbonspan.simulate.language import codes, using
from carbonspan.simulate.plots import figure_format, fit, plot, style
from carbonspan.simulate.plots.evidence import audited
from carbonspan.simulate.plots.evidence.audited import AuditPicture
from carbonspan.simulate.problems import InvalidInput
from carbonspan.simulate.reader.publications import read_publication


@pytest.fixture(scope="module")
def picture() -> AuditPicture:
    publication = read_publication("chatgpt/life-cycle")
    return AuditPicture(publication.title, audit(publication, samples=10_000, seed=3), seed=3)


def test_marks_are_figures_over_medians_in_the_order_of_the_publication(picture: AuditPicture) -> None:
    ax = audited.draw(picture, style.new_axes(picture.height))
    assert [label.get_text() for label in ax.get_yticklabels()] == ["L1", "L1-training", "L1-serving", "L1-embodied"]
    diamonds = {int(line.get_ydata()[0]): line.get_xdata()[0] for line in ax.lines if line.get_marker() == "D"}
    figures = picture.figures
    assert diamonds == {row: figures[row].claim.low / figures[row].marginal.median.value for row in (1, 2, 3)}
    assert figures[0].claim.high == math.inf
    assert [line.get_ydata()[0] for line in ax.lines if line.get_marker() == ">"] == [0]


def test_bars_are_intervals_over_medians(picture: AuditPicture) -> None:
    ax = audited.draw(picture, style.new_axes(picture.height))
    bars = [tuple(line.get_xdata()) for line in ax.lines if line.get_linewidth() == 4.5 and line.get_ydata()[0] == 2]
    ends, median = picture.figures[2].marginal.interval(0.9), picture.figures[2].marginal.median.value
    assert bars == [(ends.low.value / median, ends.high.value / median)]


def test_a_figure_outside_its_interval_is_orange_and_is_counted(picture: AuditPicture) -> None:
    main = picture.claims[0]
    figure = main.figures[1]
    far = replace(figure, claim=replace(figure.claim, low=1e9, high=1e9))
    other = replace(picture, claims=(replace(main, figures=(main.figures[0], far)),))
    assert other.headline == "1 of 2 published figures agree with the 90 % interval of their own method"
    assert other.description.endswith("Outside: L1-training.")
    ax = audited.draw(other, style.new_axes(other.height))
    assert style.NOMINAL in {line.get_color() for line in ax.lines}
    assert style.NOMINAL not in {line.get_color() for line in audited.draw(picture, style.new_axes(4)).lines}


def test_what_has_no_place_is_counted_and_nothing_at_all_is_refused(picture: AuditPicture) -> None:
    main = picture.claims[0]
    compared = replace(main.figures[1], claim=replace(main.figures[1].claim, below={"region": "norway"}))
    with_one = replace(picture, claims=(replace(main, figures=(*main.figures, compared)),))
    said = "the claim has 5 figures: 4 are drawn, a row each; 1 comparison or figure has no place on this axis."
    assert f"With its parts, {said}" in with_one.statement.sentences
    assert "With its parts, the claim has 4 figures, a row each." in picture.statement.sentences
    with pytest.raises(InvalidInput, match="no claim to draw"):
        replace(picture, claims=(replace(main, figures=(compared,)),))


def test_its_words_have_the_seed_and_the_verdicts(picture: AuditPicture) -> None:
    assert picture.statement.computed.endswith("10,000 samples, seed 3.")
    assert picture.statement.sentences[0] == f"{picture.title}. 1 claim: 1 reproduced; all as expected."


@pytest.fixture(scope="module")
def wide() -> AuditPicture:
    """An audit whose columns of numbers leave a narrow picture no axis."""
    publication = read_publication("chatgpt/by-words")
    return AuditPicture(publication.title, audit(publication, samples=4_096, seed=0))


@pytest.mark.parametrize("code", codes())
def test_a_narrow_picture_leaves_out_columns_and_keeps_its_axis(wide: AuditPicture, code: str) -> None:
    with using(code), figure_format.using(figure_format.of_size("column")), style.drawing("", None):
        ax = audited.draw(wide, style.new_axes(wide.height))
    assert fit.problems(ax.figure) == []
    assert ax.get_window_extent().width * style.POINTS / ax.figure.dpi > 80
    said = {text.get_text().replace("\u00a0", " ") for text in ax.texts}
    names = [label.get_text() for label in ax.get_yticklabels()]
    assert names == ["S1", "S1-energy", "S1-gpu-time"]
    assert any("3.82 t" in text or "3,82 t" in text for text in said)
    assert not any("90 %" in text and len(text) < 30 for text in said if "interval" in text.lower())


def test_the_usual_picture_has_both_columns(wide: AuditPicture) -> None:
    said = {text.get_text() for text in audited.draw(wide, style.new_axes(wide.height)).texts}
    assert {"published", "90 % interval", "3.82 t"} <= said


def test_a_long_name_leaves_an_axis(wide: AuditPicture) -> None:
    main = wide.claims[0]
    long = replace(main.figures[0], claim=replace(main.figures[0].claim, name="what was said of it " * 12))
    other = replace(wide, claims=(replace(main, figures=(long, *main.figures[1:])),))
    ax = audited.draw(other, style.new_axes(other.height))
    assert fit.problems(ax.figure) == []
    assert ax.get_yticklabels()[0].get_text().endswith("…")


def test_inputs_outside_their_beliefs_are_named_with_their_scenario_if_there_are_several(wide: AuditPicture) -> None:
    assert wide.implausible == ("utilization", "full_power", "pue")
    both = replace(wide, claims=(*wide.claims, *_claims("chatgpt/by-hardware")))
    assert "pue of chatgpt/by-words" in both.implausible
    assert "pue of chatgpt/by-hardware" in both.implausible


def _claims(name: str) -> tuple[ClaimAudit, ...]:
    return audit(read_publication(name), samples=4_096, seed=0)


def test_it_is_written_as_a_file(picture: AuditPicture, tmp_path: Path) -> None:
    plot.write(picture, tmp_path / "a.svg", style="dark")
    assert "4 of 4 published figures" in (tmp_path / "a.svg").read_text("utf-8")
