"""An entry over another one: what it keeps, and that no number is read in the unit of what is beneath it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from carbonspan.simulate.api.scenarios import load
from carbonspan.simulate.problems import InvalidInput
from carbonspan.simulate.reader.inputs.entry_units import units_around
from carbonspan.simulate.reader.inputs.overlay import beside_row, number_over, overlay
from carbonspan.simulate.scenario.scenario import Input
from carbonspan.simulate.units import UnitError, unit

BELOW = {"nominal": "0.35 s", "p5": 0.15, "p95": 0.6, "evidence": "assumed", "source": "us", "factors": ["error"]}
GROUNDS = {"evidence": "assumed", "source": "us", "factors": ["error"]}


@pytest.mark.parametrize(
    ("above", "merged"),
    [
        (0.2, {"nominal": 0.2, "unit": "s"}),
        ("200 ms", {"nominal": "200 ms"}),
        ({"gsd": 2}, {"nominal": "0.35 s", "gsd": 2, "unit": "s"}),
        ("0.2 to 0.5", {"nominal": "0.35 s", "p5": 0.2, "p95": 0.5, "unit": "s"}),
        ("0.2 to 0.5 ms", {"nominal": "0.35 s", "p5": 0.2, "p95": "0.5 ms"}),
        ({"truncate": [0, 1], "nominal": 1}, {"truncate": [0, 1], "nominal": 1, "unit": "s"}),
    ],
)
def test_a_value_replaces_a_value(above: Any, merged: dict[str, Any]) -> None:
    assert overlay(BELOW, above) == GROUNDS | merged


def test_grounds_alone_leave_the_value_as_it_is() -> None:
    assert overlay(BELOW, {"source": "them", "factors": []}) == BELOW | {"source": "them", "factors": []}


def test_a_row_brings_its_own_grounds() -> None:
    below = BELOW | {"note": "ours", "nature": "variability", "over": "day"}
    kept = {"factors": ["error"], "nature": "variability", "over": "day"}
    assert overlay(below, {"catalog": "x"}) == kept | {"catalog": "x"}


def test_truncate_alone_keeps_the_law() -> None:
    assert overlay(BELOW, {"truncate": [0, None]}) == BELOW | {"truncate": [0, None]}


ROW = {"nominal": 40, "unit": "g/kWh", "pert": [20, 40, 90], "source": "them", "evidence": "derived"}


@pytest.mark.parametrize(
    ("beside", "merged"),
    [
        ({}, {}),
        ({"nominal": 50}, {"nominal": 50}),
        ({"nominal": "0.05 kg/kWh"}, {"nominal": "0.05 kg/kWh"}),
        ({"nominal": 0.05, "unit": "kg/kWh"}, {"nominal": "0.05 kg/kWh"}),
        ({"truncate": [30, None]}, {"truncate": [30, None]}),
        (
            {"truncate": ["0.03 kg/kWh", "80 g/kWh"]},
            {"truncate": ["0.03 kg/kWh", "80 g/kWh"], "pert": ["20 g/kWh", "40 g/kWh", "90 g/kWh"]}
            | {"nominal": "40 g/kWh"},
        ),
        (
            {"truncate": [0.03, "0.08 kg/kWh"]},
            {"truncate": ["0.03 kg/kWh", "0.08 kg/kWh"], "pert": ["20 g/kWh", "40 g/kWh", "90 g/kWh"]}
            | {"nominal": "40 g/kWh"},
        ),
        (
            {"truncate": [0.03, None], "unit": "kg/kWh"},
            {"truncate": ["0.03 kg/kWh", None], "pert": ["20 g/kWh", "40 g/kWh", "90 g/kWh"], "nominal": "40 g/kWh"},
        ),
        ({"source": "us", "factors": ["error"]}, {"source": "us", "factors": ["error"]}),
    ],
)
def test_beside_a_row_its_law_holds_unless_there_is_another(beside: dict[str, Any], merged: dict[str, Any]) -> None:
    assert beside_row(ROW, beside) == ROW | merged


@pytest.mark.parametrize(
    ("beside", "merged"),
    [
        ({"gsd": 2}, {"nominal": "40 g/kWh", "gsd": 2, "unit": "g/kWh"}),
        ({"gsd": 2, "nominal": 50}, {"nominal": 50, "gsd": 2, "unit": "g/kWh"}),
        ({"p5": 0.03, "p95": "0.09 kg/kWh"}, {"nominal": "40 g/kWh", "p5": 0.03, "p95": "0.09 kg/kWh"}),
    ],
)
def test_a_law_beside_a_row_replaces_its_law_alone(beside: dict[str, Any], merged: dict[str, Any]) -> None:
    assert beside_row(ROW, beside) == {"source": "them", "evidence": "derived"} | merged


def test_a_bare_nominal_value_keeps_its_unit_beside_a_law_in_another() -> None:
    merged = overlay({"nominal": 0.35, "unit": "s", "gsd": 2}, "200 to 500 ms")
    assert merged == {"nominal": "0.35 s", "p5": 200, "p95": "500 ms"}


@pytest.mark.parametrize(
    ("entry", "unit"),
    [
        ({"nominal": "3 W"}, "W"),
        ({"nominal": 3, "unit": "kW"}, "kW"),
        ({"nominal": "3 W", "unit": "kW"}, "kW"),
        ({"normal": {"mean": "3 W", "sd": 1}}, None),
        ({"nominal": "three"}, None),
        ({"nominal": 3, "unit": "parrot"}, None),
        ({"gsd": 2}, None),
    ],
)
def test_the_unit_that_an_entry_states_outside_its_law(entry: dict[str, Any], unit: str | None) -> None:
    found = units_around(entry).own
    assert (found and found.text) == unit


@pytest.mark.parametrize(
    ("below", "above", "merged"),
    [
        (
            {"nominal": "300 g", "uniform": [200, 400]},
            {"truncate": [0.25, "0.35 kg"]},
            {"nominal": "300 g", "uniform": ["200 g", "400 g"], "truncate": ["0.25 kg", "0.35 kg"]},
        ),
        (
            {"nominal": 300, "p5": 200, "p95": "400 g"},
            {"truncate": [250, None]},
            {"nominal": 300, "p5": 200, "p95": "400 g", "truncate": [250, None]},
        ),
        (
            {"nominal": 300, "p5": 200, "p95": "400 g"},
            {"unit": "kg", "truncate": [0.2, 0.4]},
            {"nominal": "300 g", "p5": "200 g", "p95": "400 g", "unit": "kg"},
        ),
        ({"nominal": 300, "p5": 200, "p95": "400 g"}, {"p5": 250, "p95": 350}, {"nominal": "300 g", "unit": "g"}),
        ({"p5": 200, "p95": "400 g"}, {"gsd": 2, "nominal": 300}, {"gsd": 2, "nominal": 300, "unit": "g"}),
        ({"nominal": "0.3 kg", "p5": "200 g", "p95": "400 g"}, 0.25, {"nominal": 0.25, "unit": "kg"}),
        (
            {"nominal": "0.3 kg", "p5": "200 g", "p95": "400 g"},
            {"gsd": 2},
            {"nominal": "0.3 kg", "gsd": 2, "unit": "kg"},
        ),
        ({"nominal": 0.07}, "3 to 9 %", {"nominal": "7 %", "p5": 3, "p95": "9 %"}),
        ({"nominal": "7 %"}, "0.03 to 0.09", {"nominal": "7 %", "p5": 0.03, "p95": 0.09, "unit": "%"}),
        (
            {"profile": {"csv": "a.csv", "column": "x", "step": "1 hour"}, "unit": "kg/kWh"},
            {"profile": {"csv": "b.csv", "column": "g_kWh", "step": "1 hour"}},
            {"profile": {"csv": "b.csv", "column": "g_kWh", "step": "1 hour"}},
        ),
    ],
    ids=str,
)
def test_no_number_is_read_in_the_unit_of_another_entry(below: Any, above: Any, merged: dict[str, Any]) -> None:
    found = overlay(below, above)
    assert merged.items() <= found.items()
    assert found.get("unit") == merged.get("unit")


@pytest.mark.parametrize(
    ("below", "above"),
    [
        ({"nominal": "0.3 kg", "p5": 200, "p95": "400 g"}, "250 to 350"),
        ({"p5": "200 g", "p95": "0.4 kg"}, "250 to 350"),
        ({"p5": "200 g", "p95": "0.4 kg"}, 300),
    ],
)
def test_a_bare_entry_over_several_units_is_refused(below: Any, above: Any) -> None:
    with pytest.raises(UnitError, match=r"has no unit, and the entry it replaces has k?g and k?g; write its unit"):
        overlay(below, above)


@pytest.mark.parametrize("below", [{"nominal": "300 g"}, {"nominal": 1.2, "pert": [1.1, 1.2, 1.4]}, {"nominal": 1.2}])
@pytest.mark.parametrize("unit", ["kg", "%", "g"])
def test_a_unit_without_a_number_is_refused(below: Any, unit: str) -> None:
    with pytest.raises(UnitError, match=f"has the unit {unit} without a number; write the number with its unit"):
        overlay(below, {"unit": unit, "evidence": "assumed"})


@pytest.mark.parametrize("above", [{"truncate": ["115 %", "130 %"]}, {"unit": "%", "truncate": [115, 130]}])
def test_plain_numbers_are_not_read_in_percent(above: Any) -> None:
    with pytest.raises(UnitError, match="has a unit over plain numbers; write plain numbers"):
        overlay({"nominal": 1.2, "pert": [1.1, 1.2, 1.4]}, above)


def test_a_bare_nominal_value_beside_a_law_in_another_unit_is_refused_where_it_fits_what_is_beneath() -> None:
    with pytest.raises(UnitError, match=r"nominal has no unit and may be 390 kg/kWh or 390 g/kWh; write its unit"):
        overlay({"nominal": "400 g/kWh"}, {"nominal": 390, "p5": 0.3, "p95": "0.5 kg/kWh"})
    assert overlay({"nominal": "400 g"}, {"nominal": 0.4, "p5": 0.3, "p95": "0.5 kg"})["nominal"] == 0.4


def test_a_functional_unit_keeps_its_unit() -> None:
    assert number_over("1 day", 7) == number_over("1 day", "7 day") == "7 day"
    assert number_over("1 day", "1 to 3") == "1 to 3"


BASE = """
title: {title}
model: training.by_energy
inputs:
  energy: {{nominal: 1000 kWh, evidence: measured, source: meter}}
  pue: {{nominal: 1.2, evidence: assumed}}
  carbon_intensity: {{{entry}, evidence: assumed}}
