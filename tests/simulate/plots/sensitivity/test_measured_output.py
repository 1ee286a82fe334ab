"""What is read off the tree of measurements, and what is refused."""

from __future__ import annotations

import pytest

import carbonspan as cs
from carbonspan.simulate.plots.sensitivity.measured_output import measured_output
from carbonspan.simulate.problems import InvalidInput


@pytest.fixture
def tree():
    return cs.measure("bert/by-region", samples=20_000)


def test_an_output_has_its_title_with_the_coordinate_and_widths_in_words(tree):
    found = measured_output(tree, None)
    assert found.title.startswith(str(tree.attrs["title"]) + ": ")
    group = tree["measurements"]
    assert found.now == float(group["width_now"].sel(output=found.output))
    assert found.stated() == f"a factor of {found.width():.2g}" if found.is_log else found.stated().endswith(found.unit)
    shares = [each.share.value for each in found.narrowings]
    assert shares == sorted(shares)


def test_inputs_that_are_one_draw_are_one_measurement():
    """Two arguments on one row of the catalog, and a pair of two draws."""
    found = measured_output(cs.measure("chatgpt/by-words", samples=20_000, pairs="latency,users"), None)
    assert {each.inputs: each.draws for each in found.narrowings}["latency", "users"] == 2
    assert {each.draws for each in found.narrowings if len(each.inputs) == 1} == {1}


def test_an_unknown_output_is_refused(tree):
    with pytest.raises(InvalidInput, match=r"output: no output is called 'emission'; did you mean 'emissions'\?"):
        measured_output(tree, "emission")


def test_an_output_without_an_interval_is_refused(tree):
    tree["measurements"]["width_now"][:] = 0.0
    with pytest.raises(InvalidInput, match="has no interval that a measurement could narrow"):
        measured_output(tree, None)


def test_an_interval_beyond_all_numbers_is_refused(tree):
    tree["measurements"]["width_now"][:] = 900.0
    tree["measurements"]["scale"] = tree["measurements"]["scale"].copy(data=["log"] * 2)
    with pytest.raises(InvalidInput, match="too far from each other to be drawn"):
        measured_output(tree, None)
