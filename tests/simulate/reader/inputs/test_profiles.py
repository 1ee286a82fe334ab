"""Profiles in scenario files: what is read, what is refused, and what makes another question of it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from carbonspan.simulate.answer.identity import scenario_hash
from carbonspan.simulate.laws.discrete import Constant
from carbonspan.simulate.problems import InvalidInput
from carbonspan.simulate.reader.load import load
from carbonspan.simulate.scenario.scenario import Scenario

KWH = 3.6e6
SOUND = """\
title: a run
model: training.by_hour
per: {duration: 6 hour}
defaults: {source: our meter}
inputs:
  energy: {nominal: 3 kWh, evidence: measured}
  pue: {nominal: 1.1, evidence: measured}
  day: {nominal: 0 day, evidence: assumed}
  start: {nominal: 2 hour, evidence: assumed}
  carbon_intensity: {profile: {csv: grid.csv, column: gCO2e_kWh, step: 6 hour}, factors: [error], evidence: measured}
factors: {error: {nominal: 1, gsd: 1.2, evidence: assumed}}
"""
ROWS = ["hour,gCO2e_kWh", "0,100", "6,200", "12,300", "18,200"]
PROFILE = "profile: {csv: grid.csv, column: gCO2e_kWh, step: 6 hour}"

Written = Callable[..., str]
Wrong = Callable[..., list[str]]


@pytest.fixture
def written(tmp_path: Path) -> Written:
    """Writes the sound scenario with `old` replaced by `new`, and its CSV; the file's name."""

    def write(old: str = "", new: str = "", *, rows: list[str] = ROWS, add: str = "") -> str:
        assert old in SOUND
        (tmp_path / "grid.csv").write_text("\n".join(rows) + "\n")
        (tmp_path / "a.yaml").write_text(SOUND.replace(old, new) + add)
        return str(tmp_path / "a.yaml")

    return write


@pytest.fixture
def wrong(written: Written, tmp_path: Path) -> Wrong:
    """What is said of the sound scenario, changed in the same way: a line each, without the folder."""

    def told(old: str = "", new: str = "", *, rows: list[str] = ROWS, **options: list[str]) -> list[str]:
        with pytest.raises(InvalidInput, match=r"\w") as caught:
            load(written(old, new, rows=rows), **options)
        return [str(problem).replace(f"{tmp_path}/", "") for problem in caught.value.problems]

    return told


def test_a_profile_is_its_mean_and_its_shape(written: Written) -> None:
    given = load(written()).inputs["carbon_intensity"]
    assert given.distribution == Constant(given.nominal)
    assert given.nominal == pytest.approx(0.2 / KWH)
    assert given.profile.values == pytest.approx([0.5, 1, 1.5, 1])
    assert (given.profile.step, given.unit.text, given.factors) == (21600, "gCO2e/kWh", ("error",))
    assert given.stated == "4 x 6 hour, grid.csv × error"


@pytest.mark.parametrize(
    ("column", "unit"), [("gCO2e_kWh", ""), ("kg/kWh", ""), ("intensity", "gCO2e/kWh"), ("gCO2e_kWh", "g/kWh")]
)
def test_the_unit_is_stated_or_else_the_columns_name(written: Written, column: str, unit: str) -> None:
    new = PROFILE.replace("gCO2e_kWh", column) + (f", unit: {unit}" if unit else "")
    given = load(written(PROFILE, new, rows=[f"hour,{column}", *ROWS[1:]])).inputs["carbon_intensity"]
    factor = 1e-3 if (unit or column).startswith("g") else 1
    assert given.nominal == pytest.approx(200 * factor / KWH)


