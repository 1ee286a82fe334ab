"""Several answers in one figure."""

from __future__ import annotations

from dataclasses import replace

import pytest

import carbonspan
from carbonspan.simulate.answer.run import run_scenario
from carbonspan.simulate.answer.run_options import Request
from carbonspan.simulate.comparing.compare import compare_scenarios
from carbonspan.simulate.comparing.drawn import compare_draws
from carbonspan.simulate.comparing.sides import Agreement
from carbonspan.simulate.plots import several
from carbonspan.simulate.plots.plot_data import panels
from carbonspan.simulate.problems import InvalidInput
from carbonspan.simulate.reader.load import load
from carbonspan.simulate.scenario.selection import pick
from carbonspan.simulate.show.datasets.dataset import dataset
from carbonspan.simulate.show.reports.stored_draws import drawn

WORDS, HARDWARE = "chatgpt/by-words", "chatgpt/by-hardware"


@pytest.fixture(scope="module")
def answers() -> list:
    return [run_scenario(load(name), samples=5_000) for name in (WORDS, HARDWARE)]


def test_answers_share_the_unit_of_the_first(answers: list) -> None:
    first, second = several.together([panels(each) for each in answers])
    assert (first.name, second.name) == (WORDS, HARDWARE)
    own = panels(answers[1])[0]
    assert second.marginal.unit.text == "t"
    assert own.marginal.unit.text == "kg"
    assert second.marginal.median.value == pytest.approx(own.marginal.median.value / 1000)
    assert second.ends[0][0].value == pytest.approx(own.ends[0][0].value / 1000)


def test_a_forest_has_a_row_an_answer_and_its_headline_names_them(answers: list) -> None:
    ax = carbonspan.plot.forest(answers)
    assert [label.get_text() for label in ax.get_yticklabels()] == [WORDS, HARDWARE]
    texts = [text.get_text() for text in ax.texts]
    assert any(f"({HARDWARE})" in text for text in texts)


def test_trees_of_several_coordinates_have_a_row_each() -> None:
    tree = carbonspan.run("bert/by-region", samples=1_000)
    rows = [label.get_text() for label in carbonspan.plot.forest([tree, tree]).get_yticklabels()]
    assert len(rows) == 2 * tree["nominal"].sizes["region"]
    assert rows[0].startswith("bert/by-region [A], ")


def test_answers_that_have_no_common_axis_are_refused(answers: list) -> None:
    words, hardware = answers
    week = replace(hardware, subject=replace(hardware.subject, per={"duration": "1 week"}))
    with pytest.raises(InvalidInput, match=r"unlike functional units .*: chatgpt/by-words is for 1 day .* 1 week"):
        carbonspan.plot.forest([words, week])
    with pytest.raises(InvalidInput, match=r"unlike units .*: emissions of chatgpt/by-words is in t, energy"):
        carbonspan.plot.forest([words, replace(hardware, headline="energy")])
    with pytest.raises(InvalidInput, match="got an empty list"):
        carbonspan.plot.forest([])
    with pytest.raises(InvalidInput, match="must be the whole answer"):
        carbonspan.plot.forest([words, 3])


def test_other_plots_draw_one_answer(answers: list) -> None:
    with pytest.raises(InvalidInput, match="draw several in one figure with `forest`"):
        carbonspan.plot.intervals(answers)


def test_a_comparison_is_drawn_with_densities() -> None:
    found = compare_scenarios([load(WORDS), load(HARDWARE)], Request(5_000))
    ax = several.compared(found)
    assert [label.get_text() for label in ax.get_yticklabels()] == [WORDS, HARDWARE]
    assert len(ax.collections) == 2
    assert several.described(found).startswith("Densities and credible intervals of emissions (t CO2e a day): ")


def diamonds(ax) -> list[float]:
    return [float(line.get_xdata()[0]) for line in ax.lines if line.get_marker() == "D"]


def test_published_figures_are_in_the_unit_of_the_axis(answers: list) -> None:
    """3.82 t, and 25.92 kg, on an axis of tonnes: of a forest, of a comparison, and of one of stored draws."""
    expected = pytest.approx([3.82, 0.02592])
    assert diamonds(carbonspan.plot.forest(answers)) == expected
    found = compare_scenarios([load(WORDS), load(HARDWARE)], Request(2_000, 0))
    assert diamonds(several.compared(found)) == expected
    made = [run_scenario(load(name), samples=500, draws=500, seed=len(name)) for name in (WORDS, HARDWARE)]
    stored = [drawn(dataset(each), None, each.subject.name) for each in made]
    assert diamonds(several.compared(compare_draws(stored, (0.5, 0.9)))) == expected


def test_figures_for_another_amount_are_not_drawn() -> None:
    weekly = Agreement(per="1 week")
    found = compare_scenarios([load(WORDS), load(HARDWARE)], Request(2_000, 0), agreement=weekly)
    assert diamonds(several.compared(found)) == []


def test_a_comparison_says_at_which_options_it_is() -> None:
    found = compare_scenarios([load("presets/chat-h100"), load("presets/chat-b200")], Request(2_000))
    names = ["presets/chat-h100, length short", "presets/chat-b200, length short"]
    assert "; ".join(names) in several.described(found)
    drawn = [" ".join(label.get_text().split()) for label in several.compared(found).get_yticklabels()]
    assert drawn == names


def test_options_in_a_name_are_not_repeated() -> None:
    chat = load("presets/chat-h100")
    found = compare_scenarios([pick(chat, [f"length={each}"]) for each in ("short", "long")], Request(2_000))
    assert "presets/chat-h100 [short]; presets/chat-h100 [long]." in several.described(found)


def test_more_than_a_dozen_are_refused(answers: list) -> None:
    with pytest.raises(InvalidInput, match="result: a plot shows 12 answers at most, got 13"):
        several.together([panels(answers[0])] * 13)
