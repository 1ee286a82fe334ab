import numpy as np
import pytest

from carbonspan.simulate.reader.overrides.sweep_values import MOST_VALUES, read_values
from carbonspan.simulate.units import ONE, UnitError, unit

WATT = unit("W")


def digits(stated, bare=ONE, expected=None):
    return read_values(stated, bare, expected or bare)[1]


def test_a_range_has_even_steps_and_exact_ends():
    assert digits("0.3..0.9:7") == ("0.3", "0.4", "0.5", "0.6", "0.7", "0.8", "0.9")
    assert digits("0..1:4") == ("0", "0.3333", "0.6667", "1")
    assert digits("2..-2:3") == ("2", "0", "-2")
    assert digits("1000..1001:3") == ("1000", "1000.5", "1001")


def test_a_range_by_ratios():
    assert digits("1..1000:4log") == ("1", "10", "100", "1000")
    found = np.array([float(each) for each in digits("100..400 W:7log", WATT)])
    assert found == pytest.approx(np.geomspace(100, 400, 7), rel=1e-4)


def test_one_unit_is_that_of_all_values():
    assert read_values("0.1..0.4 kW:4", WATT, WATT)[0].text == "kW"
    assert read_values(["100", "200 W"], unit("kW"), WATT)[0].text == "W"
    assert read_values([100, 200], unit("kW"), WATT)[0].text == "kW"
    assert read_values("30,60 %", ONE, ONE)[0].text == "%"


def test_values_of_numpy_and_whole_numbers():
    assert digits(np.array([1, 2])) == ("1", "2")
    assert digits(np.linspace(0.25, 0.75, 3)) == ("0.25", "0.5", "0.75")
    assert digits([1e22, 3e-7]) == ("1e+22", "3e-07")


@pytest.mark.parametrize(
    ("stated", "rule"),
    [
        ("0.3..0.9", "needs the number of values, from 2 to 1,000, after a colon, which is missing"),
        ("0.3..0.9:1", "after a colon, got '1'"),
        ("0.3..0.9:x", "after a colon, got 'x'"),
        (f"0..1:{MOST_VALUES + 1}", "from 2 to 1,000"),
        ("1..1:3", "two different ends"),
        ("0..1:3log", "ends above 0 to be spaced by ratios.*omit `log`"),
        ("a,b", "must be numbers, got 'a'; write `low"),
        ("1,,2", "is not a number"),
        ("0.3 to 0.9", "must be one number, got the range"),
        ("0.5,0.50", "has the value 0.5 twice"),
        ("1 W,2 kW", "has the units W and kW"),
        ("1 J,2", "J"),
        ([0.3, "50 %"], "may be 0.3 % or 30 %; write its unit"),
        ([True], "True, which is not a number"),
        ([float("nan")], "nan, which is not a number"),
        ([], "at least one value"),
        (3, "several values, got 3"),
        (range(2000), "has 2,000 values"),
    ],
)
def test_what_is_no_sweep_is_refused(stated, rule):
    with pytest.raises(UnitError, match=rule):
        read_values(stated, ONE, ONE)
