"""A kettle: a scenario in a file whose outputs, beliefs and claims are easy to work out by hand."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

MODEL = """\
from typing import Annotated, NamedTuple


class Boiling(NamedTuple):
    energy: Annotated[float, "J"]
    emissions: Annotated[float, "kgCO2e"]


def boil(power: Annotated[float, "W"], losses: float, time: Annotated[float, "s"],
         intensity: Annotated[float, "kgCO2e/J"]) -> Boiling:
    energy = power * losses * time
    return Boiling(energy, energy * intensity)
"""
KETTLE = """\
title: A kettle
model: kettle.py:boil
per: {time: 1 hour}
defaults: {source: our meter}
inputs:
  power: {nominal: 2 kW, gsd: 1.5, evidence: measured}
  losses: {nominal: 1, uniform: [1.1, 1.3], evidence: assumed}
  intensity: {nominal: 0.5 kg/kWh, uniform: [0.2, 0.4], evidence: assumed}
"""


@pytest.fixture
def kettle(tmp_path: Path) -> Callable[..., str]:
    """Writes the kettle's scenario with these lines behind it; at nominal values 2 kWh and 1 kg."""

    def write(add: str = "", *, name: str = "kettle") -> str:
        (tmp_path / "kettle.py").write_text(MODEL)
        path = tmp_path / f"{name}.yaml"
        path.write_text(KETTLE + add)
        return str(path)

    return write
