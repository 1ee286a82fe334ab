"""Titles of pictures: those that a scenario may have, on one line."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

import carbonspan as cs
from carbonspan.simulate.cli.main import run
from carbonspan.simulate.plots import plot
from carbonspan.simulate.plots.figure_format import heading
from carbonspan.simulate.problems import InvalidInput

REFUSED = [
    ("a\x1b[31m", r"title: contains the unprintable character U\+001B; remove it"),
    ("a\ufffe", r"title: contains the unprintable character U\+FFFE; remove it"),
    ("a\ud800", r"title: contains the unprintable character U\+D800; remove it"),
    ("a\u202eb", r"title: contains the unprintable character U\+202E; remove it"),
    ("a" * 10_000, r"title: must have at most 300 characters, got 10,000; shorten it"),
    (5, r"title: must be a text, got a value of type int"),
]


@pytest.fixture(scope="module")
def answer() -> Any:
    """An answer to draw."""
    return cs.run("chatgpt/by-words", samples=10_000)


@pytest.mark.parametrize(("title", "rule"), REFUSED)
def test_a_title_that_no_scenario_may_have_is_refused(answer: Any, title: Any, rule: str, tmp_path: Path) -> None:
    with pytest.raises(InvalidInput, match=rule):
        plot.intervals(answer, title=title)
    with pytest.raises(InvalidInput, match=rule):
        plot.write(answer, tmp_path / "a.svg", title=title)
    assert not (tmp_path / "a.svg").exists()


@pytest.mark.parametrize(("title", "rule"), REFUSED[:-1])
def test_the_title_of_a_scenario_is_refused_in_the_same_words(title: str, rule: str) -> None:
    entries = {"title": title, "use": "chatgpt/by-words"}
    with pytest.raises(InvalidInput, match=rule):
        cs.Scenario.from_dict(entries)


def test_the_command_refuses_it_before_it_runs(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["plot", "no/such", "--title", "a\x07", "--out", str(tmp_path / "a.svg")]) == 2
    assert "title: contains the unprintable character U+0007; remove it" in capsys.readouterr().err


def test_a_title_is_drawn_on_one_line() -> None:
    assert heading("Two\n  lines\t") == "Two lines"
    assert heading("") == ""
    assert heading(None) is None
