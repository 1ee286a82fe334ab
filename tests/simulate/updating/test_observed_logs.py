"""A log in the place of a measured quantity: its mean, its own error, the meter's, and for what it is."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from scipy import stats

from carbonspan.simulate.problems import InvalidInput
from carbonspan.simulate.reader.readings.correlated_mean import correlated_mean
from carbonspan.simulate.updating.observations import observations

DAY = 86400.0
RNG = np.random.default_rng(3)
LEVELS = 100 + RNG.normal(0, 5, 481)
AMOUNTS = 15 + RNG.normal(0, 1, 40)


@pytest.fixture(autouse=True)
def _logs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A log of two days in the working folder, a reading every 6 minutes, and one of amounts."""
    monkeypatch.chdir(tmp_path)
    Path("power.csv").write_text("power_W\n" + "".join(f"{each}\n" for each in LEVELS))
    Path("jobs.csv").write_text("energy_J\n" + "".join(f"{each}\n" for each in AMOUNTS))


POWER = "csv: power.csv, step: 6 min, column: power_W"
JOBS = "csv: jobs.csv, column: energy_J, reads: amounts"


def test_without_a_functional_unit_it_is_the_total(known: Callable) -> None:
    (found,) = observations(known("sum"), [f"total={{log: {{{POWER}}}}}"], None)
    expected = correlated_mean(np.arange(481) * 360.0, LEVELS)
    assert found.value == pytest.approx(np.trapezoid(LEVELS, dx=360.0))
    assert found.accuracy.absolute == pytest.approx(expected.error * 2 * DAY)
    assert found.freedom == pytest.approx(expected.freedom)
    assert (
        str(found)
        == "total = 4.811 kWh, measured to 0.011 kWh (power.csv, 481 readings, about 511 independent, over 2 days)"
    )


def test_a_functional_unit_of_time_is_in_proportion_unless_stated(known: Callable) -> None:
    whole, half, stated = (
        observations(known(name), [f"{output}={{log: {{{POWER}}}{per}}}"], None)[0]
        for name, output, per in [
            ("sum", "total", ""),
            ("product", "multiply", ""),
            ("product", "multiply", ", per: {duration: 4 day}"),
        ]
    )
    assert half.value == pytest.approx(whole.value / 2)
    assert (stated.value, stated.accuracy.absolute) == pytest.approx((whole.value / 4, whole.accuracy.absolute / 4))


def test_amounts_have_the_error_of_their_mean(known: Callable) -> None:
    (found,) = observations(known("product"), [f"multiply={{log: {{{JOBS}}}, per: {{duration: 2 day}}}}"], None)
    assert found.value == pytest.approx(AMOUNTS.mean() / 2)
    assert found.accuracy.absolute == pytest.approx(AMOUNTS.std(ddof=1) / math.sqrt(40) / 2)
    assert found.freedom == 39


def test_many_amounts_that_resemble_their_neighbours_count_for_less(known: Callable) -> None:
    alike = np.repeat(15 + RNG.normal(0, 1, 300), 3)
    Path("jobs.csv").write_text("energy_J\n" + "".join(f"{each}\n" for each in alike))
    (found,) = observations(known("product"), [f"multiply={{log: {{{JOBS}}}}}"], None)
    assert 1.3 < found.accuracy.absolute / (alike.std(ddof=1) / 30) < 2.2  # the root of 3


def test_amounts_too_much_alike_are_refused(known: Callable) -> None:
    alike = np.repeat(AMOUNTS, 30)
    Path("jobs.csv").write_text("energy_J\n" + "".join(f"{each}\n" for each in alike))
    with pytest.raises(InvalidInput, match=r"jobs\.csv are too like their neighbours .*; give more rows"):
        observations(known("product"), [f"multiply={{log: {{{JOBS}}}}}"], None)


def test_errors_of_the_meter_and_of_the_option_are_added_in_quadrature(known: Callable) -> None:
    alone, metered, more = (
        observations(known("product"), [f"multiply={{log: {{{JOBS}{meter}}}}}{error}"], None)[0]
        for meter, error in [("", ""), (", meter: 12 %", ""), (", meter: 12 %", " ± 3 J")]
    )
    squares = alone.accuracy.absolute**2 + (0.12 * alone.value) ** 2 / 3
    assert metered.accuracy.absolute**2 == pytest.approx(squares)
    assert more.accuracy.absolute**2 == pytest.approx(squares + 9)
    assert metered.freedom == pytest.approx(alone.freedom * (metered.accuracy.absolute / alone.accuracy.absolute) ** 4)
    assert observations(known("product"), [f"multiply={{log: {{{JOBS}, meter: 12 %}}}}"], "3 J")[0] == more


