from __future__ import annotations

from dataclasses import replace

import pytest

from carbonspan.simulate.laws.base import Distribution
from carbonspan.simulate.laws.discrete import Constant
from carbonspan.simulate.laws.normal import Normal
from carbonspan.simulate.scenario.plausibility import implausible_inputs, implausible_values
from carbonspan.simulate.scenario.scenario import Axis, Input, Option, Scenario
from carbonspan.simulate.units import quantity, unit


def scenario(nominal: float, law: Distribution) -> Scenario:
    given = Input("energy", law, unit("kJ"), nominal, stream="energy")
    return Scenario("a", "a scenario", (), {"energy": given}, ())


def test_values_within_the_range_are_plausible() -> None:
    law = Normal(10_000.0, 1000.0)  # 1 and 99 %: 7,674 and 12,326 J
    assert implausible_inputs(scenario(7_700, law)) == implausible_inputs(scenario(12_300, law)) == ()
    (below,), (above,) = implausible_inputs(scenario(7_600, law)), implausible_inputs(scenario(12_400, law))
    assert str(below) == "a: inputs.energy: nominal value 7.6 kJ is below its 1 to 99 % range, 7.674 to 12.33 kJ"
    assert "12.4 kJ is above" in str(above)


def test_the_nominal_value_of_a_constant_is_plausible() -> None:
    assert implausible_inputs(scenario(3, Constant(4.0))) == ()


def test_a_value_compared_with_the_law_of_a_reference() -> None:
    chosen, reference = scenario(20_000, Constant(20_000.0)), scenario(10_000, Normal(10_000.0, 1000.0))
    assert "20 kJ is above" in str(implausible_inputs(chosen, reference=reference)[0])


def test_nominal_values_of_options_are_compared_with_their_own_laws() -> None:
    """A wrong unit next to a law is reported at the option that contains it."""
    base = scenario(10_000, Normal(10_000.0, 1000.0))
    slipped = replace(base.inputs["energy"], nominal=10.0)
    axis = Axis("site", "dimension", (Option("a", {}), Option("b", {"energy": slipped})))
    (warning,) = implausible_values(replace(base, axes=(axis,)))
    assert warning.field == "dimensions.site.b.energy"
    assert "is below its 1 to 99 % range" in warning.message


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (
            "400 kgCO2e/kWh",
            "400 kg CO2e/kWh is above what a carbon intensity usually is, 1 g CO2e/kWh to 3 kg CO2e/kWh",
        ),
        ("0.4 gCO2e/kWh", "0.4 g CO2e/kWh is below what a carbon intensity usually is"),
        ("500 kW/gpu", "500 kW/GPU is above what the power of a processor usually is, 1 W/GPU to 10 kW/GPU; check"),
        ("400 gCO2e/kWh", ""),
        ("0 gCO2e/kWh", ""),
        ("500 kW", ""),
    ],
)
def test_values_a_thousandfold_off_are_outside_what_their_quantity_usually_is(text: str, words: str) -> None:
    value, own = quantity(text, None)
    given = Input("x", Constant(value), own, value, stream="x")
    found = implausible_inputs(Scenario("a", "a scenario", (), {"x": given}, ()))
    assert words in str(found[0]) if words else found == ()
