from __future__ import annotations

import csv
import re
from collections.abc import Sequence
from pathlib import Path
from typing import get_args

import pytest

from carbonspan.simulate import units
from carbonspan.simulate.grammar.laws.unit_inference import units_of
from carbonspan.simulate.laws.positive import Lognormal
from carbonspan.simulate.problems import InvalidInput
from carbonspan.simulate.reader.load import load
from carbonspan.simulate.scenario.plausibility import implausible_inputs
from carbonspan.simulate.scenario.scenario import Evidence, Scenario
from carbonspan.simulate.shipped import catalog, library, sources

MODEL = """\
from typing import Annotated

def emit(energy: Annotated[float, "J"], carbon_intensity: Annotated[float, "kgCO2e/J"]) -> Annotated[float, "kgCO2e"]:
    return energy * carbon_intensity
"""


def read(folder: Path, intensity: str, *, add: str = "", sets: Sequence[str] = ()) -> Scenario:
    (folder / "m.py").write_text(MODEL)
    energy = "energy: {nominal: 1 kWh, evidence: assumed}"
    text = f"title: t\nmodel: m.py:emit\ninputs:\n  {energy}\n  carbon_intensity: {intensity}\n{add}"
    (folder / "a.yaml").write_text(text)
    return load(str(folder / "a.yaml"), sets=sets)


FOLDER = library.folder() / "catalog"


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.csv")), ids=lambda path: path.stem)
def test_a_file_says_everything_of_every_row_once(path: Path) -> None:
    with path.open(encoding="utf-8", newline="") as stream:
        lines = list(csv.reader(stream))
    assert {len(line) for line in lines} == {len(lines[0])}
    ids = [line[lines[0].index("id")] for line in lines[1:]]
    assert sorted(set(ids)) == sorted(ids)


@pytest.mark.parametrize("row", catalog.rows().values(), ids=lambda row: row.id)
def test_a_row_is_a_number_with_unit_source_and_evidence(row: catalog.CatalogRow) -> None:
    assert re.fullmatch(r"[a-z]+(/[a-z0-9]+(-[a-z0-9]+)*){1,2}", row.id)
    assert row.value or row.belief
    assert row.evidence in get_args(Evidence)
    assert set(row.source.split(", ")) <= sources.shipped().keys()
    units.unit(row.unit)
    if row.value:
        units.number(float(row.value))


# What a model's argument would have to be for a row of this id, first match first.
ARGUMENTS = {
    r"gpu/.*/.*power.*|gpu/.*/tdp.*": "W/gpu",
    r"gpu/.*/embodied.*": "kgCO2e/gpu",
    r"server/cpu/.*": "kgCO2e/cpu",
    r"server/memory/.*": "kgCO2e/byte",
    r"server/.*/embodied.*": "kgCO2e/server",
    r"server/.*/(tdp|.*power.*)": "W/server",
    r"server/.*/lifetime.*": "s",
    r"grid/.*|generation/.*|training/.*/intensity": "kgCO2e/J",
    r"training/.*/energy": "J",
    r"provider/.*/pue.*|gpu/.*-share|usage/.*|factor/.*|meter/.*|training/.*/times-.*": "1",
    r"provider/.*/wue.*|water/.*": "m**3/J",
    r"primary/.*": "1",
    r"equivalent/tree/.*": "kgCO2e/(tree*s)",
    r"equivalent/car/.*": "kgCO2e/m",
    r"equivalent/(flight/economy|train/.*)": "kgCO2e/(person*m)",
    r"equivalent/flight/.*": "kgCO2e/count_flight",
    r"equivalent/phone/.*": "kgCO2e/count_charge",
    r"equivalent/streaming/.*": "kgCO2e/s",
    r"equivalent/person/.*": "kgCO2e/(person*s)",
    r"equivalent/home/.*": "kgCO2e/(home*s)",
    r"token/.*/(traffic|arithmetic)": "J/(byte*token)",
    r"token/.*/step": "J/(gpu*token)",
    r"token/.*/floor": "J/token",
    r"token/.*/memory": "byte/gpu",
    r"token/.*/power": "W/gpu",
    r"token/any/.*": "1",
    r"models/.*-parameters": "parameter",
    r"models/.*/weight": "byte/parameter",
}

#: One tool's value that the measurements behind the belief speak against, as its note says.
DISBELIEVED = {"gpu/a100/full-power-ccf", "provider/aws/pue-green-algorithms"}

TAKER = """\
from typing import Annotated
from carbonspan import Bounds

def take(
    x: Annotated[float, "{unit}", Bounds(low={low})], t: Annotated[float, "s"]
) -> Annotated[float, "{unit}"]:
    return x * (t / t)
"""


def taken(row: catalog.CatalogRow, folder: Path) -> Scenario:
    """A scenario whose one input is the row."""
    unit = next(unit for pattern, unit in ARGUMENTS.items() if re.fullmatch(pattern, row.id))
    (folder / "m.py").write_text(TAKER.format(unit=unit, low=int("/pue" in row.id)))
    text = f"title: t\nmodel: m.py:take\nper: {{t: 1 hour}}\ninputs: {{x: {{catalog: {row.id}}}}}\n"
    (folder / "a.yaml").write_text(text)
    return load(str(folder / "a.yaml"))


