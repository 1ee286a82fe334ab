"""The life cycle of a service: oracles are sums by hand in GPU-hours, kilograms and tonnes."""

from math import hypot

import numpy as np
import pytest

from carbonspan.simulate.answer.answer import Answer
from carbonspan.simulate.answer.run import run_scenario
from carbonspan.simulate.answer.statistics.marginal import Marginal
from carbonspan.simulate.reader.load import load
from carbonspan.simulate.scenario.scenario import Scenario

FIRST = {"boundary": "with_hardware", "allocation": "by_days_of_service", "accounting": "location"}
TRAINING = 6 * 8.03e9 * 15e12 / (989e12 * 0.19) / 3600  # GPU-hours
SERVING = 64 * 365.25 * 24


@pytest.fixture(scope="module")
def summary() -> Answer:
    return run_scenario(load("presets/life-cycle"), samples=100_000)


def record(summary: Answer, output: str, **at: str) -> Marginal:
    found = summary.marginal(output, FIRST | at)
    assert found is not None
    return found


def relative_variance(scenario: Scenario, name: str) -> float:
    """The variance of an input over the square of its mean, from its quantiles."""
    values = scenario.inputs[name].distribution.quantile((np.arange(20_000) + 0.5) / 20_000)
    return float(np.var(values) / np.mean(values) ** 2)


def test_a_year_by_hand(summary):
    operation = (TRAINING / 2 * 760 * 1.12 + SERVING * 500 * 1.12) / 1000 * 0.37
    server = 1000 + 2 * 100 + 2048 * 1.39 + 8 * 164
    held, idles = (hours / (4 * 365.25 * 24) * server / 8 for hours in (SERVING, TRAINING / 2 / 0.75))
    assert record(summary, "hardware_emissions").nominal == pytest.approx(held, rel=1e-9)
    assert record(summary, "training_hardware_emissions").nominal == pytest.approx(idles, rel=1e-9)
    assert record(summary, "total_emissions").nominal == pytest.approx(operation + held + idles, rel=1e-9)


def test_the_boundary_counts_hardware_or_leaves_it_out(summary):
    names = ("training", "serving", "hardware", "training_hardware")
    parts = [record(summary, f"{part}_emissions").mean.value for part in names]
    assert record(summary, "total_emissions").mean.value == pytest.approx(sum(parts), rel=1e-9)
    assert record(summary, "hardware_emissions", boundary="operation").nominal == 0
    without = record(summary, "total_emissions", boundary="operation")
    assert without.mean.value == pytest.approx(sum(parts[:2]), rel=1e-9)


def test_hardware_wears_by_the_share_of_training_that_the_year_bears(summary):
    whole = record(summary, "training_hardware_emissions", allocation="all_at_once").nominal
    assert whole / record(summary, "training_hardware_emissions").nominal == pytest.approx(2, rel=1e-9)
    held = {
        record(summary, "hardware_emissions", allocation=each).nominal for each in ("all_at_once", FIRST["allocation"])
    }
    assert len(held) == 1


def test_the_market_leaves_hardware_as_it_is(summary):
    location, market = (record(summary, "hardware_emissions", accounting=each) for each in ("location", "market"))
    assert market.nominal == location.nominal
    serving = record(summary, "serving_emissions")
    assert record(summary, "serving_emissions", accounting="market").nominal == pytest.approx(0.37 * serving.nominal)


def test_one_site_trains_and_serves(summary):
    operation = record(summary, "total_emissions", boundary="operation")
    parts = [record(summary, f"{part}_emissions") for part in ("training", "serving")]
    # what has common factors covaries by the product of its means times the factors' relative variance
    place, pue = (
        relative_variance(load("presets/life-cycle"), f"serving.{name}") for name in ("carbon_intensity", "pue")
    )
    expected = 2 * parts[0].mean.value * parts[1].mean.value * ((1 + place) * (1 + pue) - 1)
    found = operation.sd.value**2 - sum(part.sd.value**2 for part in parts)
    error = 2 * hypot(*(each.sd.value * each.sd.error for each in (operation, *parts)))
    assert expected > 5 * error
    assert found == pytest.approx(expected, abs=4 * error)
