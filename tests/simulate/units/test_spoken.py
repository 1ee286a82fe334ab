from itertools import chain

import pytest

from carbonspan.simulate.reader.load import load
from carbonspan.simulate.shipped import catalog, library
from carbonspan.simulate.units import amounts, counted, many, number, readable, same_scale, spoken, unit
from carbonspan.simulate.units.spoken import typed


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


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        ("g CO2e/kWh", "gCO2e/kWh"),
        ("gCO₂e/kWh", "gCO2e/kWh"),
        ("t CO2e", "tCO2e"),
        ("kg CO₂-eq", "kgCO2e"),
        ("kg CO2 eq/kWh", "kgCO2e/kWh"),
        ("lb CO2/MWh", "lb/MWh"),
        ("tonnes CO2e", "tCO2e"),
        ("kilograms of CO2e", None),
        ("GPU·hours", "gpu*hour"),
        ("GPU·hour", "gpu*hour"),
        ("W/GPU", "W/gpu"),
        ("kWh per query", "kWh/query"),
        ("hours", "hour"),
        ("m³", "m**3"),
        ("m⁴·s⁻²", "m**4/s**2"),
        ("kWh × GPU", "kWh*gpu"),
        ("trees", "tree"),
        ("flights", "count_flight"),
    ],
)
def test_units_are_read_as_people_write_them(written, plain):
    if plain is None:
        with pytest.raises(ValueError, match="a unit is a product"):
            unit(written)
    else:
        assert same_scale(unit(written), unit(plain))
        assert unit(written).dimension == unit(plain).dimension


@pytest.mark.parametrize(
    "text", ["gCO2e/kWh", "gpu*s/word", "kg*m**2/s^2", "tCO2", "1/day", "count_cat", "%", "°C", ""]
)
def test_the_grammar_of_units_stays_as_it_is(text):
    assert typed(text) == text


@pytest.mark.parametrize("text", ["m**4", "s**-1", "kWh^2", "tonne_CO2e", "gram_CO2e"])
def test_powers_and_joined_words_come_back(text):
    assert same_scale(unit(readable(text)), unit(text))
    assert not set("*_^") & set(readable(text))


def shipped_units():
    """The text of every unit in the catalog, and of every input, option and output of every shipped scenario."""
    found = {row.unit for row in catalog.rows().values()}
    for scenario in map(load, library.names()):
        options = [option.inputs.values() for axis in scenario.axes for option in axis.options]
        inputs = [*scenario.inputs.values(), *chain.from_iterable(options)]
        found |= {each.unit.text for each in (*inputs, *scenario.outputs)}
        found |= {each.unit for part in scenario.parts for each in (*part.model.arguments, *part.model.outputs)}
    return sorted(found)


def test_every_unit_that_is_printed_is_read_again():
    texts = shipped_units()
    assert len(texts) > 50
    for text in texts:
        for printed in (readable(text), many(readable(text)), readable(many(text))):
            assert (unit(printed).factor, unit(printed).dimension) == (unit(text).factor, unit(text).dimension), printed


def test_a_number_that_is_printed_is_read_again():
    for text in shipped_units():
        for stated in (0.5, 1, 12.5, 999):
            value = unit(text).to_base(stated)
            assert number(spoken(value, unit(text)))[0] == value
