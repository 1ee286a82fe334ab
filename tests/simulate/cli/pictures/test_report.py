"""``carbonspan report``: files are named as they were given, and what compares needs two scenarios."""

from __future__ import annotations

import json
import re
import shlex
from pathlib import Path

import pytest

from carbonspan.simulate.cli import main
from carbonspan.simulate.shipped import library

WORDS = "chatgpt/by-words"


def test_a_file_is_named_as_it_was_given(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "my files"
    folder.mkdir()
    monkeypatch.chdir(tmp_path)
    (folder / "it's.yaml").write_text(library.find(WORDS)[1].read_text("utf-8"), encoding="utf-8")
    arguments = ["report", "my files/it's.yaml", "--set", "latency=0.2 to 0.5", "--samples", "2e3", "-qo", "r.md"]
    assert main.run(arguments) == 0
    written = (tmp_path / "r.md").read_text("utf-8")
    (line,) = re.findall(r"^carbonspan run .*$", written, re.MULTILINE)
    words = shlex.split(line)[1:]
    assert words[:4] == ["run", "my files/it's.yaml", "--set", "latency=0.2 to 0.5"]
    capsys.readouterr()
    assert main.run([*words, "--quiet", "--json"]) == 0
    assert f"hash {json.loads(capsys.readouterr().out)['hash'][:12]}" in written


@pytest.mark.parametrize("option", [["--per", "1 day"], ["--any-boundary"], ["--same", "pue"], ["--output", "energy"]])
def test_options_of_a_comparison_need_two_scenarios(option: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main.run(["report", WORDS, *option]) == 2
    assert "say how scenarios are compared; name two or more" in capsys.readouterr().err


def test_a_letter_without_a_scenario_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert main.run(["report", WORDS, "--set", "C:pue=1"]) == 2
    assert "--set C:pue=1: there is one scenario, A" in capsys.readouterr().err
