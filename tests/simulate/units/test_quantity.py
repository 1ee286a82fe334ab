"""Numbers with units: what is read, exactly, and what is refused."""

import math
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carbonspan.simulate.units import ONE, UnitError, number, quantity, stated_unit, unit


@pytest.mark.parametrize(
    ("like", "wanted"),
    [
        ("", "must be a plain number, got"),
        ("%", "must be a plain number, got"),
        ("gCO2e/kWh", "such as 0.3 gCO2e/kWh, got"),
        ("W/gpu", "such as 0.3 W/gpu, got"),
    ],
)
def test_the_example_of_a_number_has_the_unit_that_is_wanted(like, wanted):
    for value in ("abc", True):
        with pytest.raises(UnitError, match=wanted):
            number(value, like=unit(like))
        with pytest.raises(UnitError, match=wanted):
            number(value, bare=unit(like))


@pytest.mark.parametrize(
    ("value", "expected", "text"),
    [
        ("3e8 word/day", 3e8 / 86400, "word/day"),
        ("85 %", 0.85, "%"),
        ("57%", 0.57, "%"),
        ("0.0385 g", 0.0385e-3, "g"),
        ("-4.5 degC", -4.5, "degC"),
        ("+.5 kWh", 1.8e6, "kWh"),
        ("5 1/day", 5 / 86400, "1/day"),
        ("0.000322167 t/kWh", 0.322167 / 3.6e6, "t/kWh"),
        ("1.2", 1.2, ""),
        (1.2, 1.2, ""),
        (3, 3.0, ""),
    ],
)
def test_numbers_arrive_in_base_units(value, expected, text):
    found, written = number(value)
    assert found == pytest.approx(expected, rel=1e-15)
    assert written == unit(text)


@pytest.mark.parametrize("value", [85, 85.0, "85"])
def test_a_bare_number_takes_the_unit_in_force(value):
    assert number(value, bare=unit("%")) == (0.85, unit("%"))


def test_a_number_with_a_unit_keeps_it_whatever_is_in_force():
    assert number("2 MWh", bare=unit("kWh")) == (7.2e9, unit("MWh"))


@pytest.mark.parametrize(
    ("value", "message"),
    [
        ("1e999", "must be finite, got 1e999"),
        (10**400, "must be finite, got inf"),
        (math.nan, "must be finite, got nan"),
        (-math.inf, "must be finite, got -inf"),
        ("1e308 MWh", "must be finite, got 1e308 MWh"),
        ("nan kg", "must be a number with a unit, such as 0.3 kWh, got 'nan kg'"),
        ("", "must be a number with a unit"),
        ("kWh", "must be a number with a unit"),
        ("1,287 MWh", "use a decimal point and no thousands separators: 1287 MWh, or 1.287 MWh; got '1,287 MWh'"),
        ("1,287,500 kWh", "no thousands separators: 1287500 kWh; got"),
        ("1.287,5 MWh", "no thousands separators: 1287.5 MWh; got"),
        ("1.287.500 kWh", "no thousands separators: 1287500 kWh; got"),
        ("-0,5", "no thousands separators: -0.5; got"),
        ("1,2,3 kWh", "no thousands separators: 1287.5 MWh; got"),
        ("1 287 MWh", "no thousands separators: 1287 MWh"),
        ("1_287.5 MWh", "no thousands separators: 1287.5 MWh"),
        ("1 kWh\n2", "must be a number with a unit|a unit is a product"),
        (True, "must be a number with a unit, .*got 'True'"),
        (None, "must be a number with a unit, .*got 'None'"),
        ([1], "must be a number with a unit"),
        ("9" * 101, "must be a number with a unit"),
        ("1.2 to", "a range has two ends and is written `1.2 to 1.5`; got '1.2 to'"),
        ("to 1.5 kW", "a range has two ends and is written `1.2 to 1.5`; got 'to 1.5 kW'"),
        ("1.2-1.5", "a range is written `1.2 to 1.5`; got '1.2-1.5'"),
        ("1e-3 – 2e-3 kW", "a range is written `1e-3 to 2e-3 kW`"),
        ("1.2..1.5", "a range is written `1.2 to 1.5`"),
        ("1 to 3 day", "must be one number, got the range '1 to 3 day'"),
    ],
)
def test_what_is_no_number_is_refused(value, message):
    with pytest.raises(UnitError, match=message):
        number(value)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("0.4 kg/kWh", "400 g/kWh"),
        ("0.1 kWh", "100 Wh"),
        ("57 %", "0.57"),
        ("0.3 t", "300 kg"),
        ("1.1 hour", "66 min"),
        ("0.7 year", "8.4 month"),
        ("1 lb/MWh", "453.59237 g/MWh"),
        ("2.3e-4 tCO2e/kWh", "230 gCO2e/kWh"),
        ("1234.5678 word/day", "1.2345678e3 word/day"),
    ],
)
def test_one_number_in_two_spellings_is_one_float(first, second):
    assert number(first)[0] == number(second)[0]


