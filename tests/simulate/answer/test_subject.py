"""What an answer answers."""

from dataclasses import replace

import pytest

from carbonspan.simulate.answer.subject import headline_output, subject, substance
from carbonspan.simulate.reader.load import load
from carbonspan.simulate.scenario.model import Model, Output
from carbonspan.simulate.scenario.scenario import Part, Quantity, Scenario
from carbonspan.simulate.units import unit


def serving(words: float) -> tuple[float, float]:
    return words, words


@pytest.fixture
def scenario() -> Scenario:
    model = Model("serving", serving, (), (Output("energy", "J"), Output("emissions", "kgCO2e")))
    outputs = (Quantity("energy", unit("MWh")), Quantity("emissions", unit("t")))
    return Scenario("serving", "Serving", (Part("", model, ()),), {}, outputs)


def test_the_headline_is_about_the_last_mass_of_co2e(scenario: Scenario) -> None:
    assert headline_output(replace(scenario, outputs=scenario.outputs[::-1])) == "emissions"
    assert headline_output(replace(scenario, outputs=scenario.outputs[:1])) == "energy"


def test_plain_tonnes_of_an_output_declared_in_co2e_are_co2e(scenario: Scenario) -> None:
    assert [substance(scenario, output) for output in scenario.outputs] == ["", "CO2e"]


def test_a_question_holds_the_words_of_its_scenario() -> None:
    scenario = load("chatgpt/life-cycle")
    found = subject(scenario)
    assert (found.name, found.title, found.resolved) == (scenario.name, scenario.title, scenario.resolved)
    assert set(found.parts) <= {part.name for part in scenario.parts}
    assert found.parts
