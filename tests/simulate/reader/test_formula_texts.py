"""Texts that a spreadsheet would compute: warned of by `check`, and written as they are."""

from __future__ import annotations

from pathlib import Path

import pytest

from carbonspan.simulate.cli.main import run
from carbonspan.simulate.reader.formula_texts import formula_texts
from carbonspan.simulate.reader.load import load

FILE = """title: "{title}"
model: power.power
inputs:
  utilization: {{nominal: 0.5, evidence: assumed, source: "{source}"}}
  idle_power: {{nominal: 46 W/gpu, evidence: assumed}}
  full_power: {{nominal: 407 W/gpu, evidence: assumed}}
choices:
  load: {{"{option}": {{}}, high: {{utilization: {{nominal: 0.9}}}}}}
"""


def warned(folder: Path, *, title: str = "t", source: str = "s", option: str = "low") -> list[str]:
    (folder / "a.yaml").write_text(FILE.format(title=title, source=source, option=option))
    return [each.field for each in formula_texts(load(str(folder / "a.yaml")))]


@pytest.mark.parametrize("text", ["=1+1", "@x", "+SUM(A1)", "-2+3", "=cmd|calc!A0", "-"])
def test_a_text_that_begins_as_a_formula_is_warned_of(text: str, tmp_path: Path) -> None:
    fields = warned(tmp_path, title=text, source=text, option=text)
    assert fields == [
        "title",
        "choices.load",
        "inputs.utilization.source",
    ]


@pytest.mark.parametrize("text", ["-5 %", "+10%", "-5", "-1e3", "+2 kWh", "a = b", "-.5"])
def test_a_number_with_its_sign_is_none(text: str, tmp_path: Path) -> None:
    assert warned(tmp_path, option=text) == []


def test_check_warns_and_tables_keep_the_text(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert warned(tmp_path, option="=1+1")
    assert run(["check", str(tmp_path / "a.yaml")]) == 0
    assert "choices.load: begins as a formula does" in capsys.readouterr().err
    assert run(["run", str(tmp_path / "a.yaml"), "--samples", "1000", "--csv", "--quiet"]) == 0
    assert "\npower,=1+1,nominal," in capsys.readouterr().out