"""
BENEATH = "nominal: 300 g/kWh, gsd: 1.2"
AXIS = "dimensions: {{site: {{here: {{carbon_intensity: {law}}}}}}}\n"
PART = "title: parts\nparts: {{a: {{use: base.yaml, set: {{carbon_intensity: {law}}}}}}}\ntotal: {{emissions: sum}}\n"
LEVEL = """
factors:
  level: {{{law}, evidence: assumed}}
"""


def _in_file(folder: Path, law: str, name: str = "a.yaml") -> Path:
    path = folder / name
    path.write_text(law)
    return path


def _input(folder: Path, law: str) -> Input:
    entry = law[1:-1] if law.startswith("{") else "p5: {}, p95: {}".format(*law.split(" to "))
    return load(_in_file(folder, BASE.format(title="input", entry=entry))).inputs["carbon_intensity"]


def _option(folder: Path, law: str) -> Input:
    text = BASE.format(title="option", entry=BENEATH) + AXIS.format(law=law)
    return load(_in_file(folder, text)).axes[0].options[0].inputs["carbon_intensity"]


def _set(folder: Path, law: str) -> Input:
    path = _in_file(folder, BASE.format(title="set", entry=BENEATH))
    return load(path, sets=f"carbon_intensity={law}").inputs["carbon_intensity"]


def _part(folder: Path, law: str) -> Input:
    _in_file(folder, BASE.format(title="base", entry=BENEATH), "base.yaml")
    return load(_in_file(folder, PART.format(law=law))).inputs["a.carbon_intensity"]


def _row(folder: Path, law: str) -> Input:
    path = _in_file(folder, BASE.format(title="row", entry="catalog: grid/wecc-2020"))
    return load(path, sets=f"carbon_intensity={law}").inputs["carbon_intensity"]


@pytest.mark.parametrize("place", [_input, _option, _set, _part, _row])
@pytest.mark.parametrize(
    ("law", "low", "high"),
    [
        ("0.3 to 0.5 kg/kWh", 0.3, 0.5),
        ("0.3 to 0.5 kgCO2e/kWh", 0.3, 0.5),
        ("0.3 kg/kWh to 500 g/kWh", 0.3, 0.5),
        ("{uniform: [0.29, 0.5 kg/kWh], truncate: [0.3, null]}", 0.31, 0.49),
        ("{quantiles: {0.05: 0.3, 0.95: 0.5 kg CO₂e/kWh}}", 0.3, 0.5),
        ("{discrete: {0.3: 0.5, 0.5 kg/kWh: 0.5}}", 0.3, 0.5),
    ],
)
def test_the_unit_of_a_law_holds_wherever_it_is_written(
    tmp_path: Path, place: Callable[[Path, str], Input], law: str, low: float, high: float
) -> None:
    given, kilo = place(tmp_path, law), unit("kg/kWh")
    ends = [kilo.from_base(float(given.distribution.quantile(p))) for p in (0.05, 0.95)]
    assert ends == pytest.approx([low, high], rel=1e-12)  # quantiles are solved for to within some ulps


def test_a_nominal_value_and_a_law_may_have_each_a_unit(tmp_path: Path) -> None:
    kilo = unit("kg/kWh")
    for entry in (
        "nominal: 0.4 kg/kWh, p5: 300 g/kWh, p95: 500 g/kWh",
        "nominal: 400 g/kWh, p5: 0.3, p95: 0.5 kg/kWh",
        "nominal: 400, unit: g/kWh, p5: 0.3 kg/kWh, p95: 0.5 kg/kWh",
        "nominal: 0.4, p5: 0.3, p95: 0.5 kg/kWh",
    ):
        given = load(_in_file(tmp_path, BASE.format(title="both", entry=entry))).inputs["carbon_intensity"]
        assert given.nominal == kilo.to_base(0.4)
        ends = [kilo.from_base(float(given.distribution.quantile(p))) for p in (0.05, 0.95)]
        assert ends == pytest.approx([0.3, 0.5], rel=1e-12)


def test_a_cut_leaves_the_law_beneath_as_it_is(tmp_path: Path) -> None:
    for beneath in ("nominal: 300 g/kWh, uniform: [200, 400]", "unit: g/kWh, uniform: [200, 400]"):
        path = _in_file(tmp_path, BASE.format(title="cut", entry=beneath))
        cut = load(path, sets="carbon_intensity={truncate: [0.25, 0.35 kg/kWh]}").inputs["carbon_intensity"]
        assert cut.distribution.support == (unit("g/kWh").to_base(250), unit("g/kWh").to_base(350))


@pytest.mark.parametrize("law", ["852.3 lb/MWh", "0.3 to 0.5 kg/kWh", "300 to 500 gCO2e/kWh", "{gsd: 1.1}"])
@pytest.mark.parametrize("beneath", ["nominal: 852.3 lb/MWh, gsd: 1.1", "nominal: 0.4 kgCO2e/kWh, gsd: 1.1"])
def test_a_plain_mass_and_co2e_go_together_where_co2e_is_expected(tmp_path: Path, beneath: str, law: str) -> None:
    path = _in_file(tmp_path, BASE.format(title="mass", entry=beneath))
    given = load(path, sets=f"carbon_intensity={law}").inputs["carbon_intensity"]
    assert given.unit.dimension == unit("gCO2e/kWh").dimension
    assert 250 < unit("g/kWh").from_base(float(given.distribution.quantile(0.5))) < 500


def test_a_plain_mass_and_co2e_go_together_in_one_entry(tmp_path: Path) -> None:
    entry = "nominal: 852.3 lb/MWh, p5: 300 gCO2e/kWh, p95: 500 gCO2e/kWh"
    given = load(_in_file(tmp_path, BASE.format(title="lb", entry=entry))).inputs["carbon_intensity"]
    ends = [unit("g/kWh").from_base(float(given.distribution.quantile(p))) for p in (0.05, 0.95)]
    assert ends == pytest.approx([300, 500], rel=1e-12)
    assert given.unit.restated(given.nominal) == 852.3


def test_a_factor_in_percent_is_read_as_one(tmp_path: Path) -> None:
    text = BASE.format(title="factor", entry="nominal: 300 g/kWh, factors: [level]")
    given = load(_in_file(tmp_path, text + LEVEL.format(law="nominal: 100 %, uniform: [90, 110 %]"))).inputs["level"]
    assert given.distribution.support == (0.9, 1.1)
    with pytest.raises(
        InvalidInput, match=r"factors.level.nominal: has no unit and may be 1 % or 100 %; write its unit"
    ):
        load(_in_file(tmp_path, text + LEVEL.format(law="nominal: 1, uniform: [0.9, 110 %]")))


@pytest.mark.parametrize(
    ("law", "low", "high"), [("{beta: {p5: 30, p95: 70 %}}", 0.3, 0.7), ("{uniform: [20, 80 %]}", 0.23, 0.77)]
)
def test_a_law_in_percent_leaves_a_plain_nominal_value_as_it_is(law: str, low: float, high: float) -> None:
    given = load("chatgpt/by-words", sets=f"utilization={law}")
    assert given.inputs["utilization"].nominal == 1.0
    assert given.inputs["utilization"].distribution.quantile([0.05, 0.95]) == pytest.approx([low, high])
