from dataclasses import replace

import pytest

from carbonspan.simulate.plots.plot_data import headline, panels
from carbonspan.simulate.problems import InvalidInput
from carbonspan.simulate.units import unit


def test_the_output_is_the_headlines_or_the_one_named(plain):
    assert [panel.marginal.output for panel in panels(plain)] == ["emissions"]
    assert [panel.marginal.output for panel in panels(plain, "energy")] == ["energy"]


def test_an_unknown_output_is_named_with_a_remedy(plain):
    with pytest.raises(InvalidInput, match="no output is called 'emission'; did you mean 'emissions'"):
        panels(plain, "emission")


def test_a_panel_for_each_coordinate(regional):
    found = panels(regional)
    assert len(found) == 12
    assert found[-1].marginal.coordinates == {"allocation": "by_days", "region": "germany", "start_hour": "2"}


def test_words(plain):
    (panel,) = panels(plain)
    assert panel.quantity == "emissions (t CO2e a day)"
    assert panel.headline.startswith("3.1 t CO2e a day; 90 % credible interval")
    assert panel.computed == "Computed with carbonspan 0.1.0, 20,000 samples, seed 0."
    assert panel.identity == "3f2a9c81d05b"
    assert panel.sources == ("pointon-2023",)


@pytest.mark.parametrize(
    ("per", "text"),
    [
        ({"duration": "1 day"}, "people a day"),
        ({"emissions": "1 tCO2e", "duration": "1 year"}, "people (per t CO2e and year)"),
        ({}, "people"),
    ],
)
def test_a_unit_that_is_the_quantitys_name_is_not_said_twice(plain, make_answer, per, text):
    people = replace(plain.marginals[0], output="americans_people", unit=unit("person"))
    (panel,) = panels(make_answer([people], replace(plain.subject, per=per, parts=("americans",))))
    assert panel.quantity == text


def test_a_panel_says_which_of_the_outputs_it_is(plain, regional):
    (main,), (other,) = panels(plain), panels(plain, "energy")
    assert main.about == "Output shown: emissions, the main one. Not shown: energy."
    assert other.about == "Output shown: energy. Not shown: emissions."
    assert panels(regional)[0].about == ""


def test_the_headline_of_several_is_the_range_of_their_medians(regional):
    found = panels(regional)
    assert headline(found[:1]) == found[0].headline
    said = "Medians from 1.00 t CO2e a day (all at once, norway, start hour 0) to 12 t (by days, germany, start hour 2)"
    assert headline(found) == headline(found[::-1]) == said
    assert headline([found[0], found[0]]) == "Median 1.00 t CO2e a day in each of 2 rows"


def test_other_draws_than_random_are_named(plain):
    assert panels(replace(plain, design="sobol"))[0].computed.endswith("20,000 samples, seed 0, Sobol' design.")
