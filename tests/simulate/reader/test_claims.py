from __future__ import annotations

import math
from collections.abc import Callable

import pytest

from carbonspan.simulate.scenario.claim import Figure, Finding
from carbonspan.simulate.scenario.scenario import Scenario
from carbonspan.simulate.units import unit


@pytest.mark.parametrize(
    ("add", "message"),
    [
        ("outputs: {serve: kW}", "a.yaml:9:11: outputs.serve: is a power (kW) where an energy is expected (J)"),
        ("outputs: {sreve: kWh}", "outputs.sreve: no output has this name; did you mean 'serve'?"),
        ("claims: {A: {output: serve, value: 3}}", "a.yaml:9:29: claims.A.value: needs a unit such as J; got 3"),
        (
            "claims: {A: {output: serve, value: 3 t}}",
            "claims.A.value: is a mass (t) where an energy is expected (J); got 3 t",
        ),
        ("claims: {A: {output: serve, value: 1 J, rounding: 1 t}}", "claims.A.rounding: is a mass (t) where an energy"),
        ("claims: {A: {output: x, value: 3 J}}", "claims.A.output: no output is named 'x'; choose one of serve"),
        (
            "claims: {A: {output: serve}}",
            "claims.A: must give one of value, at_least, at_most, between, below, got none",
        ),
        (
            "claims: {A: {output: serve, value: 1 J, at_most: 2 J}}",
            "claims.A: must give one of value, at_least, at_most, betw",
        ),
        ("claims: {A: {output: serve, between: [1 J, 2 kg]}}", "claims.A.between: is a mass (kg) where an energy is"),
        ("claims: {A: {output: serve, value: 1}}", "claims.A.value: needs a unit such as J; got 1"),
        (
            "claims: {A: {output: serve, between: [2 J, 1 J]}}",
            "claims.A.between: must be in increasing order, got 2 J to 1 J",
        ),
        (
            "claims: {A: {output: serve, value: 1 J, from: {energy: 3 J}}}",
            "a.yaml:9:48: claims.A.from.energy: has the unit J where J/word is expected",
        ),
        ("claims: {A: {output: serve, value: 1 J, from: {B: 3 t}}}", "claims.A.from.B: is a mass (t) where an energy"),
        (
            "claims: {A: {output: serve, value: 1 J, from: {share: 1, B: 3 J}}}",
            "claims.A.from.B: share is an input but B is not; give only inputs, or only terms of a sum",
        ),
        (
            "claims: {A: {output: serve, value: 1 J, form: {B: 3 J}}}",
            "claims.A.form: unknown key; did you mean 'from'?",
        ),
        ("claims: {A: {output: serve, value: 1 J, at: {region: x}}}", "claims.A.at.region: no axis has this name; th"),
        (
            "claims: {A: {output: serve, value: 1 J, at: {way: hgih}}}\nchoices: {way: {high: {share: 1}}}",
            "claims.A.at.way: way has no option 'hgih'; did you mean 'high'?",
        ),
        (
            (
                "claims: {A: {output: serve, at: {way: high}, below: {way: lwo}}}\n"
                "choices: {way: {high: {share: 1}, low: {share: 0}}}"
            ),
            "claims.A.below.way: way has no option 'lwo'; did you mean 'low'?",
        ),
        (
            (
                "claims: {A: {output: serve, below: {way: low}, rounding: 1 J}}\n"
                "choices: {way: {high: {share: 1}, low: {share: 0}}}"
            ),
            "claims.A.rounding: requires a figure, which `below` does not have; omit it",
        ),
        (
            "claims: {A: {output: serve, value: 1 J, verdict: wrong}}",
            "claims.A.verdict: must be one of reproduced, not reproduced or not computable, got",
        ),
        (
            "claims: {A: {output: serve, value: 1 J, findings: [{kind: lie, text: x}]}}",
            "claims.A.findings.0.kind: must be one of left-out, outside-belief,",
        ),
    ],
)
def test_one_mistake_gives_one_message(wrong: Callable[..., list[str]], add: str, message: str) -> None:
    found = wrong(add=add)
    assert len(found) == 1, found
    assert message in found[0]


