"""A scenario to start from."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from carbonspan.simulate.cli.shipped.new import command
from carbonspan.simulate.problems import InvalidInput
from carbonspan.simulate.reader.check import check


def new(*arguments: object) -> str:
    return CliRunner().invoke(command, list(map(str, arguments)), standalone_mode=False, catch_exceptions=False).stderr


def test_a_template_is_written(tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    assert new(path) == f"wrote {path}; edit it, then run: carbonspan check {path}\n"
    assert check(str(path)).scenarios[0].title == "An assistant, served from rented GPUs"


def test_a_scenario_is_written_whole_with_its_sources(tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    new("--from", "chatgpt/life-cycle", path)
    text = path.read_text()
    assert text.startswith("# The scenario chatgpt/life-cycle, whole: ")
    assert "  # From the scenario training/gpt-3.\n  training:\n" in text
    assert "\n# patterson-2021: " in text
    assert not {"use:", "set:", "defaults:"} & {line.strip() for line in text.splitlines()}
    assert max(map(len, text.splitlines())) <= 120
    assert check(str(path)).scenarios[0].title == "ChatGPT's life cycle, first 60 days"


def test_nothing_is_replaced(tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text("mine")
    with pytest.raises(InvalidInput, match="exists already; choose another name"):
        new("--from", "presets/chat-h100", path)
    assert path.read_text() == "mine"


def test_nothing_is_written_from_an_unknown_scenario(tmp_path: Path) -> None:
    with pytest.raises(InvalidInput, match=r"presets/chat-h10: .*did you mean"):
        new("--from", "presets/chat-h10", tmp_path / "mine.yaml")
    assert not list(tmp_path.iterdir())
