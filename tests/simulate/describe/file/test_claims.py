from __future__ import annotations

import math
from collections.abc import Callable

import pytest

from carbonspan.simulate.describe.scenario import Scenario


@pytest.mark.parametrize(
    ("add", "message"),
    [
        ("outputs: {serve: kW}", "a.yaml:9:11: outputs.serve: is a power (kW) where an energy is expected (J)"),
        ("outputs: {sreve: kWh}", "outputs.sreve: no output is called so; did you mean 'serve'?"),
        ("claims: {A: {output: serve, value: 3}}", "a.yaml:9:29: claims.A.value: needs a unit such as J; got 3"),
        (
            "claims: {A: {output: serve, value: 3 t}}",
            "claims.A.value: is a mass (t) where an energy is expected (J); got 3 t",
        ),
        ("claims: {A: {output: serve, value: 1 J, rounding: 1 t}}", "claims.A.rounding: is a mass (t) where an energy"),
        ("claims: {A: {output: x, value: 3 J}}", "claims.A.output: no output is called 'x'; choose one of serve"),
        ("claims: {A: {output: serve}}", "claims.A: must say one of value, at_least, at_most, between, got none"),
        (
            "claims: {A: {output: serve, value: 1 J, at_most: 2 J}}",
            "claims.A: must say one of value, at_least, at_most, betw",
        ),
    ],
)
def test_one_mistake_gives_one_message(wrong: Callable[..., list[str]], add: str, message: str) -> None:
    found = wrong(add=add)
    assert len(found) == 1, found
    assert message in found[0]


@pytest.mark.parametrize(
    ("said", "low", "high", "stated"),
    [
        ("value: 1 Wh", 3600, 3600, "1 Wh"),
        ("at_least: 1 Wh", 3600, math.inf, "at least 1 Wh"),
        ("at_most: 1 Wh", -math.inf, 3600, "at most 1 Wh"),
        ("between: [1 Wh, 2 Wh]", 3600, 7200, "1 Wh to 2 Wh"),
    ],
)
def test_a_claim_is_a_range(changed: Callable[..., Scenario], said: str, low: float, high: float, stated: str) -> None:
    (claim,) = changed(add=f"claims: {{A: {{output: serve, {said}, rounding: 1 J, source: them}}}}").claims
    assert (claim.name, claim.output, claim.low, claim.high, claim.stated) == ("A", "serve", low, high, stated)
    assert (claim.rounding, claim.source) == (1, "them")


def test_units_are_chosen_by_the_nominal_value_unless_asked_for(changed: Callable[..., Scenario]) -> None:
    assert changed().outputs[0].unit.text == "kWh"  # 3e8 J
    assert changed("3e8", "3e12").outputs[0].unit.text == "MWh"
    assert changed(add="outputs: {serve: Wh}").outputs[0].unit.factor == 3600
