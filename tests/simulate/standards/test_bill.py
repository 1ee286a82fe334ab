"""A bill of materials with energy, against the published schema."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator

from carbonspan.simulate.problems import InvalidInput
from carbonspan.simulate.reader.load import load
from carbonspan.simulate.standards.bill import activity, filled
from carbonspan.simulate.standards.draws import named_draws


def _consumption(bill: dict) -> dict:
    considerations = bill["components"][0]["modelCard"]["considerations"]
    return considerations["environmentalConsiderations"]["energyConsumptions"][0]


def test_it_is_valid_by_the_schema_and_has_means_and_intervals(drawn: Callable) -> None:
    bill = filled(drawn(samples=1 << 14), "cyclonedx")
    assert JsonStrictValidator(SchemaVersion.V1_6).validate_str(json.dumps(bill)) is None
    found = _consumption(bill)
    assert found["activity"] == "inference"
    assert found["activityEnergyCost"] == {"value": pytest.approx(0.3257, rel=0.02), "unit": "kWh"}  # 0.3 exp(σ² / 2)
    assert found["energyProviders"][0]["energyProvided"] == found["activityEnergyCost"]
    assert found["co2CostEquivalent"] == {"value": pytest.approx(132.5e-6, rel=0.02), "unit": "tCO2eq"}
    properties = {each["name"].removeprefix("carbonspan:"): each["value"] for each in found["properties"]}
    assert properties["functionalUnit"] == "per 1,000 queries"
    assert float(properties["activityEnergyCost:p05"]) == pytest.approx(0.154, rel=0.03)
    assert float(properties["activityEnergyCost:p95"]) == pytest.approx(0.584, rel=0.03)
    assert float(properties["embodied:mean"]) == pytest.approx(50e-6, rel=0.01)


def test_the_schema_would_find_a_wrong_key(drawn: Callable) -> None:
    bill = filled(drawn(samples=1 << 14), "cyclonedx")
    _consumption(bill)["activity"] = "serving"
    assert JsonStrictValidator(SchemaVersion.V1_6).validate_str(json.dumps(bill)) is not None


def test_what_the_scenario_lacks_is_left_out_and_large_numbers_are_numbers() -> None:
    found = _consumption(filled(named_draws(load("chatgpt/by-words"), samples=4096), "cyclonedx"))
    assert found["activityEnergyCost"]["value"] > 1000
    assert not any("embodied" in each["name"] for each in found["properties"])


def test_one_activity_is_named_and_several_are_other() -> None:
    assert [activity(each) for each in ((), ("serving",), ("training", "hardware"), ("training", "serving"))] == [
        "other",
        "inference",
        "training",
        "other",
    ]


def test_a_scenario_without_energy_is_refused() -> None:
    with pytest.raises(InvalidInput, match="needs an output called energy"):
        filled(named_draws(load("bloom/embodied"), samples=64), "cyclonedx")