@pytest.mark.parametrize(
    ("old", "new", "rows", "message"),
    [
        (
            "csv: grid.csv",
            "csv: gird.csv",
            ROWS,
            (
                "a.yaml:10:32: inputs.carbon_intensity.profile.csv: no such file: gird.csv; it must be beside the "
                "scenario or among the shipped files"
            ),
        ),
        (
            "column: gCO2e_kWh",
            "column: hour",
            ROWS,
            "inputs.carbon_intensity.profile.column: is read as the unit hour: is a time (hour) where a carbon",
        ),
        (
            "column: gCO2e_kWh",
            "column: mean",
            ["mean", "3"],
            "inputs.carbon_intensity.profile.column: is read as the unit mean: unknown unit 'mean'; units are s, hour",
        ),
        (
            "column: gCO2e_kWh",
            "column: gC2e_kWh",
            ROWS,
            "profile.column: no column 'gC2e_kWh' in grid.csv; did you mean 'gCO2e_kWh'?",
        ),
        (
            PROFILE,
            PROFILE.replace("gCO2e_kWh", "gCO2_kWh") + ", unit: g/kWh",
            ROWS,
            "profile.column: no column 'gCO2_kWh' in grid.csv; did you mean 'gCO2e_kWh'?",
        ),
        (
            PROFILE,
            f"{PROFILE}, unit: kg/kWh",
            ROWS,
            "inputs.carbon_intensity.unit: is kg/kWh, but the column is named gCO2e_kWh; omit `unit`, or rename",
        ),
        ("", "", [*ROWS, "24,n/a"], "profile.column: grid.csv:6:4: must be a finite number, got 'n/a'"),
        ("", "", [*ROWS, "24,nan"], "profile.column: grid.csv:6:4: must be a finite number, got 'nan'"),
        (
            "",
            "",
            [*ROWS, "24,"],
            "profile.column: grid.csv:6:4: must be a number, got an empty cell, which would shift",
        ),
        (
            "",
            "",
            [*ROWS, "", "24,1"],
            "profile.column: grid.csv:6:1: must be a number, got an empty cell, which would shift",
        ),
        (
            "",
            "",
            ["hour,gCO2e_kWh,gCO2e_kWh", "0,1,2"],
            "grid.csv:1:16: duplicate column 'gCO2e_kWh', first at",
        ),
        ("", "", [*ROWS, "24"], "profile.column: grid.csv:6: must have 2 cells like the header, got 1"),
        (
            "",
            "",
            [*ROWS, "24,1,300"],
            "grid.csv:6: must have 2 cells like the header, got 3; use no thousands",
        ),
        ("", "", ROWS[:1], "profile.csv: must have one row per step, got no rows in grid.csv"),
        ("", "", [""], "profile.column: no column 'gCO2e_kWh' in grid.csv; there are none to choose from"),
        (
            "",
            "",
            [*ROWS[:1], "0,1", "6,-1"],
            "profile.column: must not have a mean of 0, as its shape is relative to its mean",
        ),
        (
            "",
            "",
            [*ROWS, "24,-5"],
            "inputs.carbon_intensity.profile: must be at least 0 gCO2e/kWh, but step 5 of grid.csv is -5 gCO2e/kWh",
        ),
        (
            "gsd: 1.2",
            "normal: {mean: 1, sd: 0.2}",
            ROWS,
            (
                "inputs.carbon_intensity: must be at least 0 gCO2e/kWh, but the law reaches -inf to inf gCO2e/kWh; add "
                "`truncate: [0, null]` to its factors"
            ),
        ),
        (PROFILE, f"{PROFILE}, unit: kWh", ROWS, "inputs.carbon_intensity.unit: is an energy (kWh) where"),
        ("step: 6 hour", "step: 0 hour", ROWS, "profile.step: must be above 0, got 0 hour"),
        ("step: 6 hour", "step: 6", ROWS, "profile.step: needs a unit such as s"),
        ("step: 6 hour", "step: 6 kWh", ROWS, "profile.step: is an energy (kWh) where a time is expected (s)"),
        (", step: 6 hour", "", ROWS, "inputs.carbon_intensity.profile.step: is missing"),
        ("csv: grid.csv, ", "", ROWS, "inputs.carbon_intensity.profile.csv: is missing"),
        ("step: 6", "steps: 1, step: 6", ROWS, "profile.steps: unknown key; did you mean 'step'?"),
        (
            PROFILE,
            "nominal: 200 g/kWh, gsd: 1.2",
            ROWS,
            (
                "carbon_intensity.profile: is missing, as carbon_intensity takes a profile; give `profile: {csv: "
                "grid.csv, column: gCO2e_kWh, step: 1 hour}`, and a factor if its level is uncertain; got "
                "gsd and nominal"
            ),
        ),
        (
            PROFILE,
            "catalog: grid/wecc-2020",
            ROWS,
            "inputs.carbon_intensity.profile: is missing, as carbon_intensity takes a profile",
        ),
        (
            PROFILE,
            f"{PROFILE}, gsd: 1.2",
            ROWS,
            "inputs.carbon_intensity.gsd: `gsd` and `profile` are mutually exclusive; multiply the profile by a factor",
        ),
        (
            "energy: {nominal: 3 kWh",
            f"energy: {{{PROFILE}",
            ROWS,
            "inputs.energy.profile: is a profile, but energy takes one number; give its mean and a law",
        ),
        (
            "error: {nominal: 1, gsd: 1.2",
            f"error: {{{PROFILE}",
            ROWS,
            "factors.error.profile: is a profile, but error takes one number; give its mean and a law",
        ),
        (
            "step: 6 hour",
            "step: 6 hour, sha256: 0123",
            ROWS,
            "profile.sha256: grid.csv has changed: its hash is ",
        ),
        ("profile: {csv", "profile: [csv", ROWS, "a.yaml:10:"),
    ],
)
def test_problems_are_reported_once_with_position(
    wrong: Wrong, old: str, new: str, rows: list[str], message: str
) -> None:
    found = wrong(old, new, rows=rows)
    assert len(found) == 1, found
    assert message in found[0]


