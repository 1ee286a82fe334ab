from __future__ import annotations

import pytest

from carbonspan.simulate.answer.audits.published import from_published, output_of
from carbonspan.simulate.reader.load import load

KWH = 3.6e6


def claim_of(kettle, said, add=""):
    scenario = load(kettle(f"{add}claims: {{A: {{{said}}}}}\n"))
    return scenario, scenario.claims[0]


def test_an_output_is_computed_at_given_values(kettle):
    output = output_of(*claim_of(kettle, "output: emissions, value: 1 kg"))
    assert output({}) == pytest.approx(1.0)
    assert output({"losses": 1.2, "power": 1000.0}) == pytest.approx(0.6)


def test_an_output_is_computed_at_the_claims_coordinate(kettle):
    add = "dimensions: {size: {small: {power: 1 kW}, large: {power: 3 kW}}}\n"
    output = output_of(*claim_of(kettle, "output: energy, value: 3 kWh, at: {size: large}", add))
    assert output({}) == pytest.approx(3 * KWH)


def test_terms_add_up_with_their_roundings(kettle):
    said = "output: emissions, value: 1 kg, from: {E2: 33.41 t, T1: 552 t, S4: 229.2 t}"
    figure = from_published(*claim_of(kettle, said))
    assert figure.value == pytest.approx(814_610)
    assert figure.rounding == pytest.approx(5 + 500 + 50)


def test_inputs_take_the_place_of_nominal_values(kettle):
    said = "output: energy, value: 1 kWh, from: {power: 3.0 kW, losses: 1.50}"
    figure = from_published(*claim_of(kettle, said))
    assert figure.value == pytest.approx(4.5 * KWH)
    assert figure.rounding == pytest.approx((0.05 * 1.5 + 3 * 0.05) * KWH)  # 1.50 is the number 1.5


def test_a_claim_that_names_no_figures_has_none(kettle):
    assert from_published(*claim_of(kettle, "output: energy, value: 1 kWh")) is None
