"""Inputs that were read already."""

from __future__ import annotations

from collections.abc import Callable

from carbonspan.simulate.grammar.input_entries import InputEntry
from carbonspan.simulate.reader.inputs import inputs
from carbonspan.simulate.reader.inputs.known_inputs import keep, key_of, recall
from carbonspan.simulate.scenario.model import Argument
from carbonspan.simulate.units import unit

POWER = {"nominal": "9 W", "gsd": 2, "evidence": "assumed"}


def key(entry: dict = POWER, name: str = "power", argument: Argument | None = None, per: dict | None = None) -> object:
    return key_of(InputEntry.model_validate(entry), name, argument, per or {})


def test_everything_that_an_input_is_read_from_is_in_its_key() -> None:
    day = {"duration": (86400.0, unit("day"))}
    keys = [
        key(),
        key(POWER | {"gsd": 2.0}),
        key(POWER | {"note": "mine"}),
        key(name="load"),
        key(argument=Argument("power", "W")),
        key(argument=Argument("power", "W", 0.0)),
        key(per=day),
    ]
    assert len(set(keys)) == len(keys)
    assert key() == key(dict(reversed(POWER.items())))


def test_what_names_a_file_is_read_each_time() -> None:
    column = {"csv": "a.csv", "column": "a"}
    assert key({"empirical": column, "evidence": "assumed"}) is None
    assert key({"mixture": [{"weight": 1, "empirical": column}]}) is None
    assert key({"profile": column | {"step": "1 hour"}}) is None
    keep(None, None)  # type: ignore[arg-type]
    assert recall(None) is None


def test_an_entry_is_read_once(changed: Callable, monkeypatch) -> None:
    first = changed()
    monkeypatch.setattr(inputs.LawReader, "read", None)
    assert changed().inputs == first.inputs


def test_an_entry_with_a_problem_or_a_warning_is_read_each_time(wrong: Callable) -> None:
    assert wrong("gsd: 2", "gsd: -2") == wrong("gsd: 2", "gsd: -2") != []
