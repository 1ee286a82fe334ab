from urllib.parse import parse_qsl

import pytest

from carbonspan.simulate.page.address import Address, read
from carbonspan.simulate.problems import InvalidInput


def test_an_address_is_read_back_as_it_was_written():
    shown = Address(("pue=1.2", "latency=0.2 to 0.5", "x={pert: [1, 2, 4]}"), ("size=large",), "energy")
    assert read(parse_qsl(shown.text)) == shown


def test_what_is_shown_without_a_change_has_an_empty_address():
    assert Address().text == ""
    assert read([("output", "")]) == Address()


def test_an_unknown_part_is_refused_with_what_is_meant():
    with pytest.raises(InvalidInput, match=r"address: 'sets' is no part of it; did you mean 'set'\?"):
        read([("sets", "pue=1.2")])


def test_two_outputs_are_refused():
    with pytest.raises(InvalidInput, match=r"has several outputs, energy and emissions; keep one"):
        read([("output", "energy"), ("output", "emissions")])


def test_held_inputs_are_part_of_the_address():
    shown = Address(("pue=1.2",), fixes=("latency", "users"))
    assert shown.text == "set=pue%3D1.2&fix=latency&fix=users"
    assert read(parse_qsl(shown.text)) == shown
    assert read([("fix", "pue"), ("fix", "pue")]) == Address(fixes=("pue",))
    assert shown.is_changed
    assert not Address((), ("size=large",), "energy").is_changed
