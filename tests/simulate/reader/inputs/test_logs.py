"""Logs of meters: what they amount to, how well it is known, and what is refused."""

from __future__ import annotations

import math
from pathlib import Path

import numpy as np
import pytest

from carbonspan.simulate.laws.discrete import Constant
from carbonspan.simulate.problems import InvalidInput
from carbonspan.simulate.reader.load import load
from carbonspan.simulate.scenario.scenario import Input, Scenario

KWH = 3.6e6
FILE = """\
title: a job
model: training.by_energy
inputs:
  energy: {{log: {{{log}}}{beside}, evidence: measured, source: our meter}}
  pue: {{nominal: 1.2, evidence: assumed}}
  carbon_intensity: {{nominal: 300 g/kWh, evidence: assumed}}
"""
POWER = 'csv: power.csv, time: timestamp, column: "power.draw [W]", over: job'
SHORT = "csv: short.csv, time: time, column: power_W"


def scenario(folder: Path, log: str, beside: str = "") -> Scenario:
    (folder / "job.yaml").write_text(FILE.format(log=log, beside=beside))
    return load(str(folder / "job.yaml"))


def energy(folder: Path, log: str) -> Input:
    return scenario(folder, log).inputs["energy"]


def problem(folder: Path, log: str, beside: str = "") -> str:
    with pytest.raises(InvalidInput, match=r"\w") as caught:
        scenario(folder, log, beside)
    return str(caught.value).replace(f"{folder}/", "")


def sd(given: Input) -> float:
    return math.sqrt(given.distribution.variance)


def write(folder: Path, head: str, rows: list[str], name: str = "short.csv") -> None:
    (folder / name).write_text("\n".join([head, *rows]) + "\n")


@pytest.fixture
def short(tmp_path: Path) -> Path:
    """A folder with 200 independent readings, a second apart."""
    values = np.random.default_rng(7).normal(500, 20, 200)
    rows = [f"2024-03-04T08:{index // 60:02}:{index % 60:02},{value:.1f}" for index, value in enumerate(values)]
    write(tmp_path, "time,power_W", rows)
    return tmp_path


def test_a_log_is_its_energy_with_the_error_of_correlated_readings(made) -> None:
    given = energy(made.folder, f"{POWER}, bridge: 30 min")
    assert given.nominal / KWH == pytest.approx(made.bridged, rel=1e-12)
    # the error of the mean: that of about 250 independent readings, estimated with 50 degrees of freedom
    expected = made.standard_error * 20_159 * 15 / KWH
    assert sd(given) / KWH == pytest.approx(expected, rel=0.3)
    assert "20,020 readings" in given.stated
    assert given.stated.startswith("log: job, power.csv, total 442.55 kWh ± 3.6, ")
    assert given.distribution.support[0] == 0


def test_gaps_are_named_and_refused_unless_bridged_or_omitted(made) -> None:
    gap = "power.csv has a gap of 25.25 min from 2024-03-05 21:29:45 (power.csv:9006)"
    assert f"{gap}; add `bridge: 25.25 min` to interpolate as much, or `gaps: omit`" in problem(made.folder, POWER)
    found = scenario(made.folder, f"{POWER}, bridge: 60 s, gaps: omit")
    assert found.inputs["energy"].nominal / KWH == pytest.approx(made.without_gaps, rel=1e-12)
    messages = [warning.message for warning in found.warnings]
    assert f"{gap}; left out, 25.25 min together" in messages
    assert "5 rows are out of order in power.csv, first on line 3142; sorted" in messages
    assert "12 rows repeat the time of another, the first at 2024-03-04 11:47 (power.csv:911)" in messages
    assert "40 rows have no reading, the first at 2024-03-04 09:03:30 (power.csv:256)" in messages


def test_a_complete_log_leaves_only_the_meter_unknown(short: Path) -> None:
    sample, whole = (energy(short, SHORT + more) for more in ("", ", complete: true"))
    assert sample.nominal == whole.nominal
    assert sd(sample) == pytest.approx(20 / math.sqrt(200) * 199, rel=0.3)
    assert whole.distribution == Constant(whole.nominal)
    share, level = (energy(short, f"{SHORT}, complete: true, meter: {each}") for each in ("5 %", "6 W"))
    assert sd(share) == pytest.approx(0.05 * whole.nominal / math.sqrt(3), rel=1e-6)
    assert sd(level) == pytest.approx(6 * 199 / math.sqrt(3), rel=1e-6)