def test_an_error_from_few_readings_has_students_t(known: Callable) -> None:
    (found,) = observations(known("product"), [f"multiply={{log: {{{JOBS}}}}}"], None)
    values = found.value + found.accuracy.absolute * np.array([0.0, 1.0, -4.0])
    law = stats.t(found.freedom, 0, found.accuracy.absolute)
    logs = found.log_likelihood(values)
    assert logs - logs[0] == pytest.approx(law.logpdf(values - found.value) - law.logpdf(0))
    assert found.predicted(values[1:2], np.ones(1)) == pytest.approx(law.cdf(found.value - values[1]))


def test_an_update_by_a_log_is_that_by_its_mean(updated: Callable) -> None:
    by_log = updated(
        "sum", f"total={{log: {{{JOBS}, meter: 20 %}}}}"
    )  # the sum of the amounts, without a functional unit
    sum_, error = AMOUNTS.sum(), 0.2 * AMOUNTS.sum() / math.sqrt(3)
    by_number = updated("sum", f"total={sum_} J ± {error} J")
    assert by_log.posterior.main.median.value == pytest.approx(by_number.posterior.main.median.value)
    assert by_log.effective == pytest.approx(by_number.effective)


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        (
            "sum",
            f"total={{log: {{{JOBS}}}}}",
            "has no error: the log has jobs.csv, the sum of 40 amounts; state that of",
        ),
        ("sum", "total=power.csv", "a file is read as a log, such as 'total={log: {csv: power.csv, time:"),
        ("sum", "total={csv: power.csv}", "must be a quantity, or a log such as {log: {csv: power.csv"),
        ("sum", "total={log: {csv: power.csv", "this { is not closed"),
        (
            "sum",
            "total={log: {csv: pwr.csv, step: 1 s, column: a}}",
            "no such file: pwr.csv; it must be in the working",
        ),
        ("sum", f"total={{log: {{{POWER}, metr: 2 %}}}}", "log.metr: unknown key; did you mean 'meter'"),
        (
            "sum",
            f"total={{log: {{{POWER}}}, per: {{duration: 1 day}}}}",
            "the scenario has no functional unit; omit it",
        ),
        (
            "product",
            f"multiply={{log: {{{POWER}}}, per: {{durtion: 1 day}}}}",
            "per.durtion: is no part of the functional",
        ),
        (
            "product",
            f"multiply={{log: {{{POWER}}}, per: {{duration: 1 kg}}}}",
            "per.duration: is a mass (kg) where a time",
        ),
        (
            "product",
            f"multiply={{log: {{{POWER}}}, per: {{duration: 0 day}}}}",
            "per.duration: must be above 0, got 0 day",
        ),
        ("product", f"multipy={{log: {{{POWER}}}}}", "no output or input is called 'multipy'; did you mean 'multiply'"),
    ],
)
def test_what_cannot_be_read_is_refused(known: Callable, name: str, text: str, message: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        observations(known(name), [text], None)
    assert message in str(caught.value)
    assert str(caught.value).startswith("--observed ")


def test_the_log_of_an_input_does_not_count_twice(known: Callable) -> None:
    text = f"total={{log: {{{POWER}}}}}"
    scenario = known("sum")
    (found,) = observations(scenario, [text], None)
    read = found.source.partition(", ")[2]
    for stated in (f"log: power.csv, mean 100 W ± 1, {read}", f"log: day, logs/power.csv, total 5 kWh, {read}"):
        given = replace(scenario.inputs["a"], stated=stated)
        logged = replace(scenario, inputs={**scenario.inputs, "a": given})
        with pytest.raises(InvalidInput, match=r"power.csv is the log of the input a already, and would count twice"):
            observations(logged, [text], None)
        assert observations(logged, [f"total={{log: {{{JOBS}, meter: 2 %}}}}"], None)
