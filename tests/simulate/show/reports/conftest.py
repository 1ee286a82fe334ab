"""An analysis that has everything: correlated inputs, a choice, pairs, sets, two outputs."""

from __future__ import annotations

from pathlib import Path

import pytest

from carbonspan.simulate.answer.run_options import Request
from carbonspan.simulate.reader.load import load
from carbonspan.simulate.scenario.scenario import Scenario
from carbonspan.simulate.sensitivity.analysis import Questions, Sensitivity, sensitivity

KETTLE = """\
title: A kettle
model: kettle.py:boil
per: {time: 1 hour}
defaults: {source: our meter}
inputs:
  power: {nominal: 2 kW, gsd: 1.5, evidence: measured}
  losses: {nominal: 1.2, uniform: [1.1, 1.3], evidence: assumed}
  room: {nominal: 1.0, uniform: [0.5, 1.5], evidence: assumed}
  intensity: {nominal: 400 gCO2e/kWh, gsd: 1.2, evidence: derived}
correlations: {scale: normal, pairs: [[losses, room, 0.7]]}
choices:
  setting: {full: {}, half: {power: {nominal: 1 kW, gsd: 1.5, evidence: measured}}}
outputs: {energy: kWh, emissions: g}
"""
MODEL = """\
from typing import Annotated, NamedTuple


class Boiling(NamedTuple):
    energy: Annotated[float, "J"]
    emissions: Annotated[float, "kgCO2e"]


def boil(power: Annotated[float, "W"], losses: float, room: float, time: Annotated[float, "s"],
         intensity: Annotated[float, "kgCO2e/J"]) -> Boiling:
    energy = power * (losses + 0.0 * room) * time
    return Boiling(energy, energy * intensity)
"""
QUESTIONS = Questions(second_order=True, closed=("power,intensity", "losses"))


@pytest.fixture(scope="session")
def kettle(tmp_path_factory: pytest.TempPathFactory) -> Scenario:
    folder: Path = tmp_path_factory.mktemp("kettle")
    (folder / "kettle.py").write_text(MODEL)
    (folder / "kettle.yaml").write_text(KETTLE)
    return load(str(folder / "kettle.yaml"))


@pytest.fixture(scope="session")
def analysed_kettle(kettle: Scenario) -> Sensitivity:
    return sensitivity(kettle, Request(1 << 12, design="sobol"), QUESTIONS)
