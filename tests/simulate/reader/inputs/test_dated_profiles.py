"""Profiles with times: every hour once, by its clock, and runs that start at a point in time."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from carbonspan.simulate.engine.evaluate import evaluate, nominal_values
from carbonspan.simulate.problems import InvalidInput
from carbonspan.simulate.reader.load import load
from carbonspan.simulate.scenario.scenario import Scenario

FILE = """\
title: a job
model: training.by_hour
per: {{duration: {hours} hour}}
inputs:
  energy: {{nominal: 1000 kWh, evidence: assumed}}
  pue: {{nominal: 1, evidence: assumed}}
  day: {{nominal: 0 day, evidence: assumed}}
  start: {{nominal: {start}, evidence: assumed}}
  carbon_intensity: {{profile: {{{profile}}}{unit}, evidence: measured, source: a map}}
"""
HOURLY = 'csv: hourly.csv, time: Datetime (UTC), column: "Carbon intensity gCO₂eq/kWh (Life cycle)"'
LOCAL = 'csv: local.csv, time: MTU (CET/CEST), column: "Intensität [g/kWh]"'


def scenario(folder: Path, profile: str, *, start="0 hour", hours=200, unit="", sets=()) -> Scenario:
    unit = f", unit: {unit}" if unit else ""
    (folder / "job.yaml").write_text(FILE.format(profile=profile, start=start, hours=hours, unit=unit))
    return load(str(folder / "job.yaml"), sets=list(sets))


def mean(found: Scenario) -> float:
    """The mean over the run, in g/kWh: 1,000 kWh are used."""
    return evaluate(found, nominal_values(found.inputs))[1]


def problem(folder: Path, profile: str, **options: object) -> str:
    with pytest.raises(InvalidInput, match=r"\w") as caught:
        scenario(folder, profile, **options)
    return str(caught.value).replace(f"{folder}/", "")


def write(folder: Path, head: str, rows: list[str]) -> None:
    (folder / "x.csv").write_text("\n".join([head, *rows]) + "\n")


def test_a_missing_hour_is_named_and_bridged_only_if_the_file_says_so(made) -> None:
    told = problem(made.folder, HOURLY)
    assert "hourly.csv has no value for 2024-05-05 13:00 UTC; add the rows, or `bridge: 1 hour` to interpolate" in told
    found = scenario(made.folder, f"{HOURLY}, bridge: 1 hour", start="2024-05-01T00:00Z")
    assert mean(found) == pytest.approx(made.mean(datetime(2024, 5, 1, tzinfo=UTC), 200), abs=0.3)
    assert mean(scenario(made.folder, f"{HOURLY}, bridge: 1 hour", start="2024-01-01T00:00Z")) == pytest.approx(
        made.mean(datetime(2024, 1, 1, tzinfo=UTC), 200), rel=1e-9
    )
    messages = [each.message for each in found.warnings]
    assert "hourly.csv has no value for 2024-05-05 13:00 UTC; interpolated" in messages
    assert "1 row repeats the time of another, the first at 2024-08-01 03:00 UTC (hourly.csv:5117)" in messages
    assert found.inputs["carbon_intensity"].stated == "8,784 x 1 hour, hourly.csv"
    assert found.inputs["start"].stated == "2024-05-01T00:00Z"


@pytest.mark.parametrize(
    ("start", "utc"),
    [
        ("2024-03-30T12:00", datetime(2024, 3, 30, 11, tzinfo=UTC)),
        ("2024-10-26T12:00", datetime(2024, 10, 26, 10, tzinfo=UTC)),
    ],
)
def test_days_of_23_and_25_hours_are_read_by_their_clock(made, start: str, utc: datetime) -> None:
    found = scenario(made.folder, LOCAL, start=start)
    assert len(found.inputs["carbon_intensity"].profile.values) == 8784
    assert mean(found) == pytest.approx(made.mean(utc, 200), rel=1e-12)
    assert mean(scenario(made.folder, LOCAL, start=f"{utc:%Y-%m-%dT%H:%M}Z")) == mean(found)


def hours(count: int, first: datetime = datetime(2024, 2, 28, tzinfo=UTC)) -> list[datetime]:
    return [first + timedelta(hours=index) for index in range(count)]


@pytest.mark.parametrize(
    ("head", "row", "profile"),
    [
        ("time,g/kWh", "{0:%Y-%m-%dT%H:%M:%SZ},{1}", "time: time, column: g/kWh"),
        ("time,g/kWh", "{0:%Y-%m-%d %H:%M},{1}", "time: time, column: g/kWh, zone: UTC"),
        ("time,g/kWh", "{0:%Y-%m-%d %H:%M}+00:00,{1}", "time: time, column: g/kWh"),
        ("Time (UTC);kg/GWh", "{0:%d.%m.%Y %H:%M};{2}", "time: Time (UTC), column: kg/GWh"),
        ("INTERVALSTARTTIME_GMT,g", "{0:%Y-%m-%dT%H:%M:%S}-00:00,{1}", "time: INTERVALSTARTTIME_GMT, column: g"),
        ("INTERVALENDTIME_GMT,g/kWh", "{3:%Y-%m-%dT%H:%M:%S}-00:00,{1}", "time: INTERVALENDTIME_GMT, column: g/kWh"),
        ('"UTC Time at End of Hour",g', '"{3:%m/%d/%Y %I:%M:%S %p}","{1}"', "time: UTC Time at End of Hour, column: g"),
        ("stamp,g/kWh", "{3:%Y-%m-%d %H:%M},{1}", "time: stamp, column: g/kWh, zone: UTC, stamps: end"),
        ("time,g/kWh", "{0:%s},{1}", "time: time, column: g/kWh"),
    ],
)  # fmt: skip
def test_times_as_operators_write_them_are_the_same_hours(tmp_path: Path, head: str, row: str, profile: str) -> None:
    rows = []
    for index, time in enumerate(hours(72)):
        value = 1000 + index
        text = row.replace("{0:%s}", str(int(time.timestamp())))
        rows.append(text.format(time, value, f"1.{index:03},5", time + timedelta(hours=1)))
    write(tmp_path, head, rows)
    unit = "g/kWh" if profile.endswith("column: g") else ""
    found = scenario(tmp_path, f"csv: x.csv, {profile}", start="2024-02-29T00:00Z", hours=24, unit=unit)
    second_day = 1024 + 11.5  # leap years have a 29th of February
    assert mean(found) == pytest.approx((second_day + 0.5) / 1000 if "kg/GWh" in head else second_day, rel=1e-9)


def test_each_mark_of_a_zone_behind_a_time_counts(tmp_path: Path) -> None:
    berlin = ZoneInfo("Europe/Berlin")
    stamps = [each.astimezone(berlin) for each in hours(48, datetime(2024, 10, 26, 12, tzinfo=UTC))]
    rows = [f'"{t:%d/%m/%Y %H:%M:%S} ({t.tzname()}) - {t:%d/%m/%Y %H:%M:%S}","{i}"' for i, t in enumerate(stamps)]
    write(tmp_path, '"MTU (CET/CEST)","g/kWh"', rows)
    profile = "csv: x.csv, time: MTU (CET/CEST), column: g/kWh"
    assert mean(scenario(tmp_path, profile, start="2024-10-27T00:00Z", hours=4)) == pytest.approx(13.5)


ROWS = [f"{each:%Y-%m-%d %H:%M},A,{100 + index}" for index, each in enumerate(hours(24))]
PLAIN = "csv: x.csv, time: time, column: g/kWh, zone: UTC"


@pytest.mark.parametrize(
    ("rows", "profile", "message"),
    [
        (ROWS, PLAIN.replace(", zone: UTC", ""), "x.csv:2:1: '2024-02-28 00:00' has no zone; add `zone: UTC`, or the"),
        ([*ROWS, ROWS[3].replace("103", "7")], PLAIN, "has 2 different values in x.csv (lines 5 and 26)"),
        ([*ROWS, "2024-02-28 03:30,A,7"], PLAIN, "x.csv:26) is not a whole number of steps of 1 hour after"),
        ([*ROWS[:3], *ROWS[6:]], PLAIN, "x.csv has no value for 3 hour from 2024-02-28 03:00 UTC; add the rows, or"),
        ([*ROWS[:3], *ROWS[6:]], f"{PLAIN}, bridge: 2 hour", "or `bridge: 3 hour` to interpolate as much on end"),
        ([*ROWS[:3], ROWS[3].replace("103", "N/A"), *ROWS[4:]], PLAIN, "has no value for 2024-02-28 03:00 UTC"),
        ([ROWS[0].replace("100", ""), *ROWS[1:]], f"{PLAIN}, bridge: 1 day", "x.csv begins or ends without a value"),
        ([*ROWS[:3], "28.02.24 03:00,A,3", *ROWS[4:]], PLAIN, "x.csv:5:1: must be a date and time, such as"),
        ([*ROWS[:3], "2024-02-30 03:00,A,3", *ROWS[4:]], PLAIN, "x.csv:5:1: '2024-02-30 03:00' is no date:"),
        ([each.replace("2024-02-28", "01/02/2024") for each in ROWS], PLAIN, "01/02/2024 may be of two months; state"),
        ([each.replace("02-28", "03-31") for each in ROWS], PLAIN.replace("UTC", "Europe/Berlin"), "does not occur in"),
        (ROWS[:1], PLAIN, "x.csv needs at least two rows with different times, got 1"),
        (ROWS, PLAIN.replace("g/kWh", "name"), "x.csv:2:18: must be a finite number, got 'A'"),
        (ROWS, f"{PLAIN}, where: {{name: B}}", "no row of x.csv has 'B' in column 'name', which has 'A'"),
        (ROWS, PLAIN.replace("time: time", "time: tim"), "no column 'tim' in x.csv; did you mean 'time'?"),
        (ROWS, "csv: x.csv, column: g/kWh", "profile.step: is missing; name the column of times as `time: COLUMN`"),
        (ROWS, "csv: x.csv, column: g/kWh, step: 1 hour, zone: UTC", "profile.zone: requires the column of times"),
        (ROWS, "csv: x.csv, column: g/kWh, step: 1 hour, doubled: last", "profile.doubled: requires the column of"),
    ],
)  # fmt: skip
def test_what_is_not_right_is_refused(tmp_path: Path, rows: list[str], profile: str, message: str) -> None:
    write(tmp_path, "time,name,g/kWh", rows)
    assert message in problem(tmp_path, profile)


@pytest.mark.parametrize(("doubled", "value"), [("first", 103), ("last", 7), ("mean", 55)])
def test_two_values_of_an_hour_are_taken_as_the_file_says(tmp_path: Path, doubled: str, value: float) -> None:
    write(tmp_path, "time,name,g/kWh", [*ROWS, ROWS[3].replace("103", "7")])
    found = scenario(tmp_path, f"{PLAIN}, doubled: {doubled}", start="3 hour", hours=1)
    assert mean(found) == pytest.approx(value)


def test_rows_may_be_in_any_order(tmp_path: Path) -> None:
    write(tmp_path, "time,name,g/kWh", [*ROWS[:3], ROWS[4], ROWS[3], *ROWS[5:]])
    found = scenario(tmp_path, PLAIN, start="2024-02-28T03:00", hours=1)
    assert mean(found) == pytest.approx(103)
    assert "1 row is out of order in x.csv, first on line 6; sorted" in found.warnings[0].message


@pytest.mark.parametrize(
    ("start", "message"),
    [
        ("2025-01-01T00:00Z", "inputs.start: 2025-01-01T00:00Z is outside of the profile, which goes from"),
        ("2024-02-27T23:00Z", "which goes from 2024-02-28 00:00 UTC to 2024-02-29 00:00 UTC"),
        ("2024-02-31", "'2024-02-31' is no date: day is out of range"),
        ("2024-02-28T03:00 Mars", "must be a point in time such as 2024-03-09T14:00Z, got '2024-02-28T03:00 Mars'"),
    ],
)  # fmt: skip
def test_points_in_time_lie_within_the_profile(tmp_path: Path, start: str, message: str) -> None:
    write(tmp_path, "time,name,g/kWh", ROWS)
    assert message in problem(tmp_path, PLAIN, start=f'"{start}"')


def test_points_in_time_need_a_dated_profile(tmp_path: Path) -> None:
    write(tmp_path, "time,name,g/kWh", ROWS)
    told = problem(tmp_path, "csv: x.csv, column: g/kWh, step: 1 hour", start="2024-02-28T03:00Z")
    assert "inputs.start: is a point in time, which needs a profile with a column of times; add `time: COLUMN`" in told


def test_laws_and_overrides_may_be_points_in_time(tmp_path: Path) -> None:
    write(tmp_path, "time,name,g/kWh", ROWS)
    sets = ["start={uniform: [2024-02-28T03:00Z, 2024-02-28T07:00Z], evidence: assumed}"]
    law = scenario(tmp_path, PLAIN, hours=1, sets=sets).inputs["start"].distribution
    assert law.support == (3 * 3600.0, 7 * 3600.0)
    assert mean(scenario(tmp_path, PLAIN, hours=1, sets=["start=2024-02-28T05:00Z"])) == pytest.approx(105)


def test_profiles_of_options_must_begin_together(tmp_path: Path) -> None:
    write(tmp_path, "time,name,g/kWh", ROWS)
    (tmp_path / "y.csv").write_text("\n".join(["time,name,g/kWh", *ROWS[1:]]) + "\n")
    scenario(tmp_path, PLAIN, start="2024-02-28T03:00Z", hours=1)
    option = PLAIN.replace("x.csv", "y.csv")
    with (tmp_path / "job.yaml").open("a") as stream:
        stream.write(f"dimensions: {{site: {{a: {{}}, b: {{carbon_intensity: {{profile: {{{option}}}}}}}}}}}\n")
    with pytest.raises(InvalidInput, match="the profiles begin at different times: inputs"):
        load(str(tmp_path / "job.yaml"))
