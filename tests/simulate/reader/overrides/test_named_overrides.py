"""Overrides by a name that people know, and by the id of a row of the catalog."""

from __future__ import annotations

import pytest

from carbonspan.simulate.problems import InvalidInput
from carbonspan.simulate.reader.load import load


def test_a_place_sets_what_follows_from_it_in_any_scenario() -> None:
    scenario = load("request/by-throughput", sets=["country=FR"])
    assert scenario.inputs["carbon_intensity"].stream == "grid/fr-2024-ember"
    assert scenario.inputs["pue"].stream == "provider/hyperscale/pue"


def test_an_id_of_the_catalog_is_short_for_its_row() -> None:
    texts = ("carbon_intensity=grid/fr-2024-ember", "carbon_intensity={catalog: grid/fr-2024-ember}")
    short, whole = (load("request/by-throughput", sets=[text]) for text in texts)
    assert short.inputs == whole.inputs
    assert short.resolved == whole.resolved


def test_an_input_by_its_own_name_goes_before_a_name_that_decides_it() -> None:
    for sets in (["country=FR", "carbon_intensity=0.1 kgCO2e/kWh"], ["carbon_intensity=0.1 kgCO2e/kWh", "country=FR"]):
        scenario = load("ask/request", sets=sets)
        assert scenario.inputs["carbon_intensity"].nominal == pytest.approx(0.1 / 3.6e6)
        assert scenario.inputs["generation"].stream == "water/fr/generation"


def test_of_two_names_the_later_decides() -> None:
    assert (
        load("ask/request", sets=["region=us-east-1", "provider=google"]).inputs["pue"].stream == "provider/google/pue"
    )
    assert load("ask/request", sets=["provider=google", "region=us-east-1"]).inputs["pue"].stream == "provider/aws/pue"


def test_a_variation_takes_names_too() -> None:
    assert load("ask/request").with_(region="DEU").inputs["carbon_intensity"].stream == "grid/de-2024-ember"


@pytest.mark.parametrize(
    ("name", "text", "says"),
    [
        ("ask/request", "country=frr", r"--set country=frr: 'frr' is no name of a place.*did you mean 'fr'"),
        ("chatgpt/by-words", "accelerator=h100", "decides traffic, .*and this scenario has no such input"),
        ("request/resources", "country=france", "is an axis of this scenario .*`--choice country=france` answers one"),
        ("request/by-throughput", "carbon_intensity=grid/fr-2023-ember", "did you mean 'grid/fr-2024-ember'"),
        ("request/by-throughput", "tokns=400", "no input is named 'tokns'; did you mean 'tokens'"),
    ],
)
def test_what_a_name_cannot_set_is_refused_with_a_remedy(name: str, text: str, says: str) -> None:
    with pytest.raises(InvalidInput, match=says):
        load(name, sets=[text])


def test_a_kind_is_given_once_under_whatever_name() -> None:
    with pytest.raises(InvalidInput, match="region is given twice, before as country=FR"):
        load("ask/request", sets=["country=FR", "region=de"])


def test_a_name_in_the_place_of_a_number_is_told_where_it_goes() -> None:
    with pytest.raises(InvalidInput, match="got 'FR'; for France, write region=FR"):
        load("request/by-throughput", sets=["carbon_intensity=FR"])


def test_a_row_of_the_catalog_surprises_nobody() -> None:
    assert load("presets/chat-h100", sets=["carbon_intensity=grid/fr-2024-ember"]).warnings == ()
    (warning,) = load("presets/chat-h100", sets=["carbon_intensity=9 kg/kWh"]).warnings
    assert "above its 1 to 99 % range" in warning.message
