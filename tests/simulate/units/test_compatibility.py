"""Which unit may be where another one is expected."""

import pytest

from carbonspan.simulate.units import UnitError, compatible, require, same_scale, unit


def test_a_plain_mass_may_stand_for_emissions_but_not_the_other_way():
    assert compatible(unit("t"), unit("kgCO2e"))
    assert compatible(unit("kg/kWh"), unit("gCO2e/kWh"))
    assert compatible(unit("kgCO2e"), unit("kgCO2e"))
    assert not compatible(unit("kgCO2e"), unit("kg"))
    assert not compatible(unit("kg/word"), unit("kgCO2e/token"))


@pytest.mark.parametrize(
    ("given_", "expected", "message"),
    [
        ("kW", "kWh", r"is a power \(kW\) where an energy is expected \(kWh\)"),
        ("", "gpu*s/word", r"needs a unit such as gpu\*s/word; got 0.35"),
        ("kg/word", "gpu*s/word", r"has the unit kg/word where gpu\*s/word is expected"),
        ("kWh", "", r"is an energy \(kWh\) where a plain number is expected \(no unit\)"),
        ("kgCO2e", "kg", r"is a mass of CO2e \(kgCO2e\) where a mass is expected \(kg\)"),
    ],
)
def test_a_wrong_dimension_is_named(given_, expected, message):
    with pytest.raises(UnitError, match=message):
        require(unit(given_), unit(expected), stated="0.35")


def test_a_plain_mass_becomes_co2e_where_that_is_expected():
    taken = require(unit("lb/MWh"), unit("gCO2e/kWh"))
    assert (taken.text, taken.factor) == ("lb/MWh", unit("lb/MWh").factor)
    assert compatible(unit("gCO2e/kWh"), taken)


def test_a_number_means_the_same_in_units_of_one_scale():
    assert same_scale(unit("kg/kWh"), unit("gCO2e/Wh"))
    assert same_scale(unit("kWh"), unit("kW*h"))
    assert not same_scale(unit("kg"), unit("g"))
    assert not same_scale(unit("word"), unit("token"))
