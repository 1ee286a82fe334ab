import pytest

from carbonspan.simulate.show.datasets.cf_units import units


@pytest.mark.parametrize(
    ("text", "cf"),
    [
        ("kgCO2e", "kg"),
        ("tCO2e", "t"),
        ("ktCO2eq", "kt"),
        ("t", "t"),
        ("gram_CO2e", "g"),
        ("gCO2e/kWh", "g kW-1 h-1"),
        ("kgCO2e/J", "kg J-1"),
        ("MWh", "MW h"),
        ("Wh/query", "W h"),
        ("gpu*s", "s"),
        ("gpu*hour", "hour"),
        ("m**3", "m3"),
        ("kg*m**2/s**2", "kg m2 s-2"),
        ("word/day", "day-1"),
        ("year", "Julian_year"),
        ("days", "day"),
        ("µg", "ug"),
        ("%", "percent"),
        ("token", "1"),
        ("", "1"),
    ],
)
def test_units_are_what_udunits_reads(text, cf):
    assert units(text) == cf
