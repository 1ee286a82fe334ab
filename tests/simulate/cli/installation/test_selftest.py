from __future__ import annotations

import json
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from carbonspan.simulate.answer.selftests import conformance, reproducibility
from carbonspan.simulate.cli import main

CASES = ("normal-sum", "gauge-block")


@pytest.fixture(autouse=True)
def a_few_cases(monkeypatch: pytest.MonkeyPatch) -> None:
    """The whole is held elsewhere; what is printed of it can be seen from two cases."""
    known = tuple(figure for figure in conformance.known_values() if figure.case in CASES)
    monkeypatch.setattr(conformance, "known_values", lambda: known)
    monkeypatch.setenv("COLUMNS", "80")


def selftest(*arguments: str) -> int:
    return main.run(["selftest", "--samples", "2e4", *arguments])


def test_a_sound_engine_passes(capsys: pytest.CaptureFixture[str]) -> None:
    assert selftest() == 0
    shown = capsys.readouterr().out
    rows = [line.split() for line in shown.splitlines()]
    assert ["mean", "838", "nm", "published"] in [row[:4] for row in rows]
    assert ["high", "of", "95", "%", "3.9199279691", "analytic"] in [row[:6] for row in rows]
    assert "all 25 agree" in shown
    assert "OFF" not in shown
    assert "JCGM 101:2008 (GUM Supplement 1), clause 9" in shown
    assert "Random123" in shown
    assert "20,000 samples per case, seed 0, " in shown
    assert not [line for line in shown.splitlines() if line != line.rstrip()]


def test_a_wrong_figure_is_reported_and_fails(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    first, *rest = conformance.known_values()
    wrong = (replace(first, value=Decimal("0.200000")), *rest)
    monkeypatch.setattr(conformance, "known_values", lambda: wrong)
    assert selftest() == 1
    shown = capsys.readouterr().out
    assert "1 of 25 are OFF" in shown
    (line,) = [line for line in shown.splitlines() if line.startswith("  ") and line.rstrip().endswith(" OFF")]
    assert line.split()[:3] == ["mean", "0.200000", "analytic"]


def test_wrong_bits_are_shown_whole_and_fail(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    given, words = reproducibility.PHILOX["zeros"]
    monkeypatch.setitem(reproducibility.PHILOX, "zeros", (given, (*words[:3], words[3] ^ 1)))
    assert selftest() == 1
    shown = capsys.readouterr().out
    assert "9b00dbd9" in shown
    assert "9b00dbd8" in shown
    assert "1 of 25 are OFF" in shown


def recorded(capsys: pytest.CaptureFixture[str], *arguments: str) -> Any:
    selftest("--json", *arguments)
    return json.loads(capsys.readouterr().out)


def test_json_holds_every_figure_with_its_verdict(capsys: pytest.CaptureFixture[str]) -> None:
    found = recorded(capsys, "--seed", "7")
    assert (found["samples"], found["seed"], found["off"]) == (20_000, 7, 0)
    assert len(found["figures"]) == 14
    assert len(found["bits"]) == 11
    figure = next(f for f in found["figures"] if (f["case"], f["known"]) == ("gauge-block", 838.0))
    assert (figure["quantity"], figure["unit"], figure["origin"]) == ("mean", "nm", "published")
    assert abs(figure["obtained"] - 838) <= figure["allowed"]
    assert 0.2 < figure["error"] < 0.3  # 36 / sqrt(20,000)
    assert figure["agrees"]


def test_another_seed_draws_others(capsys: pytest.CaptureFixture[str]) -> None:
    values = [recorded(capsys, "--seed", seed)["figures"][0]["obtained"] for seed in ("1", "2", "1")]
    assert values[0] != values[1]
    assert values[0] == values[2]


def test_too_few_samples_are_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert main.run(["selftest", "--samples", "100"]) == 2
    assert "must be a whole number of at least 10000, such as 1e6, got 100" in capsys.readouterr().err
