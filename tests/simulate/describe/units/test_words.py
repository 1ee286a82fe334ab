import pytest

from carbonspan.simulate.describe.units import amounts, counted, many, readable, spoken, unit


@pytest.mark.parametrize(
    ("unit", "one", "several"),
    [
        ("person", "person", "people"),
        ("home", "home", "homes"),
        ("query", "query", "queries"),
        ("count_flight", "flight", "flights"),
        ("count_charge", "charge", "charges"),
        ("gpu", "GPU", "GPUs"),
        ("gpu*hour", "GPU·hour", "GPU·hours"),
        ("W/gpu", "W/GPU", "W/GPU"),
        ("query/person/day", "query/person/day", "queries/person/day"),
        ("kgCO2e/count_flight", "kg CO2e/flight", "kg CO2e/flight"),
        ("gpu*s/word", "GPU·s/word", "GPU·s/word"),
        ("min", "min", "min"),
        ("m**3", "m³", "m³"),
        ("days", "days", "days"),
        ("tCO2e", "t CO2e", "t CO2e"),
        ("%", "%", "%"),
        ("", "", ""),
    ],
)
def test_units_of_one_and_of_several(unit, one, several):
    assert (readable(unit), many(readable(unit))) == (one, several)


@pytest.mark.parametrize(
    ("number", "said"), [("1", "1 tree"), ("0", "0 trees"), ("0.067", "0.067 trees"), ("1.0", "1.0 trees")]
)
def test_what_is_not_one_is_several(number, said):
    assert counted(number, "tree") == said


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("126 home", "126 homes"),
        ("at least 65000 tree", "at least 65,000 trees"),
        ("1.8 % to 3.9 %", "1.8 % to 3.9 %"),
        ("1 day", "1 day"),
        ("300000", "300,000"),
        ("3e8 word/day", "3e8 words/day"),
        ("30.84e6 gpu*hour", "30.84e6 GPU·hours"),
        ("S1 3.82 t, T1 552 t", "S1 3.82 t, T1 552 t"),
        ("below region norway", "below region norway"),
        ("0.1 to 3.1 tree", "0.1 to 3.1 trees"),
    ],
)
def test_what_somebody_wrote_is_said_with_its_own_digits(written, said):
    assert amounts(written) == said


def test_a_unit_agrees_with_the_number():
    assert spoken(1, unit("home")) == "1 home"
    assert spoken(121_655, unit("count_charge")) == "121,655 charges"
