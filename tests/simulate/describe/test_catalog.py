from __future__ import annotations

import re
from pathlib import Path

import pytest

from carbonspan.simulate.describe import catalog, sources
from carbonspan.simulate.describe.laws.positive import Lognormal
from carbonspan.simulate.describe.load import load
from carbonspan.simulate.describe.problems import InvalidInput
from carbonspan.simulate.describe.scenario import Scenario

MODEL = """\
from typing import Annotated

def emit(energy: Annotated[float, "J"], carbon_intensity: Annotated[float, "kgCO2e/J"]) -> Annotated[float, "kgCO2e"]:
    return energy * carbon_intensity
"""


def read(folder: Path, intensity: str, *, add: str = "") -> Scenario:
    (folder / "m.py").write_text(MODEL)
    energy = "energy: {nominal: 1 kWh, evidence: assumed}"
    text = f"title: t\nmodel: m.py:emit\ninputs:\n  {energy}\n  carbon_intensity: {intensity}\n{add}"
    (folder / "a.yaml").write_text(text)
    return load(str(folder / "a.yaml"))


def test_every_row_is_a_number_with_a_source_and_evidence() -> None:
    for name, row in catalog.rows().items():
        assert re.fullmatch(r"[a-z0-9-]+/[a-z0-9-]+", name)
        assert {"nominal", "unit", "evidence", "note"} <= row.keys()
        assert row["source"] in sources.shipped()


def test_a_row_is_one_number_wherever_it_is_used(tmp_path: Path) -> None:
    scenario = read(tmp_path, "{catalog: grid/wecc-2020}")
    given = scenario.inputs["carbon_intensity"]
    assert (given.stream, given.source, given.evidence) == ("grid/wecc-2020", "ccf", "derived")
    assert given.nominal == pytest.approx(0.322167 / 3.6e6)
    assert isinstance(given.distribution, Lognormal)


def test_the_file_goes_before_the_row(tmp_path: Path) -> None:
    given = read(tmp_path, "{catalog: grid/wecc-2020, gsd: 2, note: ours}").inputs["carbon_intensity"]
    assert (given.stated, given.note, given.source) == ("gsd: 2", "ours", "ccf")
    assert given.nominal == pytest.approx(0.322167 / 3.6e6)


def test_options_name_rows(tmp_path: Path) -> None:
    add = "dimensions: {region: {east: {carbon_intensity: {catalog: grid/rfc-2020}}, west: {}}}\n"
    scenario = read(tmp_path, "{catalog: grid/wecc-2020}", add=add)
    east = scenario.axes[0].options[0].inputs["carbon_intensity"]
    assert (east.stream, east.nominal) == ("grid/rfc-2020", pytest.approx(0.410608 / 3.6e6))


def test_what_is_resolved_reads_back(tmp_path: Path) -> None:
    first = read(tmp_path, "{catalog: grid/wecc-2020}")
    (tmp_path / "b.yaml").write_text(first.resolved)
    assert load(str(tmp_path / "b.yaml")).inputs == first.inputs


def test_an_unknown_row_is_told_with_the_nearest(tmp_path: Path) -> None:
    with pytest.raises(InvalidInput, match=r"a\.yaml:5:22: inputs\.carbon_intensity\.catalog: no row is") as caught:
        read(tmp_path, "{catalog: grid/wecc-2002}")
    assert [str(each).partition("; ")[2] for each in caught.value.problems] == ["did you mean 'grid/wecc-2020'?"]
