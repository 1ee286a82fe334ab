"""Scenarios written out, for files elsewhere."""

from __future__ import annotations

from pathlib import Path

import pytest

from carbonspan.simulate.answer.identity import scenario_hash
from carbonspan.simulate.problems import InvalidInput
from carbonspan.simulate.reader.documents.written_out import written_out
from carbonspan.simulate.reader.load import load
from carbonspan.simulate.shipped import library
from carbonspan.simulate.show.scenario_file import scenario_file

MODEL = """\
from typing import Annotated

from carbonspan import Profile
from carbonspan.models.grid import over_hours

Joules = Annotated[float, "J"]


def wash(energy: Joules, start: Annotated[float, "s"], duration: Annotated[float, "s"],
         carbon_intensity: Annotated[Profile, "kgCO2e/J"]) -> Annotated[float, "kgCO2e"]:
    return energy * over_hours(carbon_intensity, start, duration)
"""
WASH = """\
title: A wash
model: wash.py:wash
per: {duration: 3 hour}
inputs:
  energy:
    unit: kWh
    mixture:
      - {weight: 0.5, empirical: {csv: meter.csv, column: kWh}}
      - {weight: 0.5, uniform: [1, 2]}
    evidence: measured
    source: us
  start: {nominal: 0 hour, evidence: assumed}
  carbon_intensity: {profile: {csv: grid.csv, column: gCO2e_kWh, step: 6 hour}, evidence: assumed}
"""


@pytest.mark.parametrize("name", library.names())
def test_a_shipped_scenario_written_out_has_its_hash(name: str, tmp_path: Path) -> None:
    whole = written_out(name, tmp_path)
    path = tmp_path / "mine.yaml"
    path.write_text(scenario_file(whole.name, whole.data, whole.uses))
    scenario, mine = load(name), load(str(path))
    assert (mine.resolved, scenario_hash(mine)) == (scenario.resolved, scenario_hash(scenario))
    assert (mine.inputs, mine.axes, mine.outputs) == (scenario.inputs, scenario.axes, scenario.outputs)


def test_files_are_found_from_another_folder(tmp_path: Path) -> None:
    here, there = tmp_path / "here", tmp_path / "there"
    here.mkdir()
    there.mkdir()
    (here / "wash.py").write_text(MODEL)
    (here / "wash.yaml").write_text(WASH)
    (here / "meter.csv").write_text("kWh\n1\n1.5\n2\n")
    (here / "grid.csv").write_text("gCO2e_kWh\n400\n300\n200\n300\n")
    name = str(here / "wash.yaml")
    for folder in (here, there):
        whole = written_out(name, folder)
        (folder / "mine.yaml").write_text(scenario_file(whole.name, whole.data, whole.uses))
    assert scenario_hash(load(str(here / "mine.yaml"))) == scenario_hash(load(name))
    moved, original = load(str(there / "mine.yaml")), load(name)
    assert moved.parts[0].model.path == original.parts[0].model.path
    assert moved.inputs["energy"].distribution == original.inputs["energy"].distribution
    assert moved.inputs["carbon_intensity"].profile.values == original.inputs["carbon_intensity"].profile.values  # type: ignore[union-attr]


def test_it_says_what_its_parts_were_taken_from(tmp_path: Path) -> None:
    assert written_out("chatgpt/life-cycle", tmp_path).uses == {
        "training": "training/gpt-3",
        "serving": "chatgpt/by-words",
        "embodied": "bloom/embodied",
    }
    assert written_out("context/americans", tmp_path).uses == {"serving": "chatgpt/by-words"}


def test_what_is_kept_is_not_changed(tmp_path: Path) -> None:
    written_out("chatgpt/by-words", tmp_path).data["inputs"].clear()
    assert written_out("chatgpt/by-words", tmp_path).data["inputs"]


def test_an_unknown_scenario_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InvalidInput, match=r"chatgpt/by-word: .*did you mean 'chatgpt/by-words'"):
        written_out("chatgpt/by-word", tmp_path)
