"""A scenario whose shapes are known in closed form, and its draws."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from carbonspan.simulate.reader.load import load
from carbonspan.simulate.standards.draws import NamedDraws, named_draws

MODELS = """\
from typing import Annotated, NamedTuple


class Footprint(NamedTuple):
    energy: Annotated[float, "J"]
    electricity: Annotated[float, "kgCO2e"]
    embodied: Annotated[float, "kgCO2e"]
    emissions: Annotated[float, "kgCO2e"]


class Serving(NamedTuple):
    energy: Annotated[float, "J"]
    emissions: Annotated[float, "kgCO2e"]


def whole(
    requests: Annotated[float, "query"], used: Annotated[float, "J/query"], intensity: Annotated[float, "kgCO2e/J"],
    made: Annotated[float, "kgCO2e"],
) -> Footprint:
    energy = requests * used
    return Footprint(energy, energy * intensity, made, energy * intensity + made)


def serving(
    requests: Annotated[float, "query"], used: Annotated[float, "J/query"], intensity: Annotated[float, "kgCO2e/J"],
) -> Serving:
    return Serving(requests * used, requests * used * intensity)
"""
WHOLE = """\
title: a service
model: models.py:whole
per: {requests: 1000 query}
boundary: [serving, making the hardware]
inputs:
  used: {nominal: 0.3 Wh/query, lognormal: {median: 0.3, gsd: 1.5}, evidence: measured, source: our meter}
  intensity: {nominal: 400 gCO2e/kWh, lognormal: {median: 400, gsd: 1.2}, evidence: assumed}
  made: {nominal: 50 g, normal: {mean: 50, sd: 2}, evidence: derived, source: a report}
outputs: {emissions: g, electricity: g, embodied: g, energy: Wh}
headline: emissions
"""


@pytest.fixture(scope="session")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., NamedDraws]:
    """The draws of the scenario above, its text changed."""
    folder = tmp_path_factory.mktemp("standards")
    (folder / "models.py").write_text(MODELS)

    def make(*changes: tuple[str, str], samples: int = 1 << 15) -> NamedDraws:
        text = WHOLE
        for old, new in changes:
            text = text.replace(old, new)
        path = Path(folder / "whole.yaml")
        path.write_text(text)
        return named_draws(load(str(path)), samples=samples)

    return make