def test_a_power_is_the_mean_of_a_log_and_never_its_spread(short: Path) -> None:
    (short / "job.yaml").write_text(
        "title: a day\nmodel: serving.by_hardware\nper: {duration: 1 day}\ninputs:\n"
        "  gpus: {nominal: 1 gpu, evidence: assumed}\n"
        "  power: {log: {csv: short.csv, time: time, column: power_W, unit: W/gpu}, evidence: measured, source: m}\n"
        "  utilization: {nominal: 1, evidence: assumed}\n  pue: {nominal: 1.2, evidence: assumed}\n"
        "  carbon_intensity: {nominal: 300 g/kWh, evidence: assumed}\n"
    )
    given = load(str(short / "job.yaml")).inputs["power"]
    assert given.nominal == pytest.approx(500, abs=5)
    assert sd(given) == pytest.approx(20 / math.sqrt(200), rel=0.3)
    assert "mean" in given.stated


@pytest.mark.parametrize("stamp", ["{:.3f}", "{:.0f}"])
def test_readings_of_several_meters_are_never_mixed(tmp_path: Path, stamp: str) -> None:
    offset = 0.003 if stamp == "{:.3f}" else 0.0
    rows = [
        f"{stamp.format(1709539200 + index + offset * meter)},{meter},{100 * (meter + 1)} W"
        for index in range(100)
        for meter in range(3)
    ]
    write(tmp_path, "time, index, power.draw [W]", rows)
    log = 'csv: short.csv, time: time, column: "power.draw [W]"'
    told = problem(tmp_path, log)
    assert ("come in bursts of 3" if offset else "has 3 different values") in told
    assert "`each: COLUMN`" in told
    assert energy(tmp_path, f"{log}, where: {{index: 1}}").nominal == pytest.approx(200 * 99)
    assert energy(tmp_path, f"{log}, each: index").nominal == pytest.approx(600 * 99)
    assert "no row of short.csv has '7' in column 'index', which has '0', '1', '2'" in problem(
        tmp_path, f"{log}, where: {{index: 7}}"
    )


def test_a_counter_is_its_last_state_minus_its_first(tmp_path: Path) -> None:
    values = np.cumsum(np.random.default_rng(1).normal(300, 10, 100)) * 1000
    rows = [f"{1709539200 + index},{value:.0f}" for index, value in enumerate(values)]
    write(tmp_path, "Time,energy", rows)
    log = "csv: short.csv, time: Time, column: energy, unit: mJ"
    assert energy(tmp_path, f"{log}, reads: counter").nominal == pytest.approx(
        (values[-1] - values[0]) / 1000, rel=1e-6
    )
    assert "is an energy, and has no mean over time; state `reads: amounts`" in problem(tmp_path, log)
    write(tmp_path, "Time,energy", [*rows, "1709539300,5"])
    assert "the counter falls at 2024-03-04 08:01:40" in problem(tmp_path, f"{log}, reads: counter")


def test_amounts_of_jobs_add_up_and_their_steps_do_not(tmp_path: Path) -> None:
    rows = ["7|12.35M|", "7.batch|12.30M|", "7.0|45.68K|", "8|980.50K|"]
    write(tmp_path, "JobID|ConsumedEnergy|", rows)
    log = "csv: short.csv, column: ConsumedEnergy, unit: J, reads: amounts"
    assert energy(tmp_path, f"{log}, where: {{JobID: 7}}").nominal == 12.35e6
    assert "row '7.batch' of short.csv is a part of '7', which would count twice" in problem(tmp_path, log)
    write(tmp_path, "JobID|ConsumedEnergy|", [rows[0], rows[3]])
    assert energy(tmp_path, log).nominal == 13.3305e6
    write(tmp_path, "JobID|ConsumedEnergy|", [rows[0], "8||"])
    assert "short.csv:3:3: has no amount" in problem(tmp_path, log)
    assert energy(tmp_path, f"{log}, gaps: omit").nominal == 12.35e6


