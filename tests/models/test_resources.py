"""Oracles are sums by hand of 0.39 Wh x 1.3 x 1.12, in watt-hours, megajoules, litres and grams."""

import pytest

from carbonspan.models.resources import by_requests
from carbonspan.models.serving import by_requests as served
from carbonspan.models.water import by_energy

KWH, LITRE = 3.6e6, 0.001
REQUEST = {"requests": 1000, "request_energy": 0.39 * 3600, "host": 1.3, "pue": 1.12, "carbon_intensity": 0.384 / KWH}
BEHIND = {"primary_ratio": 11.4 / 3.6, "effectiveness": 0.3 * LITRE / KWH, "generation": 3.13 * LITRE / KWH}


def test_energy_and_emissions_are_those_of_serving():
    result = by_requests(**REQUEST, **BEHIND)
    assert (result.energy, result.emissions) == tuple(served(**REQUEST))


def test_primary_energy_counts_all_of_the_data_centre():
    assert by_requests(**REQUEST, **BEHIND).primary_energy / 1e6 == pytest.approx(0.56784 * 11.4, rel=1e-12)


def test_water_on_site_counts_the_computers_alone():
    result = by_requests(**REQUEST, **BEHIND)
    assert result.water / LITRE == pytest.approx(0.507 * 0.3 + 0.56784 * 3.13, rel=1e-12)
    assert result.water == by_energy(0.507 * KWH, 1.12, BEHIND["effectiveness"], BEHIND["generation"]).water