def test_a_csv_that_is_no_text(written: Written, tmp_path: Path) -> None:
    name = written()
    (tmp_path / "grid.csv").write_bytes(b"hour,gCO2e_kWh\n0,\xff\xfe\n")
    with pytest.raises(
        InvalidInput, match=r"profile\.column: grid\.csv:2:3: must be UTF-8 text, got the byte 0xff; save it as CSV"
    ):
        load(name)


def test_a_number_cannot_be_set_in_place_of_a_profile(wrong: Wrong) -> None:
    (message,) = wrong(sets=["carbon_intensity=300 g/kWh"])
    where = "--set carbon_intensity=300 g/kWh: inputs.carbon_intensity.profile"
    assert message.startswith(f"{where}: is missing, as carbon_intensity takes a profile")
    assert message.endswith("and a factor if its level is uncertain; got nominal")


def test_a_profile_cannot_be_fixed_but_its_factor_can(wrong: Wrong, written: Written) -> None:
    assert wrong(fixes=["carbon_intensity"]) == [
        "--fix carbon_intensity: is a profile, which is not uncertain; fix a factor that multiplies it"
    ]
    assert load(written(), fixes=["error"]).inputs["error"].distribution == Constant(1.0)


def test_another_profile_can_be_set(written: Written, tmp_path: Path) -> None:
    (tmp_path / "other.csv").write_text("gCO2e_kWh\n7\n")
    option = "carbon_intensity={profile: {csv: other.csv, column: gCO2e_kWh, step: 1 hour}}"
    given = load(written(), sets=[option]).inputs["carbon_intensity"]
    assert given.nominal == pytest.approx(0.007 / KWH)
    assert (given.factors, given.source) == (("error",), f"--set {option}")


def test_other_data_are_another_question(written: Written) -> None:
    hashes = [scenario_hash(load(written(rows=rows))) for rows in (ROWS, [*ROWS[:-1], "18,200.5"], ROWS)]
    assert hashes[0] == hashes[2] != hashes[1]


def test_the_resolved_text_holds_on_to_its_data(written: Written, tmp_path: Path) -> None:
    scenario = load(written())
    (tmp_path / "b.yaml").write_text(scenario.resolved)
    assert load(str(tmp_path / "b.yaml")).inputs == scenario.inputs
    (tmp_path / "grid.csv").write_text("gCO2e_kWh\n1\n")
    with pytest.raises(InvalidInput, match=r"profile\.sha256: grid\.csv has changed: its hash is [0-9a-f]{64}, got "):
        load(str(tmp_path / "b.yaml"))


def test_each_coordinate_may_have_a_profile_of_its_own(written: Written, tmp_path: Path) -> None:
    (tmp_path / "other.csv").write_text("gCO2e_kWh\n7\n9\n")
    there = "{carbon_intensity: {profile: {csv: other.csv, column: gCO2e_kWh, step: 12 hour}}}"
    scenario = load(written(add=f"dimensions: {{region: {{here: {{}}, there: {there}}}}}\n"))
    here, elsewhere = scenario.axes[0].options
    assert not here.inputs
    assert elsewhere.inputs["carbon_intensity"].nominal == pytest.approx(0.008 / KWH)
    assert elsewhere.inputs["carbon_intensity"].factors == ("error",)
    assert "sha256" in scenario.resolved.partition("dimensions")[2]


def test_a_part_finds_the_profile_of_the_scenario_it_uses(written: Written, tmp_path: Path) -> None:
    (tmp_path / "used").mkdir()
    for name in ("a.yaml", "grid.csv"):
        (tmp_path / "used" / name).write_text((Path(written()).parent / name).read_text())
        (tmp_path / name).unlink()
    path = tmp_path / "whole.yaml"
    path.write_text(
        "title: all\nparts: {run: {use: used/a.yaml}, again: {use: used/a.yaml}}\ntotal: {emissions: sum}\n"
    )
    assert load(str(path)).inputs["run.carbon_intensity"].nominal == pytest.approx(0.2 / KWH)


def test_shipped_profiles_are_found_from_anywhere(written: Written) -> None:
    shipped = PROFILE.replace("grid.csv", "profiles/california.csv").replace("6 hour", "1 hour")
    scenario: Scenario = load(written(PROFILE, shipped))
    assert len(scenario.inputs["carbon_intensity"].profile.values) == 384


def test_variability_may_be_over_as_many_hours_as_the_functional_unit(written: Written) -> None:
    varying = "day: {nominal: 0 day, evidence: assumed, nature: variability, over: 6 hour"
    assert load(written("day: {nominal: 0 day, evidence: assumed", varying)).inputs["day"].over == "6 hour"
    with pytest.raises(InvalidInput, match=r"over: must be the functional unit \(6 hour\), got 7 hour"):
        load(written("day: {nominal: 0 day, evidence: assumed", varying.replace("6 hour", "7 hour")))


def test_the_schema_knows_what_a_profile_has() -> None:
    from carbonspan.simulate.grammar.schema import json_schema

    text = json.dumps(json_schema()["$defs"]["ProfileEntry"])
    assert all(key in text for key in ("csv", "column", "step", "sha256"))