def test_running_totals_of_a_run_count_once(tmp_path: Path) -> None:
    write(tmp_path, "run_id,energy_consumed", ["r1,0.5", "r1,1.1", "r2,0.7"])
    log = "csv: short.csv, column: energy_consumed, unit: kWh, reads: amounts, each: run_id"
    assert "short.csv has 2 amounts for run_id 'r1'; state `doubled: last`" in problem(tmp_path, log)
    assert energy(tmp_path, f"{log}, doubled: last").nominal == pytest.approx(1.8 * KWH)


def test_times_and_units_in_words_are_read(tmp_path: Path) -> None:
    rows = [f"Mon Mar  4 08:{index:02}:00 2024;{200 + index % 3} Watts" for index in range(60)]
    write(tmp_path, "IPMI timestamp;Instantaneous power reading", rows)
    given = energy(tmp_path, "csv: short.csv, time: IPMI timestamp, column: Instantaneous power reading")
    assert given.nominal == pytest.approx(201 * 59 * 60, rel=1e-3)


def test_what_nvidia_smi_prints_with_spaces_is_read(tmp_path: Path) -> None:
    head = "#Date       Time        gpu    pwr\n#YYYYMMDD   HH:MM:SS    Idx      W"
    rows = [
        (f"{head}\n" if not gpu and not second % 25 else "")
        + f" 20240304   08:{second // 60:02}:{second % 60:02}      {gpu}    {watts}"
        for second in range(300)
        for gpu, watts in enumerate((300 + second % 3, 400))
    ]
    (tmp_path / "short.csv").write_text("\n".join(rows) + "\n")
    log = "csv: short.csv, time: [Date, Time], column: pwr"
    assert energy(tmp_path, f"{log}, each: gpu").nominal == pytest.approx(701 * 299, rel=1e-3)
    assert energy(tmp_path, f"{log}, where: {{gpu: 1}}").nominal == pytest.approx(400 * 299)
    assert "08:00 has 2 different values in short.csv (lines 3 and 4)" in problem(tmp_path, log)
    assert "log.unit: is kW, but the column is named pwr [W]" in problem(tmp_path, f"{log}, each: gpu, unit: kW")
    turns = "csv: short.csv, step: 1 s, column: pwr"
    assert "take turns between 0, 1 in column 'gpu'" in problem(tmp_path, turns)


def test_a_log_without_times_has_a_step(short: Path) -> None:
    stepped = energy(short, "csv: short.csv, step: 1 s, column: power_W")
    assert stepped.nominal == pytest.approx(energy(short, SHORT).nominal)


@pytest.mark.parametrize(
    ("log", "message"),
    [
        ("csv: nope.csv, time: time, column: power_W", "log.csv: no such file: nope.csv"),
        ("csv: short.csv, time: [time, 3], column: power_W", "log.time: must be the name of a column, or a list of"),
        ("csv: short.csv, time: {a: 1}, column: power_W", "log.time: must be the name of a column, or a list of"),
        ("csv: short.csv, time: tiem, column: power_W", "no column 'tiem' in short.csv; did you mean 'time'?"),
        ("csv: short.csv, column: power_W", "log.time: is missing, as readings are a level; name the column of times"),
        (f"{SHORT}, unit: kW", "log.unit: is kW, but the column is named power_W"),
        (f"{SHORT}, unit: kg", "column 'power_W' is in kg where J or (J)/s is expected"),
        (f"{SHORT}, meter: 5", "log.meter: must have a unit, such as 5 % of the reading or 5 W, got 5"),
        (f"{SHORT}, meter: 5 kg", "log.meter: is a mass (kg) where a power is expected (W)"),
        (f"{SHORT}, zone: Mars", "log.zone: is no zone: 'Mars'; write UTC, an offset such as +01:00, or a place"),
        (f"{SHORT}, bridge: -3 s", "log.bridge: must be above 0, got -3 s"),
        (f"{SHORT}, step: 1 s", "log.step: is only for logs without a column of times"),
        (f"{SHORT}, sha256: 123", "log.sha256: short.csv has changed"),
        (
            "csv: short.csv, column: time, step: 1 s",
            "short.csv:2:1: must be a finite number, got '2024-03-04T08:00:00'",
        ),
    ],
)
def test_mistakes_are_reported(short: Path, log: str, message: str) -> None:
    assert message in problem(short, log)


