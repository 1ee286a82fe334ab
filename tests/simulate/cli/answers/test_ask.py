"""``carbonspan ask`` on the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from carbonspan.simulate.cli import main

QUESTION = ["ask", "llama-3.1-70b", "--out", "400", "--region", "fr", "--samples", "4096"]


def test_a_question_is_answered_in_lines(capsys: pytest.CaptureFixture[str]) -> None:
    assert main.run(QUESTION) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "Llama 3.1 70B: 400 tokens written, in France"
    assert lines[1].startswith("emissions         2")
    assert any(line.endswith("--batch N") for line in lines)


def test_json_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main.run([*QUESTION, "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["samples"] == 4096


def test_the_scenario_is_written_and_never_replaced(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "mine.yaml"
    assert main.run([*QUESTION, "--write", str(path)]) == 0
    assert path.read_text().startswith(
        'title: "Llama 3.1 70B: 400 tokens written, in France"\nmodel: asking.by_tokens\n'
    )
    assert main.run([*QUESTION, "--write", str(path)]) == 2
    assert "exists already" in capsys.readouterr().err


def test_what_is_wrong_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    assert main.run(["ask", "gtp-4o", "--region", "frr"]) == 2
    err = capsys.readouterr().err.splitlines()
    assert [line.partition(":")[0] for line in err] == ["gtp-4o", "--region frr"]
    assert main.run(["ask", "gpt-4o", "--set", "nosuch=1"]) == 2
    assert "no input is named 'nosuch'" in capsys.readouterr().err
    assert main.run(["ask", "gpt-4o", "--batch", "0.5"]) == 2
    assert capsys.readouterr().err.startswith("--batch 0.5: must be at least 1")


def test_help_has_every_option_of_the_form(capsys: pytest.CaptureFixture[str]) -> None:
    from carbonspan.simulate.asking.form import options

    assert main.run(["ask", "--help"]) == 0
    shown = capsys.readouterr().out
    assert all(f"--{name} " in shown for name in options())


def test_what_was_measured_updates_the_answer(capsys: pytest.CaptureFixture[str]) -> None:
    assert main.run([*QUESTION, "--observed", "energy=0.11 Wh", "--error", "20%", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["updating"]["effective_samples"] > 200
    assert 0.08 < found["outputs"]["energy"]["median"]["value"] < 0.14
    assert found["updating"]["outputs_before"]["energy"]["median"]["value"] > 0.15
    assert found["updating"]["learnt"][0]["inputs"] == ["batch"]
    assert main.run([*QUESTION, "--observed", "energy=0.11 Wh", "--error", "20%"]) == 0
    assert "learnt of" in capsys.readouterr().out


def test_the_shapes_of_standards_are_printed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main.run([*QUESTION, "--format", "sci"]) == 0
    assert "C per token" in capsys.readouterr().out
    assert main.run([*QUESTION, "--format", "ipcc", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["title"] == "Llama 3.1 70B: 400 tokens written, in France"
    assert main.run([*QUESTION[:-1], "64", "--format", "ipcc", "--quiet"]) == 0
    assert capsys.readouterr().err.count("warning: only 64 samples") == 1
    assert main.run([*QUESTION, "--format", "ipcc", "--observed", "energy=1 Wh ± 10%"]) == 2
    assert "--format and --observed are mutually exclusive" in capsys.readouterr().err


def test_quiet_leaves_out_what_is_beside_the_answer(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    asked = [*QUESTION, "--write", str(tmp_path / "mine.yaml")]
    assert main.run([*asked, "--quiet"]) == 0
    quiet = capsys.readouterr()
    assert quiet.err == ""
    (tmp_path / "mine.yaml").unlink()
    assert main.run(asked) == 0
    loud = capsys.readouterr()
    assert loud.out == quiet.out
    assert "wrote " in loud.err
