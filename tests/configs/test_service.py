"""The life cycle of a service: oracles are sums by hand in GPU-hours, kilograms and tonnes."""

from math import exp, hypot, log

import pytest

from carbonspan.simulate.answer.answer import Answer
from carbonspan.simulate.answer.run import run_scenario
from carbonspan.simulate.answer.statistics.marginal import Marginal
from carbonspan.simulate.reader.load import load

FIRST = {"boundary": "with_hardware", "allocation": "by_days_of_service", "accounting": "location"}
TRAINING = 6 * 8.03e9 * 15e12 / (989e12 * 0.35) / 3600  # GPU-hours
SERVING = 64 * 365.25 * 24


@pytest.fixture(scope="module")
def summary() -> Answer:
    return run_scenario(load("presets/life-cycle"), samples=100_000)


def record(summary: Answer, output: str, **at: str) -> Marginal:
    found = summary.marginal(output, FIRST | at)
    assert found is not None
    return found


def test_a_year_by_hand(summary):
    operation = (TRAINING / 2 * 760 * 1.12 + SERVING * 500 * 1.12) / 1000 * 0.384
    server = 1000 + 2 * 100 + 2048 * 1.39 + 8 * 164
    hardware = (TRAINING / 2 + SERVING) / (4 * 365.25 * 24 * 0.75) * server / 8
    assert record(summary, "hardware_emissions").nominal == pytest.approx(hardware, rel=1e-9)
    assert record(summary, "total_emissions").nominal == pytest.approx(operation + hardware, rel=1e-9)


def test_the_boundary_counts_hardware_or_leaves_it_out(summary):
    parts = [record(summary, f"{part}_emissions").mean.value for part in ("training", "serving", "hardware")]
    assert record(summary, "total_emissions").mean.value == pytest.approx(sum(parts), rel=1e-9)
    assert record(summary, "hardware_emissions", boundary="operation").nominal == 0
    without = record(summary, "total_emissions", boundary="operation")
    assert without.mean.value == pytest.approx(sum(parts[:2]), rel=1e-9)


def test_hardware_wears_by_the_share_of_training_that_the_year_bears(summary):
    whole = record(summary, "hardware_emissions", allocation="all_at_once").nominal
    expected = (TRAINING + SERVING) / (TRAINING / 2 + SERVING)
    assert whole / record(summary, "hardware_emissions").nominal == pytest.approx(expected, rel=1e-9)


def test_the_market_leaves_hardware_as_it_is(summary):
    location, market = (record(summary, "hardware_emissions", accounting=each) for each in ("location", "market"))
    assert market.nominal == location.nominal
    serving = record(summary, "serving_emissions")
    assert record(summary, "serving_emissions", accounting="market").nominal == pytest.approx(0.37 * serving.nominal)


def test_one_site_trains_and_serves(summary):
    operation = record(summary, "total_emissions", boundary="operation")
    parts = [record(summary, f"{part}_emissions") for part in ("training", "serving")]
    # what has common factors covaries by the product of its means times the factors' relative variance
    place, database, pue = log(1.3) ** 2, log(1.16) ** 2, ((1.2 - 1.07) / 5.5 / 1.125) ** 2
    expected = 2 * parts[0].mean.value * parts[1].mean.value * (exp(place + database + pue) - 1)
    found = operation.sd.value**2 - sum(part.sd.value**2 for part in parts)
    error = 2 * hypot(*(each.sd.value * each.sd.error for each in (operation, *parts)))
    assert expected > 5 * error
    assert found == pytest.approx(expected, abs=4 * error)