def test_a_mean_stays_within_the_bounds_that_its_readings_keep(tmp_path: Path) -> None:
    shares = np.random.default_rng(5).integers(20, 101, 200)
    rows = [f"2024-03-04T08:{index // 60:02}:{index % 60:02},{share} %" for index, share in enumerate(shares)]
    write(tmp_path, "time,utilization.gpu [%]", rows)
    (tmp_path / "job.yaml").write_text(
        "title: a\nmodel: serving.by_hardware\nper: {duration: 1 day}\ndefaults: {source: us}\ninputs:\n"
        "  gpus: {nominal: 8 gpu, evidence: measured}\n  power: {nominal: 500 W/gpu, evidence: assumed}\n"
        '  utilization: {log: {csv: short.csv, time: time, column: "utilization.gpu [%]"}, evidence: measured}\n'
        "  pue: {nominal: 1.2, evidence: assumed}\n  carbon_intensity: {nominal: 300 g/kWh, evidence: assumed}\n"
    )
    given = load(str(tmp_path / "job.yaml")).inputs["utilization"]
    assert given.distribution.support == (0, 1)
    assert given.nominal == pytest.approx(shares.mean() / 100, rel=0.01)  # the ends count half


def test_readings_beyond_the_bounds_are_refused(short: Path) -> None:
    text = (short / "short.csv").read_text()
    (short / "short.csv").write_text(text + "2024-03-04T08:03:20,-5\n")
    rule = "energy: must be at least 0 J, but the law reaches -inf to inf J; some readings are beyond it; delete them"
    assert rule.partition("J,")[0] in problem(short, SHORT)
    assert "some readings are beyond it; delete them, or select others with `where`" in problem(short, SHORT)


@pytest.mark.parametrize("beside", ["nominal: 3 kWh", "gsd: 1.1"])
def test_a_log_is_not_beside_a_value_or_law(short: Path, beside: str) -> None:
    key = beside.partition(":")[0]
    assert f"energy.{key}: `{key}` and `log` are mutually exclusive" in problem(short, SHORT, f", {beside}")


def test_a_log_that_is_too_short_for_its_error_is_refused(tmp_path: Path) -> None:
    rows = [f"{1709539200 + index},{200 + index}" for index in range(60)]
    write(tmp_path, "time,power_W", rows)
    told = problem(tmp_path, SHORT)
    assert "the log covers only 59 s: too short to tell how well their mean is known; take a longer log" in told
    assert energy(tmp_path, f"{SHORT}, complete: true").nominal == pytest.approx(229.5 * 59)


def test_a_clock_that_goes_back_needs_its_zone(tmp_path: Path) -> None:
    hours = ["01:50", "02:00", "02:10", "02:20", "02:30", "02:40", "02:50"]
    times = [*hours, *hours[1:], "03:00", *(f"{hour:02}:{minute}0" for hour in range(4, 16) for minute in range(6))]
    write(tmp_path, "time,power_W", [f"2024-10-27 {time},{300 + index % 2}" for index, time in enumerate(times)])
    assert "short.csv:9: the clock goes back by 50 min; if that is the end of summer time, state `zone`" in problem(
        tmp_path, SHORT
    )
    given = energy(tmp_path, f"{SHORT}, zone: Europe/Berlin, bridge: 1 hour, complete: true")
    assert given.nominal == pytest.approx(300.5 * 15 * 3600, rel=1e-3)  # from 01:50 to 15:50 is 15 hours


def test_an_override_may_be_a_log(short: Path) -> None:
    logged = energy(short, SHORT).nominal
    value = "{nominal: 1 kWh, evidence: assumed}"
    (short / "job.yaml").write_text(
        f"title: a job\nmodel: training.by_energy\ninputs:\n  energy: {value}\n  pue: {value.replace(' kWh', '')}\n"
        "  carbon_intensity: {nominal: 300 g/kWh, evidence: assumed}\n"
    )
    found = load(str(short / "job.yaml"), sets=[f"energy={{log: {{{SHORT}}}, evidence: measured, source: m}}"])
    assert found.inputs["energy"].nominal == pytest.approx(logged)


def test_a_changed_log_is_another_question(short: Path) -> None:
    before = scenario(short, SHORT).resolved
    (short / "short.csv").write_text((short / "short.csv").read_text().replace("2024", "2025"))
    assert scenario(short, SHORT).resolved != before
