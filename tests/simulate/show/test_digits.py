import math
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carbonspan.simulate.show.digits import compared, in_order, last_digit, number, quoted, with_error
from carbonspan.simulate.units.number_format import MOST_SIGNIFICANT, significant

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
        (-0.04, 0.3, "-0.04"),  # smaller than its error, but no less than a tenth of it
        (-0.02, 0.3, "0.0"),
        (0.0, 0.3, "0.0"),
        (3.1, 12, "3"),
        (86_000, 2e5, "90,000"),
        (1e-240, 3e-230, "0"),
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
        (86_000, 2e5, "90,000(200,000)"),
        (3.1, 12, "3(12)"),
        (3e240, 1e243, "0(1e243)"),
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
def test_what_is_printed_is_the_number_to_half_a_unit_of_the_last_digit(value, error):
    off = abs(read(number(value, error)) - value)
    assert off <= 0.5000001 * 10.0 ** last_digit(value, error) + math.ulp(value)


@given(FINITE, ERRORS)
def test_the_last_digit_is_never_finer_than_the_error(value, error):
    assert 10.0 ** last_digit(value, error) > error / 100 * (1 - 1e-12)  # a tenth, where the value is as small


@given(FINITE)
def test_no_number_has_more_than_six_significant_digits(value):
    digits = number(value).partition("e")[0].replace(",", "").replace(".", "").strip("-0")
    assert len(digits) <= MOST_SIGNIFICANT


@pytest.mark.parametrize(
    ("values", "texts"),
    [
        ((1.234, 3.0912, 7.91), ("1.2", "3.1", "7.9")),
        ((0.9, 12, 110), ("0.90", "12", "110")),
        ((1001.2, 1005.1, 1009.3), ("1,001.2", "1,005.1", "1,009.3")),
        ((-1.64, 0.004, 1.66), ("-1.6", "0", "1.7")),
        ((-41.0, 0.011, 44.0), ("-41", "0", "44")),
        ((940.3, 1026.2, 1133.4), ("940", "1,030", "1,130")),
        ((0.5223, 2.41, 11.04), ("0.52", "2.4", "11")),
        ((1.2001, 1.2604, 1.3302), ("1.20", "1.26", "1.33")),
        ((-1.4e242, 3e-290, 4.9e238), ("-1.4e242", "0", "4.9e238")),
        ((0.0, 0.0, 2.8), ("0", "0", "2.8")),
        ((5.0, 5.0, 5.0), ("5", "5", "5")),
        ((12_345.0, 23_456.0, 99_999.0), ("12,000", "23,000", "100,000")),
    ],
)
def test_quoted_numbers_have_two_digits_unless_that_moves_them_by_a_fortieth_of_the_width(values, texts):
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
        (1e300, 0.0, "1e300"),
    ],
)
def test_an_exact_number_is_told_from_its_neighbours(value, apart, text):
    assert compared(value, apart) == text


TRIPLES = st.lists(st.tuples(FINITE, ERRORS), min_size=3, max_size=3).map(sorted)
WIDE = st.tuples(st.floats(-300, 300), st.sampled_from((-1.0, 1.0))).map(lambda drawn: drawn[1] * 10.0 ** drawn[0])
WIDE_TRIPLES = st.lists(st.tuples(WIDE, WIDE.map(abs)), min_size=3, max_size=3).map(sorted)


@given(TRIPLES | WIDE_TRIPLES)
def test_what_ascends_is_quoted_ascending(triple):
    values, errors = zip(*triple, strict=True)
    said = list(map(read, quoted(values, errors)))
    assert said == sorted(said)


@given(TRIPLES | WIDE_TRIPLES)
def test_what_ascends_is_printed_ascending_with_its_errors(triple):
    values, errors = zip(*triple, strict=True)
    said = [read(re.sub(r"\([^)]*\)", "", text)) for text in in_order(values, errors)]
    assert said == sorted(said)


@given(TRIPLES | WIDE_TRIPLES)
def test_no_exact_number_is_moved_by_more_than_a_fortieth_of_the_width(triple):
    values = [value for value, _ in triple]
    half = values[2] / 2 - values[0] / 2
    for value, text in zip(values, quoted(values, (0, 0, 0)), strict=True):
        slack = 4 * math.ulp(value)  # of the subtraction, and of reading the text
        assert abs(read(text) / 2 - value / 2) <= half / 40 * (1 + 1e-9) + slack or half == 0


@given(WIDE, WIDE.map(abs))
def test_no_end_that_is_known_prints_as_zero(value, error):
    low, high = sorted((value, 2 * value))
    assert error > abs(value) or read(quoted((low, high), (error, error))[0]) != 0
