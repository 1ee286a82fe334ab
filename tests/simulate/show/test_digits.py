import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carbonspan.simulate.describe.numerals import MOST_SIGNIFICANT, significant
from carbonspan.simulate.show.digits import compared, number, place, quoted, with_error

FINITE = st.floats(min_value=-1e308, max_value=1e308)
ERRORS = st.floats(min_value=1e-300, max_value=1e300)


def read(text: str) -> float:
    return float(text.replace(",", ""))


@pytest.mark.parametrize(
    ("value", "error", "text"),
    [
        (3.09124, 0.0006, "3.0912"),
        (3.09124, 0.00096, "3.091"),  # the error is 0.001 to one digit
        (9.9996, 0.001, "10.000"),
        (-3.09124, 0.02, "-3.09"),
        (-0.04, 0.3, "0.0"),
        (0.0, 0.3, "0.0"),
        (3.1, 12, "0"),
        (29_166.7, 30, "29,170"),
        (1234.0, 1, "1,234"),
        (2e30, 1e28, "2.00e30"),
        (1.23456789e-7, 1e-10, "1.235e-7"),
        (12_345_678.0, 1e-3, "12,345,678.000"),
        (5.0, math.inf, "5"),
        (5.0, math.nan, "5"),
        (math.inf, 1.0, "inf"),
        (-math.inf, 0.0, "-inf"),
    ],
)
def test_no_digit_beyond_the_error(value, error, text):
    assert number(value, error) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0.0, "0"),
        (-0.0, "0"),
        (3.8244, "3.8244"),
        (2 / 3, "0.666667"),
        (1e6, "1,000,000"),
        (5e-324, "5e-324"),
    ],
)
def test_exact_numbers_get_six_digits_at_most(value, text):
    assert number(value) == text


@pytest.mark.parametrize(
    ("value", "error", "text"),
    [
        (3.09124, 0.00058, "3.0912(6)"),
        (29_166.7, 30, "29,170(30)"),
        (2e30, 1e28, "2.00(1)e30"),
        (2e30, 3e30, "2e30(3)"),
        (0.0, 3e-9, "0(3e-9)"),
        (3.8244, 0.0, "3.8244"),
        (3.0912, 1e-9, "3.091200000(1)"),
        (3.0912, 1e-17, "3.09120000000000"),  # the error lies beyond what a float holds
        (5.0, math.inf, "5"),
        (math.inf, math.nan, "inf"),
    ],
)
def test_error_in_brackets_counts_the_last_digit(value, error, text):
    assert with_error(value, error) == text.replace("2e30(3)", "2(3)e30")


@given(FINITE, ERRORS)
def test_what_is_printed_is_the_number_to_half_a_unit_of_the_last_place(value, error):
    off = abs(read(number(value, error)) - value)
    assert off <= 0.5000001 * 10.0 ** place(value, error) + math.ulp(value)


@given(FINITE, ERRORS)
def test_the_last_place_is_never_finer_than_the_error(value, error):
    assert 10.0 ** place(value, error) > error / 10


@given(FINITE)
def test_no_number_has_more_than_six_significant_digits(value):
    digits = number(value).partition("e")[0].replace(",", "").replace(".", "").strip("-0")
    assert len(digits) <= MOST_SIGNIFICANT


@pytest.mark.parametrize(
    ("values", "texts"),
    [
        ((1.234, 3.0912, 7.91), ("1.2", "3.1", "7.9")),
        ((0.9, 12, 110), ("0.90", "12", "110")),
        ((1001.2, 1005.1, 1009.3), ("1,001", "1,005", "1,009")),
        ((-0.001, 1.23, 4.04), ("0.0", "1.2", "4.0")),
        ((5.0, 5.0, 5.0), ("5", "5", "5")),
        ((-math.inf, 0.0, math.inf), ("-inf", "0", "inf")),
        ((12_345.0, 23_456.0, 99_999.0), ("12,000", "23,000", "100,000")),
    ],
)
def test_quoted_numbers_have_two_digits_unless_they_would_look_alike(values, texts):
    assert quoted(values, (0, 0, 0)) == texts


def test_quoted_numbers_stop_at_their_error():
    assert quoted((1.2, 3.1, 17.9), (0.04, 0.3, 10)) == ("1.2", "3.1", "20")


def test_significant_digits():
    assert [significant(value, 3) for value in (3.8244, 3.0, 0.0, 1.5e12, -29_166.7)] == [
        "3.82", "3", "0", "1.5e12", "-29,200",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("value", "apart", "text"),
    [
        (3.8244, 6.5, "3.82"),
        (100.0213, 0.2, "100.02"),
        (5.0, 0.0, "5"),
        (math.inf, 1.0, "inf"),
        (3.8244, math.inf, "3.82"),
    ],
)
def test_an_exact_number_is_told_from_its_neighbours(value, apart, text):
    assert compared(value, apart) == text


def test_quoted_numbers_tell_other_intervals_apart():
    assert quoted((99.918, 100.082), (0, 0), apart=0.067) == ("99.92", "100.08")
