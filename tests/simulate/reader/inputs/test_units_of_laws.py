"""One unit rule wherever a law is laid over another: options, `set` of a part, ``--set``, and in Python."""

from __future__ import annotations

from pathlib import Path

import pytest

from carbonspan.simulate.problems import InvalidInput
from carbonspan.simulate.reader.load import load
from carbonspan.simulate.scenario.scenario import Input

FILE = """\
title: a job
model: training.by_energy
inputs:
  energy: {{nominal: 1000 kWh, evidence: assumed}}
  pue: {{nominal: 1.2, evidence: assumed}}
  carbon_intensity: {below}
"""
PLAIN = "{nominal: 300 g/kWh, gsd: 1.2, evidence: assumed}"
CO2E = "{nominal: 300 gCO2e/kWh, gsd: 1.2, evidence: assumed}"
POUNDS = "{nominal: 852.3 lb/MWh, p5: 300 gCO2e/kWh, p95: 500 gCO2e/kWh, evidence: assumed}"
G_PER_KWH = 3.6e9


def laid_over(folder: Path, below: str, law: str, way: str) -> Input:
    """The input with the entry `below` under a law that is laid over it in one of the ways."""
    (folder / "job.yaml").write_text(FILE.format(below=below))
    path = str(folder / "job.yaml")
    if way == "--set":
        return load(path, sets=[f"carbon_intensity={law}"]).inputs["carbon_intensity"]
    if way == "option":
        with (folder / "job.yaml").open("a") as stream:
            stream.write(f"dimensions: {{site: {{a: {{}}, b: {{carbon_intensity: {law}}}}}}}\n")
        return load(path).axes[0].options[1].inputs["carbon_intensity"]
    (folder / "whole.yaml").write_text(
        f"title: whole\nparts:\n  job: {{use: job.yaml, set: {{carbon_intensity: {law}}}}}\ntotal: {{emissions: sum}}\n"
    )
    return load(str(folder / "whole.yaml")).inputs["job.carbon_intensity"]


@pytest.mark.parametrize("way", ["--set", "option", "set"])
@pytest.mark.parametrize("below", [PLAIN, CO2E, POUNDS])
@pytest.mark.parametrize(
    ("law", "quantiles"),
    [
        ("0.3 to 0.5 kgCO2e/kWh", {0.05: 300, 0.95: 500}),
        ("300 g/kWh to 0.5 kg/kWh", {0.05: 300, 0.95: 500}),
        ("{uniform: [0.3, 0.5 kg/kWh]}", {0: 300, 1: 500}),
        ("{uniform: [0.3 kg/kWh, 0.5]}", {0: 300, 1: 500}),
        ("{uniform: [800, 900 lb/MWh]}", {0: 362.873896, 1: 408.233133}),
        ("{normal: {mean: 0.4 kg/kWh, sd: 0.05}, truncate: [0, null]}", {0.5: 400, 0.8413447460685429: 450}),
        ("{normal: {mean: 0.4, sd: 0.05}, truncate: [0, 0.8 kg/kWh]}", {0.5: 400, 0.8413447460685429: 450}),
        ("{pert: [0.3, 0.4 kg/kWh, 0.6]}", {0: 300, 1: 600}),
        ("852.3 lb/MWh", {0.5: 386.596776951}),
        ("0.4 kgCO2e/kWh", {0.5: 400}),
    ],
)
def test_one_unit_is_that_of_the_whole_law(
    tmp_path: Path, way: str, below: str, law: str, quantiles: dict[float, float]
) -> None:
    found = laid_over(tmp_path, below, law, way).distribution
    for probability, value in quantiles.items():
        assert float(found.quantile(probability)) * G_PER_KWH == pytest.approx(value, rel=1e-6)


@pytest.mark.parametrize("way", ["--set", "option", "set"])
@pytest.mark.parametrize(
    "law", ["{p5: 300, p95: 0.5 kg/kWh}", "{uniform: [300, 0.5 kg/kWh]}", "{pert: [300 g/kWh, 0.4, 0.6 kg/kWh]}"]
)
def test_mixed_units_are_refused(tmp_path: Path, way: str, law: str) -> None:
    with pytest.raises(InvalidInput, match="has no unit and may be"):
        laid_over(tmp_path, PLAIN, law, way)
