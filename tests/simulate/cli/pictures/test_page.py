"""``carbonspan page`` refuses what cannot be served before anything is computed."""

from __future__ import annotations

import pytest

from carbonspan.simulate.cli import main
from carbonspan.simulate.page import serve

WORDS = "chatgpt/by-words"


@pytest.fixture
def served(monkeypatch: pytest.MonkeyPatch) -> list[tuple[object, ...]]:
    """What would be served: nothing is."""
    found: list[tuple[object, ...]] = []
    monkeypatch.setattr(serve, "check_available", lambda: None)
    monkeypatch.setattr(
        serve, "serve", lambda explorer, _at, start, *, opens, ready: found.append((explorer, start, opens))
    )
    return found


def test_it_serves_a_scenario_with_what_is_set(
    served: list[tuple[object, ...]], capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = ["page", WORDS, "--port", "0", "--no-open", "--samples", "2e3", "--seed", "7", "--set", "pue=1.2"]
    assert main.run(arguments) == 0
    ((explorer, start, opens),) = served
    assert (explorer.called, explorer.samples, explorer.seed) == (WORDS, 2_000, 7)
    assert start.sets == ("pue=1.2",)
    assert (start.fixes, start.choices, start.output) == ((), (), "")
    assert not opens
    assert capsys.readouterr().err == "computing the first answer\n"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["nosuch"], "nosuch: is no shipped scenario and no file"),
        ([WORDS, "--set", "nosuch=1"], "--set nosuch=1: no input is named 'nosuch'"),
        ([WORDS, "--set", "pue=1.1", "--set", "pue=1.2"], "pue is given twice"),
        ([WORDS, "--samples", "1e9"], "must be a whole number from 1 to 10000000, got 1e9"),
        ([WORDS, "--port", "99999"], "must be a whole number from 0 to 65535, got 99999"),
        ([WORDS, "--port", "x"], "must be a whole number from 0 to 65535, got x"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_served(
    served: list[tuple[object, ...]], capsys: pytest.CaptureFixture[str], arguments: list[str], message: str
) -> None:
    assert main.run(["page", *arguments, "--no-open"]) == 2
    assert message in capsys.readouterr().err
    assert served == []


def test_it_begins_with_what_is_held_and_picked(
    served: list[tuple[object, ...]], capsys: pytest.CaptureFixture[str]
) -> None:
    picked = ["--fix", "serving.users", "--choice", "accounting=market", "--output", "training_emissions"]
    arguments = ["page", "chatgpt/life-cycle", "--port", "0", "--no-open", "--samples", "2e3", "--quiet", *picked]
    assert main.run(arguments) == 0
    ((_, start, _),) = served
    assert start.text == "fix=serving.users&choice=accounting%3Dmarket&output=training_emissions"
    assert capsys.readouterr().err == ""