@pytest.mark.parametrize("row", catalog.rows().values(), ids=lambda row: row.id)
def test_a_row_can_be_an_argument_of_its_dimension(row: catalog.CatalogRow, tmp_path: Path) -> None:
    scenario = taken(row, tmp_path)
    given = scenario.inputs["x"]
    assert (given.stream, given.source, given.evidence) == (row.id, row.source, row.evidence)
    low, high = given.distribution.support
    assert low <= given.nominal <= high
    assert (low < high) == bool(row.belief)
    assert bool(implausible_inputs(scenario)) == (row.id in DISBELIEVED)


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


def test_a_nominal_value_beside_a_row_keeps_its_law(tmp_path: Path) -> None:
    row, given = (
        read(tmp_path, f"{{catalog: training/gpt-3/intensity{beside}}}").inputs["carbon_intensity"]
        for beside in ("", ", nominal: 0.4 kg/kWh")
    )
    assert (row.nominal, given.nominal) == pytest.approx((0.429 / 3.6e6, 0.4 / 3.6e6))
    assert row.distribution.quantile(0.95) == pytest.approx(0.51 / 3.6e6)
    assert (given.distribution, given.stream, given.source) == (row.distribution, row.stream, row.source)


def test_truncate_beside_a_row_cuts_its_law(tmp_path: Path) -> None:
    row, given = (
        read(tmp_path, f"{{catalog: grid/wecc-2020{beside}}}").inputs["carbon_intensity"]
        for beside in ("", ", truncate: [0.3, 0.4 kg/kWh]")
    )
    low, high = (0.3 / 3.6e6, 0.4 / 3.6e6)
    assert given.distribution.support == pytest.approx((low, high))
    inside = float(row.distribution.cdf(high) - row.distribution.cdf(low))
    middle = float(row.distribution.cdf(given.distribution.quantile(0.5)) - row.distribution.cdf(low))
    assert middle == pytest.approx(inside / 2)
    assert (given.nominal, given.source) == (row.nominal, "ccf")


@pytest.mark.parametrize("beside", ["", ", nominal: 400 g/kWh", ", gsd: 2", ", truncate: [3e-4, 4e-4]", ", note: ours"])
def test_a_row_is_set_as_the_file_names_it(tmp_path: Path, beside: str) -> None:
    named = read(tmp_path, f"{{catalog: grid/wecc-2020{beside}}}").inputs["carbon_intensity"]
    sets = [f"carbon_intensity={{catalog: grid/wecc-2020{beside}}}"]
    for below in ("{nominal: 3 kg/kWh, gsd: 2, evidence: assumed, note: a guess}", "{catalog: grid/rfc-2020}"):
        assert read(tmp_path, below, sets=sets).inputs["carbon_intensity"] == named


def test_the_error_of_one_database_is_a_factor_that_its_rows_share(tmp_path: Path) -> None:
    add = "factors: {ember: {catalog: factor/ember}}\n"
    add += "dimensions: {region: {norway: {carbon_intensity: {catalog: grid/no-2024-ember}}, sweden: {}}}\n"
    scenario = read(tmp_path, "{catalog: grid/se-2024-ember, factors: [ember]}", add=add)
    norway = scenario.axes[0].options[0].inputs["carbon_intensity"]
    sweden = scenario.inputs["carbon_intensity"]
    assert (norway.stream, sweden.stream) == ("grid/no-2024-ember", "grid/se-2024-ember")
    assert norway.factors == sweden.factors == ("ember",)
    assert scenario.inputs["ember"].stream == "factor/ember"


def test_options_name_rows(tmp_path: Path) -> None:
    add = "dimensions: {region: {east: {carbon_intensity: {catalog: grid/rfc-2020}}, west: {}}}\n"
    scenario = read(tmp_path, "{catalog: grid/wecc-2020}", add=add)
    east = scenario.axes[0].options[0].inputs["carbon_intensity"]
    row = catalog.rows()["grid/rfc-2020"].entry
    assert (east.source, east.evidence, east.note) == (row["source"], row["evidence"], row["note"])
    assert (east.stream, east.nominal) == ("grid/rfc-2020", pytest.approx(0.410608 / 3.6e6))


def test_what_is_resolved_reads_back(tmp_path: Path) -> None:
    first = read(tmp_path, "{catalog: grid/wecc-2020}")
    (tmp_path / "b.yaml").write_text(first.resolved)
    assert load(str(tmp_path / "b.yaml")).inputs == first.inputs


def test_no_hindcast_believes_what_it_is_scored_on() -> None:
    files = sorted((library.folder() / "hindcast").glob("*.yaml"))
    assert files
    for path in files:
        assert not re.search(r"catalog: (training/|gpu/.*/serving)", path.read_text(encoding="utf-8")), path.name


def test_an_unknown_row_is_told_with_the_nearest(tmp_path: Path) -> None:
    with pytest.raises(
        InvalidInput, match=r"a\.yaml:5:22: inputs\.carbon_intensity\.catalog: no catalog row is"
    ) as caught:
        read(tmp_path, "{catalog: grid/wecc-2002}")
    assert [str(each).partition("; ")[2] for each in caught.value.problems] == ["did you mean 'grid/wecc-2020'?"]


def test_the_belief_of_a_row_is_in_the_unit_of_its_value() -> None:
    assert not [row.id for row in catalog.rows().values() if units_of(row.entry)]
