"""The outputs of a scenario, and the one that answers quote."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from carbonspan.simulate.answer.run import run_scenario
from carbonspan.simulate.answer.subject import headline_output
from carbonspan.simulate.reader.load import load
from carbonspan.simulate.scenario.scenario import Scenario
from carbonspan.simulate.show.text import render

MODEL = """\
from typing import Annotated, NamedTuple

Mass = Annotated[float, "kgCO2e"]


class Both(NamedTuple):
    energy: Annotated[float, "J"]
    emissions_location: Mass
    emissions_market: Mass


def both(energy: Annotated[float, "J"], location: Annotated[float, "kgCO2e/J"]) -> Both:
    return Both(energy, energy * location, energy * location / 2)
"""
FILE = """\
title: both
model: both.py:both
inputs:
  energy: {nominal: 10 kWh, gsd: 1.2, evidence: assumed}
  location: {nominal: 400 g/kWh, evidence: assumed}
"""


@pytest.fixture
def both(tmp_path: Path) -> Callable[[str], Scenario]:
    (tmp_path / "both.py").write_text(MODEL)

    def read(more: str = "") -> Scenario:
        (tmp_path / "both.yaml").write_text(FILE + more)
        return load(str(tmp_path / "both.yaml"))

    return read


def said(scenario: Scenario) -> str:
    return render(run_scenario(scenario, samples=2000)).splitlines()[2]


def test_a_file_picks_the_output_that_is_quoted(both: Callable[[str], Scenario]) -> None:
    picked = both("headline: emissions_location\n")
    assert (headline_output(both()), headline_output(picked)) == ("emissions_market", "emissions_location")
    assert said(both()).startswith("emissions_market: 2.00 kg CO2e;")
    assert said(picked).startswith("emissions_location: 4.0 kg CO2e;")
    assert said(both("headline: energy\n")).startswith("energy: 10.0 kWh;")


def test_a_headline_stays_under_other_values(both: Callable[[str], Scenario]) -> None:
    assert headline_output(both("headline: energy\n").with_(energy="3 kWh")) == "energy"


def test_a_total_can_be_the_headline(tmp_path: Path) -> None:
    path = tmp_path / "whole.yaml"
    parts = "parts: {a: {use: chatgpt/by-words}, b: {use: chatgpt/by-words}}\ntotal: {energy: sum}\n"
    path.write_text(f"title: whole\n{parts}headline: total_energy\n")
    assert said(load(str(path))).startswith("total_energy: ")


def test_an_unknown_headline_is_refused_with_the_nearest_name(wrong: Callable[..., list[str]]) -> None:
    assert wrong(add="headline: serv\n") == ["a.yaml:9:1: headline: no output is named 'serv'; did you mean 'serve'?"]
    assert wrong(add="headline: 3\n") == ["a.yaml:9:1: headline: must be text, got 3"]


def test_a_model_with_a_problem_is_reported_alone(wrong: Callable[..., list[str]]) -> None:
    found = wrong("service.py:serve", "service.py:sreve", add="headline: serve\n")
    assert len(found) == 1
    assert "no such model" in found[0]
