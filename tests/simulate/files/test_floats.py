"""Numbers that no float tells from 0: refused wherever a number is read, never 0 without a word."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import carbonspan as cs
from carbonspan.simulate import units
from carbonspan.simulate.cli.main import run
from carbonspan.simulate.files import yaml
from carbonspan.simulate.files.csv_column import complete
from carbonspan.simulate.files.document import Position
from carbonspan.simulate.files.floats import vanishes
from carbonspan.simulate.files.json_value import json_value
from carbonspan.simulate.files.sheet import Cell
from carbonspan.simulate.problems import InvalidInput

RULE = "must be at least 5e-324 in size, or 0"


@pytest.mark.parametrize("text", ["0", "0.0", "-0", "0e5", "000e-400", ".0"])
def test_a_zero_is_a_zero(text: str) -> None:
    assert not vanishes(float(text), text)
    assert units.number(text)[0] == 0


def in_csv(path: Path) -> Any:
    (path / "a.csv").write_text("v\n1\n1e-400\n")
    return complete(path / "a.csv", "v")


def in_semicolons(path: Path) -> Any:
    (path / "a.csv").write_text("v;w\n1,5;2\n1,5e-400;2\n")
    return complete(path / "a.csv", "v")


@pytest.mark.parametrize(
    "read",
    [
        lambda _: yaml.parse(b"a: 1e-400\n", file="a.yaml"),
        lambda _: units.number("1e-400 kWh"),
        lambda _: units.number("1e-320 g/kWh"),
        lambda _: json_value('{"a": 1e-400}', file="a.json"),
        lambda _: Cell("1e-400", Position("a.xlsx")).number(),
        lambda _: cs.load("chatgpt/by-words", sets="latency=1e-400"),
        lambda _: cs.load("chatgpt/by-words", sets="latency=1e-400 gpu*s/word"),
        lambda _: cs.load("chatgpt/by-words", sets="latency=1e-400 to 1"),
        lambda _: cs.load("chatgpt/by-words").with_(latency="1e-400"),
        in_csv,
        in_semicolons,
    ],
)
def test_a_number_that_vanishes_is_refused(read: Callable[[Path], Any], tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=RULE):
        read(tmp_path)


@pytest.mark.parametrize("text", ["0x10", "0o17"])
def test_numbers_are_decimal(text: str) -> None:
    with pytest.raises(InvalidInput, match=rf"latency={text}: must be a decimal number, got {text}; write 1[56]"):
        cs.load("chatgpt/by-words", sets=f"latency={text}")


@pytest.mark.parametrize(
    "option",
    [["--samples", "\uff11e4"], ["--seed", "\uff11"], ["--checkpoint", "a.state", "--every", "\uff11 h"]],
)
def test_digits_of_options_are_those_of_files(option: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["run", "chatgpt/by-words", *option]) == 2
    assert "got \uff11" in capsys.readouterr().err