SAME = [("kg/kWh", "g/kWh", 3), ("MWh", "kWh", 3), ("t", "g", 6), ("tCO2e", "mgCO2e", 9), ("kW/gpu", "mW/gpu", 6)]


@given(st.integers(1, 10**15), st.integers(-12, 12), st.sampled_from(SAME))
def test_a_power_of_ten_may_be_in_the_number_or_in_the_prefix(digits, exponent, units):
    large, small, power = units
    assert number(f"{digits}e{exponent} {large}")[0] == number(f"{digits}e{exponent + power} {small}")[0]


@given(st.integers(1, 10**15), st.integers(-12, 12), st.sampled_from(["lb/MWh", "word/day", "month", "%", "mi", "gal"]))
def test_a_number_is_rounded_once(digits, exponent, text):
    exact = Fraction(digits) * Fraction(10) ** exponent * unit(text).factor
    assert number(f"{digits}e{exponent} {text}")[0] == exact.numerator / exact.denominator


def test_a_huge_exponent_costs_nothing():
    with pytest.raises(UnitError, match="must be at least 5e-324 in size, or 0, got 1e-999999999"):
        number("1e-999999999 kWh")
    with pytest.raises(UnitError, match="must be finite, got 1e999999999 kWh"):
        number("1e999999999 kWh")


@pytest.mark.parametrize(
    ("value", "law"),
    [
        ("10 ± 2 kWh", "`normal: {mean: 10 kWh, sd: 2 kWh}`"),
        ("10 kWh ± 2 kWh", "`normal: {mean: 10 kWh, sd: 2 kWh}`"),
        ("10 kWh +/- 2", "`normal: {mean: 10 kWh, sd: 2 kWh}`"),
        ("10 ± 2", "`normal: {mean: 10, sd: 2}`"),
        ("50 % ± 5 %", "`normal: {mean: 50 %, sd: 5 %}`"),
        ("10 kWh ± 20 %", "`lognormal: {mean: 10 kWh, cv: 20 %}`"),
    ],
)
def test_a_spread_is_answered_with_the_law_that_says_it(value, law):
    with pytest.raises(UnitError) as caught:
        number(value)
    assert str(caught.value) == f"must be one number; a spread is a law, such as {law}; got {value!r}"


@pytest.mark.parametrize(
    ("value", "remedy"),
    [
        ("11,870.8 kWh", "use a decimal point and no thousands separators: 11870.8 kWh"),
        ("65,000 trees", "use a decimal point and no thousands separators: 65000 trees, or 65.000 trees"),
        ("1'287 MWh", "use a decimal point and no thousands separators: 1287 MWh"),
        ("3×10^8 word/day", "a power of ten is written 3e8 word/day"),
        ("1.5 x 10**-3 kg", "a power of ten is written 1.5e-3 kg"),
        ("3·10^8", "a power of ten is written 3e8"),
    ],
)
def test_digits_written_otherwise_are_answered_with_the_right_ones(value, remedy):
    with pytest.raises(UnitError) as caught:
        number(value)
    assert str(caught.value) == f"{remedy}; got {value!r}"


def test_a_quantity_has_the_dimension_that_is_expected():
    value, given_ = quantity("852.3 lb/MWh", unit("kgCO2e/J"))
    assert value == number("852.3 lb/MWh")[0]
    assert (given_.text, given_.dimension) == ("lb/MWh", unit("kgCO2e/J").dimension)
    assert quantity(3, unit("kWh"), bare=unit("Wh")) == (10800.0, unit("Wh"))
    with pytest.raises(UnitError, match=r"is a power .* where an energy is expected .*; got 3 kW"):
        quantity("3 kW", unit("J"))


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("3 kWh", "kWh"),
        ("30 %", "%"),
        ("3", None),
        (3, None),
        ("3 kwh", None),
        ("kWh", None),
        ("5 1", None),
        (None, None),
    ],
)
def test_the_unit_that_a_number_states(value, text):
    found = stated_unit(value)
    assert (found and found.text) == text


def test_a_plain_number_has_no_unit():
    assert number("3") == number(3) == number(3.0) == (3.0, ONE)
