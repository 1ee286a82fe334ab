"""Sentences and tables about measurements, from numbers made by hand."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest

from carbonspan.simulate.answer.statistics.marginal import Estimate
from carbonspan.simulate.answer.subject import Subject
from carbonspan.simulate.sensitivity.measuring.accuracy import PERFECT, Accuracy
from carbonspan.simulate.sensitivity.measuring.expected_width import Widths
from carbonspan.simulate.sensitivity.measuring.measurements import Measurement, Measurements
from carbonspan.simulate.show.reports.measure import lines, narrowing
from carbonspan.simulate.show.terminals.columns import Columns
from carbonspan.simulate.units import unit


def measurement(name: str, share: float, *, error: float = 0.001, now: float = 2000.0) -> Measurement:
    inputs = tuple(name.split(","))
    accuracies = (PERFECT, Accuracy(share=0.1, stated="to 10%"))[: len(inputs)]
    return Measurement(
        inputs, accuracies, {"emissions": Widths(now, Estimate(share, error), is_log=False)}, indirect={}
    )


def measurements(*each: Measurement) -> Measurements:
    return Measurements(
        subject=Subject("a/b", "A service"),
        headline="emissions",
        hash="3f2a9c81d05b7e64",
        samples=1_000_000,
        seed=0,
        labels={},
        count=1,
        units={"emissions": unit("t")},
        variable=(),
        measurements=each,
    )


def told(found: Measurements) -> list[str]:
    return [
        text
        for line in lines(found, "emissions")
        for text in ([line] if isinstance(line, str) else [row.text for row in line.lines()])
    ]


def test_the_best_measurement_and_the_pair_are_sentences() -> None:
    shown = told(measurements(measurement("a", 0.8), measurement("b", 0.7), measurement("a,b", 0.4)))
    assert shown[2:4] == [
        (
            "Measure b perfectly: the 90 % interval of emissions is expected to narrow from 2 t to 1.4 t. No other "
            "measurement does as much."
        ),
        "Measure both a and b (perfectly, to 10%): it is expected to narrow to 0.8 t.",
    ]
    assert [row.split()[0] for row in shown[5:9]] == ["input", "a", "b", "a"]
    assert shown[-1] == "1,000,000 samples, seed 0, hash 3f2a9c81d05b"


def test_two_that_cannot_be_told_apart_are_said_to_do_as_much() -> None:
    shown = told(measurements(measurement("a", 0.7), measurement("b", 0.702)))
    assert shown[2].endswith("to 1.4 t. b does as much, within the error.")
    assert told(measurements(measurement("a", 0.7)))[2].endswith("to 1.4 t.")


def test_a_width_without_a_known_digit_is_unknown() -> None:
    """It claims nothing of the others: one that is unknown may narrow most."""
    far = measurement("a", math.nan, error=3.0)
    shown = told(measurements(measurement("b", 0.7), far))
    assert shown[2].endswith("to 1.4 t.")
    row = next(line for line in shown if line.startswith("a "))
    assert row.split()[2:] == ["2", "t", "unknown", "unknown"]
    reason = "What measuring a leaves of the 90 % interval of emissions is unknown: "
    reason += "it depends on the few samples farthest out."
    assert reason in shown
    assert told(measurements(measurement("b", 1.1), far))[2] == (
        "No single measurement is known to narrow the 90 % interval of emissions by more than 1 %."
    )
    assert reason in told(measurements(far))


def test_what_narrows_nothing_is_said() -> None:
    shown = told(measurements(measurement("a", 0.999)))
    assert shown[2] == "No single measurement narrows the 90 % interval of emissions by more than 1 %."


def test_an_output_of_one_value_has_nothing_to_narrow() -> None:
    shown = told(measurements(measurement("a", math.nan, error=math.nan, now=0.0)))
    assert shown[2] == "emissions has a single value: there is no interval to narrow."


def test_variability_and_stand_ins_are_explained() -> None:
    proxy = replace(measurement("proxy", 0.8), indirect={"emissions": ("a", "b")})
    idle = replace(measurement("idle", 1.0), indirect={"emissions": ()})
    found = replace(measurements(measurement("a", 0.7), proxy, idle), variable=("users",))
    shown = told(found)
    assert "Variability, which differs from case to case and which no measurement narrows: users." in shown
    assert "emissions does not depend on proxy: measuring it tells about a and b, with which it correlates." in shown
    assert "emissions does not depend on idle, nor on what correlates with it." in shown


def test_the_first_of_several_coordinates_is_named() -> None:
    found = replace(measurements(measurement("a", 0.7)), labels={"region": "norway"}, count=3)
    assert told(found)[2] == "At region norway, the first of 3 coordinates; --choice picks another."


@pytest.mark.parametrize(
    ("share", "error", "shown"),
    [(0.769, 0.002, "23.1(2) %"), (0.9999, 0.001, "0 ± 0.2 %"), (1.0, 0.0, "0 %"), (0.0, 0.0, "100 %")],
)
def test_narrowings(share: float, error: float, shown: str) -> None:
    assert narrowing(Estimate(share, error)) == shown


def test_a_factor_is_a_width_on_the_logarithm() -> None:
    each = measurement("a", 0.5)
    widths = {"emissions": Widths(math.log(16.0), Estimate(0.5, 0.001), is_log=True)}
    shown = lines(measurements(replace(each, widths=widths)), "emissions")
    assert "narrow from a factor of 16 to a factor of 4." in str(shown[2])
    assert isinstance(shown[4], Columns)
