import pytest

from carbonspan.models.energy import facility, fleet, operational, primary

KWH = 3.6e6


def test_sixteen_cards_of_250_w_take_96_kwh_a_day():
    assert fleet(16, 250, 86400) / KWH == pytest.approx(96, rel=1e-14)


def test_a_data_centre_takes_its_pue_times_its_computers():
    assert facility(250, 1.12) == pytest.approx(280, rel=1e-14)


def test_emissions_are_energy_times_intensity():
    assert operational(96 * KWH, 0.27 / KWH) == pytest.approx(25.92, rel=1e-12)


def test_primary_energy_of_a_kilowatt_hour_is_the_published_one():
    # the United States in the first edition of EcoLogits: 11.4 MJ a kWh
    assert primary(KWH, 11.4e6 / KWH) == pytest.approx(11.4e6, rel=1e-14)
