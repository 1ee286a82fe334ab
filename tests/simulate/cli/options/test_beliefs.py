"""Nominal values outside their beliefs: said wherever the nominal is shown, --quiet or not."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from carbonspan.simulate.cli.main import run

SHORT = ("--samples", "10000", "--quiet")
NAMES = "utilization, full_power, pue"
SAID = f"nominal values outside their beliefs: {NAMES}"
TWO = ("chatgpt/by-words", "chatgpt/by-hardware")
HINDCAST = """\
title: A rack
model: serving.by_hardware
inputs:
  gpus: {nominal: 8 gpu, evidence: measured, source: me}
  power: {nominal: 500 W/gpu, p5: 250 W/gpu, p95: 350 W/gpu, evidence: assumed, source: me}
  utilization: {nominal: 0.5, evidence: assumed, source: me}
  duration: {nominal: 1 day, evidence: measured, source: me}
  pue: {nominal: 1.2, evidence: assumed, source: me}
  carbon_intensity: {nominal: 400 g/kWh, evidence: assumed, source: me}
hindcast:
  truths:
    july: {output: energy, value: 35 kWh, how: metered, source: our meter}
"""
OF_TWO = "nominal values outside their beliefs: utilization of chatgpt/by-words, full_power of chatgpt/by-words"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("run", "chatgpt/by-words"), SAID),
        (("run", "chatgpt/by-words", "--sweep", "latency=0.2,0.4"), SAID),
        (("compare", *TWO), OF_TWO),
        (("compare", *TWO, "--gap"), OF_TWO),
        (("gap", *TWO), OF_TWO),
        (("gap", "3.82t", "25.92kg", "--using", "chatgpt/by-words"), SAID),
        (("run", "chatgpt/by-words", "--observed", "latency=0.3 gpu*s/word ± 10%"), SAID),
        (("sensitivity", "chatgpt/by-words"), SAID),
        (("sensitivity", "chatgpt/by-words", "--tornado", "--design", "random"), SAID),
        (("measure", "chatgpt/by-words"), SAID),
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


def test_without_quiet_csv_is_no_more_silent(capsys: pytest.CaptureFixture[str]) -> None:
    for command in ("run", "sensitivity", "measure"):
        assert run([command, "chatgpt/by-words", "--samples", "10000", "--csv"]) == 0
        shown = capsys.readouterr().err
        assert f"warning: {SAID}" in shown
        assert "inputs.pue: nominal value 1 is below its 1 to 99 % range" in shown


@pytest.mark.parametrize("quiet", [(), ("--quiet",)])
def test_a_question_with_such_a_value_is_answered_with_the_sentence(
    quiet: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    law = "utilization={beta: {low: 0, high: 1, mean: 0.2, sd: 0.05}, nominal: 0.9}"
    asked = ["ask", "llama-3.1-70b", "--out", "400", "--set", law, *quiet]
    assert run(asked) == 0
    assert "\nNominal values outside their beliefs: utilization.\n" in capsys.readouterr().out
    assert run([*asked, "--json"]) == 0
    assert "inputs.utilization: nominal value 0.9" in " ".join(json.loads(capsys.readouterr().out)["warnings"])


@pytest.mark.parametrize("command", ["run", "ask"])
def test_the_shape_of_a_standard_is_warned_of(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    law = "utilization={beta: {low: 0, high: 1, mean: 0.2, sd: 0.05}, nominal: 0.9}"
    named = {"run": ["ask/request"], "ask": ["llama-3.1-70b"]}[command]
    assert run([command, *named, "--set", law, "--format", "sci", *SHORT]) == 0
    assert "warning: nominal values outside their beliefs: " in capsys.readouterr().err


def test_what_a_scenario_contains_is_warned_of_beside_text_and_in_json(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["show", "chatgpt/by-words"]) == 0
    told = [line.removeprefix("warning: ") for line in capsys.readouterr().err.splitlines()]
    assert run(["show", "chatgpt/by-words", "--json"]) == 0
    shown = capsys.readouterr()
    assert json.loads(shown.out)["warnings"] == told
    assert any("inputs.full_power: nominal value 407 W/GPU is above" in each for each in told)


def test_a_hindcast_of_such_a_scenario_is_warned_of(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "rack.yaml"
    file.write_text(HINDCAST)
    assert run(["hindcast", str(file), *SHORT]) == 0
    said = "nominal values outside their beliefs: power of rack"
    assert f"warning: {said}\n" in capsys.readouterr().err
    assert run(["hindcast", str(file), *SHORT, "--json"]) == 0
    warnings = json.loads(capsys.readouterr().out)["warnings"]
    assert said in warnings
    assert any("rack: the beliefs are not frozen" in each for each in warnings)


def test_a_comparison_of_stored_answers_says_so_in_json(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    stored = []
    for seed, name in enumerate(TWO):
        stored.append(str(tmp_path / f"{seed}.nc"))
        assert run(["run", name, *SHORT, "--seed", str(seed), "--draws", "10000", "--out", stored[-1]]) == 0
    capsys.readouterr()
    assert run(["compare", *stored, "--quiet", "--json"]) == 0
    assert OF_TWO in " ".join(json.loads(capsys.readouterr().out)["warnings"])


@pytest.mark.parametrize("quiet", [(), ("--quiet",)])
def test_the_picture_of_an_audit_is_warned_of(
    quiet: tuple[str, ...], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    few, picture = ("--samples", "4096", *quiet), str(tmp_path / "a.svg")
    assert run(["plot", "chatgpt/by-words", "--kind", "audit", *few, "--out", picture]) == 0
    assert f"warning: {SAID}\n" in capsys.readouterr().err
    assert run(["audit", "chatgpt/by-words", *few, "--plot", picture]) == 0
    assert f"warning: {SAID}\n" in capsys.readouterr().err


def test_a_forest_of_several_says_whose_they_are(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    picture, stored = str(tmp_path / "a.svg"), [str(tmp_path / f"{name}.nc") for name in "ab"]
    assert run(["plot", *TWO, *SHORT, "--out", picture]) == 0
    said = capsys.readouterr().err
    assert OF_TWO in said
    assert "pue of chatgpt/by-hardware" in said
    for name, file in zip(TWO, stored, strict=True):
        assert run(["run", name, *SHORT, "--out", file]) == 0
    capsys.readouterr()
    assert run(["plot", *stored, "--quiet", "--out", picture]) == 0
    assert capsys.readouterr().err == said
    assert run(["plot", stored[0], stored[0], "--quiet", "--out", picture]) == 0
    assert "utilization of chatgpt/by-words [A]," in capsys.readouterr().err


def test_how_an_answer_settles_is_warned_of_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    picture = str(tmp_path / "a.svg")
    assert run(["plot", "chatgpt/by-words", "--kind", "convergence", *SHORT, "--out", picture]) == 0
    assert capsys.readouterr().err == f"warning: {SAID}\n"


def test_an_exported_answer_and_the_merged_one_are_warned_of(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    stored, state = str(tmp_path / "a.nc"), str(tmp_path / "a.state")
    spans = ["--samples", "1048576", "--quiet", "--checkpoint", state, "--span", "1/1"]
    assert run(["run", "chatgpt/by-words", *spans]) == 0
    capsys.readouterr()
    assert run(["merge", state, "--quiet", "--csv", "--out", stored]) == 0
    assert f"warning: {SAID}" in capsys.readouterr().err
    assert run(["export", stored]) == 0
    assert f"warning: {SAID}" in capsys.readouterr().err
    assert run(["export", stored, "--out", str(tmp_path / "a.xlsx")]) == 0
    assert f"warning: {SAID}" in capsys.readouterr().err


@pytest.mark.parametrize("language", ["de", "fr"])
def test_the_terminal_is_english_whatever_the_language_of_the_picture(
    language: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    picture = tmp_path / "a.svg"
    arguments = ["plot", "chatgpt/by-words", "--samples", "2000", "--lang", language, "--out", str(picture)]
    assert run(arguments) == 0
    shown = capsys.readouterr().err
    assert f"warning: {SAID}\n" in shown
    assert f"wrote {picture}\n" in shown


@pytest.mark.parametrize("command", ["sensitivity", "measure"])
def test_a_stored_analysis_still_says_so(command: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    stored = str(tmp_path / "a.nc")
    assert run([command, "chatgpt/by-words", *SHORT, "--out", stored]) == 0
    capsys.readouterr()
    assert run(["plot", stored, "--quiet", "--out", str(tmp_path / "a.svg")]) == 0
    assert f"warning: {SAID}" in capsys.readouterr().err


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
