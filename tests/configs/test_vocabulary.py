from itertools import pairwise

import pytest

from carbonspan.simulate.units import ONE, kind, readable, unit
from carbonspan.simulate.units.definitions import of_substance
from carbonspan.simulate.units.registry import known
from carbonspan.simulate.units.vocabulary import vocabulary


@pytest.mark.parametrize("name", vocabulary().quantities)
def test_units_of_a_quantity_ascend_and_share_its_dimension(name):
    units = [unit(text) for text in vocabulary().quantities[name]]
    assert {kind(each.dimension) for each in units} == {name}
    assert all(first.factor < second.factor for first, second in pairwise(units))


def test_coherent_units_have_factor_one():
    assert {unit(text).factor for text in vocabulary().coherent} == {1}


def test_units_that_messages_name_exist():
    assert all(unit(text) != ONE for text in (*vocabulary().examples, *vocabulary().suggestions))


def test_units_of_the_substance_have_all_its_endings():
    substance = vocabulary().substance
    for ending in (substance.name, *substance.aliases):
        assert unit(f"g{ending}").dimension == ((of_substance(substance.name), "1"),)
    assert unit(f"t{substance.plain}").dimension == unit("t").dimension
    for spelling in substance.spellings:
        assert unit(f"t {spelling}").dimension == unit(f"t{substance.name}").dimension


def test_symbols_and_plurals_are_of_units():
    assert set(vocabulary().symbols) <= set(known())
    assert set(vocabulary().plurals) <= {readable(name) for name in known()}


def test_acronyms_are_listed_once():
    lowered = [word.lower() for word in vocabulary().acronyms]
    assert len(lowered) == len(set(lowered))
