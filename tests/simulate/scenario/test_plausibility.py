from __future__ import annotations

from dataclasses import replace

from carbonspan.simulate.laws.base import Distribution
from carbonspan.simulate.laws.discrete import Constant
from carbonspan.simulate.laws.normal import Normal
from carbonspan.simulate.scenario.plausibility import outside_belief, surprising
from carbonspan.simulate.scenario.scenario import Axis, Input, Option, Scenario
from carbonspan.simulate.units import unit


def scenario(nominal: float, law: Distribution) -> Scenario:
    given = Input("energy", law, unit("kJ"), nominal, stream="energy")
    return Scenario("a", "a scenario", (), {"energy": given}, ())


def test_the_edges_of_the_usual_range() -> None:
    law = Normal(10_000.0, 1000.0)  # 1 and 99 %: 7,674 and 12,326 J
    assert outside_belief(scenario(7_700, law)) == outside_belief(scenario(12_300, law)) == ()
    (below,), (above,) = outside_belief(scenario(7_600, law)), outside_belief(scenario(12_400, law))
    assert (
        str(below)
        == "a: inputs.energy: the nominal value 7.6 kJ lies below the belief's 1 to 99 % range, 7.674 to 12.33 kJ"
    )
    assert "12.4 kJ lies above" in str(above)


def test_a_constant_surprises_nobody() -> None:
    assert outside_belief(scenario(3, Constant(4.0))) == ()


def test_a_value_held_against_what_another_believes() -> None:
    chosen, believed = scenario(20_000, Constant(20_000.0)), scenario(10_000, Normal(10_000.0, 1000.0))
    assert "20 kJ lies above" in str(outside_belief(chosen, believed=believed)[0])


def test_nominal_values_of_options_are_held_against_their_own_laws() -> None:
    """A slip of the unit beside a law of one's own is seen at the option that it is in."""
    base = scenario(10_000, Normal(10_000.0, 1000.0))
    slipped = replace(base.inputs["energy"], nominal=10.0)
    axis = Axis("site", "dimension", (Option("a", {}), Option("b", {"energy": slipped})))
    (warning,) = surprising(replace(base, axes=(axis,)))
    assert warning.field == "dimensions.site.b.energy"
    assert "lies below the belief's 1 to 99 % range" in warning.message