@pytest.mark.parametrize(
    ("figure", "low", "high", "stated"),
    [
        ("value: 1 Wh", 3600, 3600, "1 Wh"),
        ("at_least: 1 Wh", 3600, math.inf, "at least 1 Wh"),
        ("at_most: 1 Wh", -math.inf, 3600, "at most 1 Wh"),
        ("between: [1 Wh, 2 Wh]", 3600, 7200, "1 Wh to 2 Wh"),
        ("between: [1, 2 Wh]", 3600, 7200, "1 to 2 Wh"),
        ("between: [1 Wh, 2]", 3600, 7200, "1 Wh to 2"),
        ("between: [1 Wh, 7.2 kJ]", 3600, 7200, "1 Wh to 7.2 kJ"),
    ],
)
def test_a_claim_is_a_range(
    changed: Callable[..., Scenario], figure: str, low: float, high: float, stated: str
) -> None:
    (claim,) = changed(add=f"claims: {{A: {{output: serve, {figure}, rounding: 1 J, source: them}}}}").claims
    assert (claim.name, claim.output, claim.low, claim.high, claim.stated) == ("A", "serve", low, high, stated)
    assert (claim.rounding, claim.source, claim.unit.text) == (1, "them", "Wh")


def test_units_are_chosen_by_the_nominal_value_unless_asked_for(changed: Callable[..., Scenario]) -> None:
    assert changed().outputs[0].unit.text == "kWh"  # 3e8 J
    assert changed("3e8", "3e12").outputs[0].unit.text == "MWh"
    assert changed(add="outputs: {serve: Wh}").outputs[0].unit.factor == 3600


@pytest.mark.parametrize(
    ("figure", "rounding"),
    [
        ("value: 3.82 Wh", 0.005 * 3600),
        ("value: 552 J", 0.5),
        ("value: 3e5 J", 5e4),
        ("value: 3e5 J, rounding: 0 J", 0),
        ("value: 3e5 J, rounding: 20", 20),
        ("value: 3 Wh, rounding: 0.5", 1800),
        ("value: 3 Wh, rounding: 20 J", 20),
        ("between: [1, 2 kJ], rounding: 0.1", 100),
        ("between: [1.85 Wh, 3.9 Wh]", 0.05 * 3600),
    ],
)
def test_a_figure_is_right_to_half_its_last_digit_unless_rounding_is_given(
    changed: Callable[..., Scenario], figure: str, rounding: float
) -> None:
    (claim,) = changed(add=f"claims: {{A: {{output: serve, {figure}}}}}").claims
    assert claim.rounding == pytest.approx(rounding)


def test_published_figures_behind_a_claim_are_inputs_or_terms(changed: Callable[..., Scenario]) -> None:
    terms = "A: {output: serve, value: 3 Wh, from: {T1: 1.0 Wh, 2: 2 Wh}}"
    inputs = "B: {output: serve, value: 3 Wh, from: {energy: 3.0 J/word}}"
    first, second = changed(add=f"claims:\n  {terms}\n  {inputs}\n").claims
    assert first.given == {
        "T1": Figure(3600, 180, unit("Wh"), "1.0 Wh"),
        "2": Figure(7200, 1800, unit("Wh"), "2 Wh"),
    }
    assert second.given == {"energy": Figure(3, 0.05, unit("J/word"), "3.0 J/word")}


def test_a_claim_carries_what_is_expected_and_found_of_it(changed: Callable[..., Scenario]) -> None:
    figure = "verdict: not reproduced, findings: [{kind: unit, text: MW for\n    MWh, source: them}]"
    (claim,) = changed(add=f"claims: {{A: {{output: serve, value: 1 J, {figure}}}}}").claims
    assert claim.expected == "not reproduced"
    assert claim.findings == (Finding("unit", "MW for MWh", "them"),)


def test_a_claim_is_about_a_coordinate(changed: Callable[..., Scenario]) -> None:
    axes = "choices: {way: {1: {share: 0.2}, 2: {share: 1}}}\n"
    (claim,) = changed(add=axes + "claims: {A: {output: serve, value: 1 J, at: {way: 2}}}").claims
    assert claim.at == {"way": "2"}


def test_a_claim_may_compare_two_coordinates(changed: Callable[..., Scenario]) -> None:
    choices = "choices: {way: {high: {share: 1}, low: {share: 0}}, place: {here: {}, there: {}}}\n"
    claims = "claims: {A: {output: serve, at: {place: there, way: low}, below: {way: high}}}\n"
    (claim,) = changed(add=choices + claims).claims
    assert (claim.at, claim.below) == ({"place": "there", "way": "low"}, {"place": "there", "way": "high"})
    assert (claim.low, claim.high, claim.stated) == (-math.inf, math.inf, "below way high")
