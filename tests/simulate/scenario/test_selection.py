from pathlib import Path

import pytest

from carbonspan.simulate.problems import InvalidInput
from carbonspan.simulate.reader.load import load
from carbonspan.simulate.scenario.selection import pick

MODEL = """
from typing import Annotated


def heat(power: Annotated[float, "W"], time: Annotated[float, "s"]) -> Annotated[float, "J"]:
    return power * time
"""
FILE = """
title: A heater
model: heater.py:heat
per: {time: 1 hour}
inputs:
  power: {nominal: 1 kW, gsd: 2, evidence: assumed, source: a guess}
choices:
  setting:
    low: {power: {nominal: 1 kW, evidence: assumed}}
    high: {power: {nominal: 2 kW, evidence: assumed}}
"""


@pytest.fixture
def heater(tmp_path: Path):
    (tmp_path / "heater.py").write_text(MODEL)
    (tmp_path / "heater.yaml").write_text(FILE)
    return load(str(tmp_path / "heater.yaml"))


def test_one_option_remains(heater):
    picked = pick(heater, ["setting=high"])
    assert [[option.label for option in axis.options] for axis in picked.axes] == [["high"]]
    assert "high" in picked.resolved
    assert "low" not in picked.resolved
    assert [len(axis.options) for axis in heater.axes] == [2]


def test_no_picks_change_nothing(heater):
    assert pick(heater, []) is heater


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("setting", "--choice setting: must be choice=option"),
        ("seting=high", "--choice seting=high: no choice named 'seting'; did you mean 'setting'?"),
        ("setting=hihg", "--choice setting=hihg: setting has no option 'hihg'; did you mean 'high'?"),
    ],
)
def test_unknown_choices_and_options_are_reported_with_a_remedy(heater, text, message):
    with pytest.raises(InvalidInput) as caught:
        pick(heater, [text])
    assert str(caught.value) == message


def test_two_options_of_one_choice_are_refused(heater):
    with pytest.raises(InvalidInput, match=r"^--choice setting=high: setting is given twice, before as low; keep one"):
        pick(heater, ["setting=low", "setting=high"])
    assert pick(heater, ["setting=low", "setting=low"]) == pick(heater, ["setting=low"])


def test_picks_of_a_scenario_without_choices_are_refused():
    with pytest.raises(InvalidInput, match="chatgpt/by-words has no choices"):
        pick(load("chatgpt/by-words"), ["allocation=x"])


CLAIMS = """
claims:
  A: {output: heat, value: 1 kWh, at: {setting: low}}
  B: {output: heat, value: 2 kWh, at: {setting: high}}
  C: {output: heat, at_least: 0.5 kWh}
"""


def test_claims_about_other_options_are_removed(heater, tmp_path):
    (tmp_path / "heater.yaml").write_text(FILE + CLAIMS)
    picked = pick(load(str(tmp_path / "heater.yaml")), ["setting=high"])
    assert [claim.name for claim in picked.claims] == ["B"]
    first = pick(load(str(tmp_path / "heater.yaml")), ["setting=low"])
    assert [claim.name for claim in first.claims] == ["A", "C"]
    (tmp_path / "again.yaml").write_text(picked.resolved)
    assert load(str(tmp_path / "again.yaml")).claims == picked.claims


def test_a_claim_that_compares_options_is_removed_when_one_is_picked(heater, tmp_path):
    path = tmp_path / "heater.yaml"
    path.write_text(FILE + "claims: {A: {output: heat, at: {setting: low}, below: {setting: high}}}\n")
    compared = load(str(path))
    assert [claim.name for claim in compared.claims] == ["A"]
    picked = pick(compared, ["setting=low"])
    assert picked.claims == ()
    (tmp_path / "picked.yaml").write_text(picked.resolved)
    assert load(str(tmp_path / "picked.yaml")).claims == ()
