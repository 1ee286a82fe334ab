import math

import pytest

from carbonspan.simulate.units.number_format import grouped, grouping, rounded, significant


@pytest.mark.parametrize(
    ("value", "digits", "text"),
    [
        (1e6, 6, "1,000,000"),
        (11_870.8, 6, "11,870.8"),
        (1460.0, 3, "1,460"),
        (999.6, 3, "1,000"),
        (-29_166.7, 3, "-29,200"),
        (1e9, 3, "1e9"),
        (math.inf, 3, "inf"),
    ],
)
def test_thousands_are_set_apart_by_commas(value, digits, text):
    assert significant(value, digits) == text


def test_decimals_are_not_grouped():
    assert grouped("1234.56789") == "1,234.56789"
    assert rounded(0.123456, -5) == "0.12346"


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("11870 kWh", "11,870 kWh"),
        ("29166.75 h", "29,166.75 h"),
        ("0.00012 t", "0.00012 t"),
        ("1e5000 t", "1e5000 t"),
        ("12345e3 t", "12345e3 t"),
        ("from 10000 to 20000", "from 10,000 to 20,000"),
        ("wecc-2020", "wecc-2020"),
        ("11,870 kWh", "11,870 kWh"),
    ],
)
def test_numbers_in_a_text_keep_their_digits(written, read):
    assert grouping(written) == read
