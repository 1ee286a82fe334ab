from __future__ import annotations

import pytest

from carbonspan.simulate.answer.audits.claim_findings import about_figure, about_inputs, about_published
from carbonspan.simulate.answer.run import run_scenario
from carbonspan.simulate.reader.load import load


def scenario_with(kettle, *claims, add=""):
    lines = "".join(f"  {name}: {{{said}}}\n" for name, said in zip("ABC", claims, strict=False))
    return load(kettle(f"{add}claims:\n{lines}"))


def inputs_findings(kettle, said, add=""):
    scenario = scenario_with(kettle, said, add=add)
    return list(about_inputs(scenario, scenario.claims[0]))


def test_a_factor_of_one_below_its_belief_was_left_out(kettle):
    left_out, outside = inputs_findings(kettle, "output: emissions, value: 1 kg")
    assert (left_out.kind, outside.kind) == ("left-out", "outside-belief")
    assert left_out.text.startswith("losses is left out: nominal value 1 is below")
    assert left_out.text.endswith("at its median, 1.2, emissions would be 1.2 kg")
    assert outside.text.startswith("intensity: nominal value 0.5 kg/kWh is above")
    assert outside.text.endswith("emissions would be 0.6 kg")


@pytest.mark.parametrize("losses", ["{nominal: 1, uniform: [0.5, 0.9]}", "{nominal: 1.05, uniform: [1.1, 1.3]}"])
def test_a_value_that_is_not_one_below_its_belief_was_not_left_out(kettle, losses):
    scenario = load(kettle("claims: {A: {output: energy, value: 2 kWh}}\n"), sets=[f"losses={losses}"])
    (only,) = about_inputs(scenario, scenario.claims[0])
    assert (only.kind, only.text.partition(":")[0]) == ("outside-belief", "losses")


def test_only_inputs_that_the_claim_hangs_on_count(kettle):
    (only,) = inputs_findings(kettle, "output: energy, value: 2 kWh")
    assert only.kind == "left-out"


def test_what_a_claim_states_itself_is_not_held_against_it(kettle):
    (only,) = inputs_findings(kettle, "output: emissions, value: 1 kg, from: {losses: 1}")
    assert only.text.startswith("intensity")


def test_inputs_are_those_of_the_claims_coordinate(kettle):
    add = "choices: {grid: {old: {intensity: 0.6 kg/kWh}, new: {intensity: {nominal: 0.3 kg/kWh, gsd: 1.2}}}}\n"
    found = inputs_findings(kettle, "output: emissions, value: 1 kg, at: {grid: new}", add)
    assert [finding.kind for finding in found] == ["left-out"]


@pytest.mark.parametrize(
    ("said", "kinds"),
    [
        ("value: 2.4 kWh", []),
        ("value: 30 kWh", ["outside-belief"]),
        ("value: 0.1 kWh", ["outside-belief"]),
        ("at_most: 30 kWh", []),
        ("at_least: 30 kWh", ["outside-belief"]),
        ("between: [0.1 kWh, 30 kWh]", []),
        ("value: 2.4 kWh, rounding: 0.5 kWh", []),  # the 50 % interval is 1.8 to 3.2
        ("value: 2.4 kWh, rounding: 1 kWh", ["rounding"]),
    ],
)
def test_a_figure_should_be_what_its_method_supports(kettle, said, kinds):
    scenario = scenario_with(kettle, f"output: energy, {said}")
    marginal = run_scenario(scenario, samples=20_000, describe_inputs=False).marginal("energy", {})
    assert [finding.kind for finding in about_figure(scenario.claims[0], marginal)] == kinds


def test_a_certain_output_supports_what_it_is(kettle):
    scenario = scenario_with(kettle, "output: energy, value: 30 kWh")
    certain = load(str(scenario.path), fixes=["power", "losses"])
    marginal = run_scenario(certain, samples=100, describe_inputs=False).marginal("energy", {})
    assert list(about_figure(certain.claims[0], marginal)) == []


def published(kettle, *claims):
    scenario = scenario_with(kettle, *claims)
    others = {claim.name: claim for claim in scenario.claims}
    return [(f.kind, f.text) for f in about_published(scenario, scenario.claims[0], others)]


def test_a_sum_is_no_finer_than_its_terms(kettle):
    said = "output: emissions, value: 1.00 kg, from: {x: 0.7 kg, y: 0.3 kg}, rounding: "
    (finding,) = published(kettle, f"{said}0.005 kg")
    assert finding[0] == "rounding"
    assert "x 0.7 kg, y 0.3 kg, which are rounded to ±0.1 kg in all: the last digits of 1.00 kg" in finding[1]
    assert published(kettle, f"{said}0.11 kg") == []


def test_a_figure_should_be_that_of_the_claim_it_names(kettle):
    sums = "output: emissions, value: 1.0 kg, rounding: 0.1 kg, from: {B: 0.70 kg, y: 0.3 kg}"
    (finding,) = published(kettle, sums, "output: emissions, value: 0.6 kg")
    assert finding == ("inconsistent", "takes 0.70 kg for B, which says 0.6 kg")
    assert published(kettle, sums, "output: emissions, value: 0.7 kg") == []
    assert published(kettle, sums, "output: emissions, at_least: 0.6 kg") == []


def test_published_figures_should_give_what_the_models_give(kettle):
    (finding,) = published(kettle, "output: emissions, value: 3 kg, from: {x: 3.0 kg}")
    assert finding == ("inconsistent", "the published figures behind it give 3 kg, the models 1 kg")
