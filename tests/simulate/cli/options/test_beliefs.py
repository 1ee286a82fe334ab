"""Nominal values outside their beliefs: said wherever the nominal is shown, --quiet or not."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from carbonspan.simulate.cli.main import run

SHORT = ("--samples", "2000", "--quiet")
NAMES = "utilization, full_power, pue"
SAID = f"nominal values outside their beliefs: {NAMES}"
TWO = ("chatgpt/by-words", "chatgpt/by-hardware")
OF_TWO = "nominal values outside their beliefs: utilization of chatgpt/by-words, full_power of chatgpt/by-words"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("run", "chatgpt/by-words"), SAID),
        (("run", "chatgpt/by-words", "--sweep", "latency=0.2,0.4"), SAID),
        (("compare", *TWO), OF_TWO),
        (("compare", *TWO, "--gap"), OF_TWO),
        (("gap", *TWO), OF_TWO),
    ],
)
def test_an_answer_says_so_in_text_json_and_beside_csv(
    arguments: tuple[str, ...], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run([*arguments, *SHORT]) == 0
    assert f"\n{said[0].upper()}{said[1:]}" in capsys.readouterr().out
    assert run([*arguments, *SHORT, "--json"]) == 0
    assert "full_power" in " ".join(json.loads(capsys.readouterr().out)["warnings"])
    assert run([*arguments, *SHORT, "--csv"]) == 0
    assert f"warning: {said}" in capsys.readouterr().err


@pytest.mark.parametrize("kind", ["intervals", "tornado", "gap", "comparison", "inputs"])
def test_a_picture_of_a_scenario_is_warned_of(kind: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    names = TWO if kind in {"gap", "comparison"} else TWO[:1]
    assert run(["plot", *names, "--kind", kind, *SHORT, "--out", str(tmp_path / "a.svg")]) == 0
    assert f"warning: {OF_TWO if len(names) > 1 else SAID}" in capsys.readouterr().err


def test_a_stored_answer_still_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    stored = str(tmp_path / "a.nc")
    assert run(["run", "chatgpt/by-words", *SHORT, "--draws", "2000", "--out", stored]) == 0
    capsys.readouterr()
    assert run(["plot", stored, "--quiet", "--out", str(tmp_path / "a.svg")]) == 0
    assert f"warning: {SAID}" in capsys.readouterr().err
    assert run(["compare", stored, "chatgpt/by-hardware", "--quiet"]) == 0
    assert f"\n{OF_TWO[0].upper()}{OF_TWO[1:]}" in capsys.readouterr().out
