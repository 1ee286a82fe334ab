"""Primary energy and water of a request, and what physics says of the catalog's rows."""

import pytest

from carbonspan.simulate.engine.evaluate import evaluate, nominal_values
from carbonspan.simulate.reader.load import load
from carbonspan.simulate.shipped import catalog

KWH = 3.6e6


def primary(kind: str) -> dict[str, float]:
    """Primary energy of a place's electricity (MJ a kWh) by place, in the rows of one kind."""
    rows = {tuple(name.split("/")): row for name, row in catalog.rows().items()}
    return {name[1]: float(row.value) for name, row in rows.items() if name[0] == "primary" and kind in name[2]}


def test_no_electricity_takes_less_than_itself():
    assert {"us", "fr", "cn", "europe", "world"} == primary("whole").keys()
    assert min(primary("whole").values()) > 3.6


@pytest.mark.parametrize(("place", "renewables"), [("us", 0.15), ("cn", 0.24), ("fr", 0.18)])
def test_fuels_are_the_whole_less_renewables(place, renewables):
    # renewables of 2016, in percent; the whole is published to three digits
    assert 1 - primary("fuels")[place] / primary("whole-ecologits")[place] == pytest.approx(renewables, abs=0.01)


@pytest.mark.parametrize(
    ("country", "ratio", "litres", "grams"),
    [("united_states", 11.4, 3.13, 384), ("france", 11.3, 3.67, 44), ("china", 14.1, 6.01, 558)],
)
def test_a_request_by_hand(country, ratio, litres, grams):
    scenario = load("request/resources")
    inputs = scenario.inputs | {option.label: option for option in scenario.axes[0].options}[country].inputs
    energy, primary_energy, water, emissions = evaluate(scenario, nominal_values(inputs), inputs)
    computers = 0.39e-3 * 1.3  # kWh
    facility = computers * 1.12
    assert energy / KWH == pytest.approx(facility, rel=1e-9)
    assert primary_energy / 1e6 == pytest.approx(facility * ratio, rel=1e-9)
    assert water * 1000 == pytest.approx(computers * 0.3 + facility * litres, rel=1e-9)
    assert emissions * 1000 == pytest.approx(facility * grams, rel=1e-9)
