"""Scenario files and overrides: answered or refused, and the same when they are written out again."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from attempts import ANSWERED, FEW, REFUSED, command, counts, fuzz
from strategies import scenarios

from carbonspan.simulate.reader.load import load


def answered(name: object, *options: object) -> dict[str, Any] | None:
    """The numbers of a scenario that runs; None if it is refused for these."""
    ran = command("run", name, *FEW, "--json", *options)
    return ran.numbers() if ran.code == ANSWERED else None


def written_again(name: str) -> None:
    """A scenario that is written out has the same hash, and its file the same answer."""
    text = load(name).to_yaml()
    Path("again.yaml").write_text(text, encoding="utf-8")
    assert load("again.yaml").to_yaml() == text
    first, second = answered(name), answered("again.yaml")
    for each in (first, second):
        if each:
            del each["scenario"], each["warnings"]
    assert first == second


def checked_and_run(text: str) -> None:
    path = scenarios.workings(Path(), text)
    checked = command("check", path)
    ran = command("run", path, *FEW, "--json")
    assert (checked.code == REFUSED) >= (ran.code == REFUSED), (checked, ran)
    if ran.code == ANSWERED:
        ran.numbers()
        written_again(str(path))


@counts(12, 2000)
def test_a_grown_scenario_runs_or_is_refused(count: int) -> None:
    fuzz(count, scenarios.grown(), checked_and_run)


@counts(12, 2000)
def test_a_damaged_scenario_runs_or_is_refused(count: int) -> None:
    fuzz(count, scenarios.damaged(), checked_and_run)
