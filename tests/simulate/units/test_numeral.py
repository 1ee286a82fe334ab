"""The digits and the unit in one text."""

import pytest

from carbonspan.simulate.units.notation import UnitError
from carbonspan.simulate.units.numeral import split


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("3e8 word/day", ("3e8", "word/day")),
        ("57%", ("57", "%")),
        ("-4.5e-3degC", ("-4.5e-3", "degC")),
        ("5 1/day", ("5", "1/day")),
        (".5", (".5", "")),
        ("300 g CO₂e/kWh", ("300", "g CO₂e/kWh")),
    ],
)
def test_digits_and_unit(text, parts):
    assert split(text, "must be a number") == parts


def test_what_should_be_there_is_said():
    with pytest.raises(UnitError, match="must be 3 kWh, got 'many'"):
        split("many", "must be 3 kWh")
