"""Names that people know."""

from __future__ import annotations

import pytest

from carbonspan.simulate.problems import InvalidInput
from carbonspan.simulate.reader.load import load
from carbonspan.simulate.shipped import catalog, names, sources

KINDS = list(dict.fromkeys(names.kinds().values()))


@pytest.mark.parametrize(
    ("kind", "texts", "name"),
    [
        ("region", ["fr", "FR", "FRA", "France"], "fr"),
        ("region", ["us-east-1", "aws/us-east-1", "AWS us-east-1"], "us-east-1"),
        ("region", ["westeurope", "West Europe", "azure westeurope"], "westeurope"),
        ("region", ["us-ca", "US-CA", "California", "San Francisco"], "us-ca"),
        ("region", ["northvirginia", "Northern Virginia", "N. Virginia", "Ashburn"], "us-va"),
        ("region", ["Deutschland", "Frankfurt", "DEU"], "de"),
        ("region", ["CAMX", "eGRID CAMX"], "egrid-camx"),
        ("region", ["world", "WOR", "global"], "world"),
        ("accelerator", ["h100", "NVIDIA H100 80GB HBM3", "p5.48xlarge"], "h100"),
        ("accelerator", ["a100", "NVIDIA A100-SXM4-80GB"], "a100"),
        ("model", ["llama-3.1-70b", "Llama 3.1 70B", "meta-llama/Llama-3.1-70B-Instruct"], "llama-3.1-70b"),
        ("model", ["gpt-4o-2024-08-06", "openai/gpt-4o", "GPT-4o"], "gpt-4o"),
        ("provider", ["aws", "Amazon Web Services", "bedrock"], "aws"),
        ("precision", ["bf16", "FP16", "bfloat16"], "bf16"),
    ],
)
def test_a_thing_has_many_names(kind: str, texts: list[str], name: str) -> None:
    assert {names.kinds()[kind].find(text, option="").name for text in texts} == {name}


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_no_name_means_two_things(kind: names.Kind) -> None:
    owners: dict[str, str] = {}
    for thing in {each.name: each for each in kind.things.values()}.values():
        for name in {names.spelling(each) for each in (thing.name, *thing.aliases)}:
            assert owners.setdefault(name, thing.name) == thing.name


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_a_thing_decides_inputs_by_rows_of_the_catalog(kind: names.Kind) -> None:
    scenario = load("ask/request")
    for thing in {each.name: each for each in kind.things.values()}.values():
        assert thing.entries.keys() <= scenario.inputs.keys(), thing.name
        assert thing.entries, thing.name
        rows = [entry for entry in thing.entries.values() if "/" in entry and " " not in entry]
        assert set(rows) <= catalog.rows().keys(), thing.name
        assert set(filter(None, thing.source.split(", "))) <= sources.shipped().keys(), thing.name


@pytest.mark.parametrize("name", ["small", "gpt-4o", "deepseek-r1"])
def test_a_thing_makes_a_scenario(name: str) -> None:
    assert load("ask/request", sets=[f"model={name}"]).warnings == ()


@pytest.mark.parametrize(
    "name", [thing.name for thing in {each.name: each for each in names.kinds()["model"].things.values()}.values()]
)
def test_a_model_has_no_more_active_parameters_than_parameters(name: str) -> None:
    rows = [catalog.rows()[f"models/{names.spelling(name)}/{which}-parameters"].entry for which in ("active", "total")]
    active, total = (row.get("nominal") or (row["p5"] * row["p95"]) ** 0.5 for row in rows)
    assert active <= total


def test_the_catalog_finds_what_a_name_stands_for() -> None:
    assert "grid/pjm-2024-em" in [row.id for row in catalog.search(["us-east-1"])]
    assert "grid/pjm-2024-em" in [row.id for row in catalog.search(["northvirginia"])]
    assert "grid/de-2024-ember" in [row.id for row in catalog.search(["Berlin"])]
    assert "models/gpt-4o/weight" in [row.id for row in catalog.search(["gpt-4o-2024-08-06"])]


@pytest.mark.parametrize(("name", "other"), [("DE", "model"), ("europe-west1", "europe-west12"), ("h100", "h1000")])
def test_a_name_is_found_as_a_whole_word(name: str, other: str) -> None:
    for row in catalog.search([name]):
        text = " ".join((*map(str, vars(row).values()), *names.by_row().get(row.id, ()))).lower()
        assert name.lower() in text.replace(other, "")


def test_an_unknown_name_suggests_similar_ones_or_some() -> None:
    with pytest.raises(InvalidInput, match=r"did you mean 'h100'"):
        names.kinds()["accelerator"].find("h1000", option="")
    with pytest.raises(InvalidInput, match=r"there are us, fr, .* in all\)"):
        names.kinds()["region"].find("xxxx", option="")
    with pytest.raises(InvalidInput, match=r"did you mean 'ge' \(Georgia \(country\)\) or 'us-ga' \(Georgia, United"):
        names.kinds()["region"].find("Georgia", option="")


@pytest.mark.parametrize(
    "text",
    [
        "us.meta.llama3-1-70b-instruct-v1:0",
        "meta-llama/llama-3.1-70b-instruct:free",
        "publishers/meta/models/llama-3.1-70b-instruct-maas",
        "Llama-3.1-70B-2026-01-31",
    ],
)
def test_what_providers_put_around_a_name_is_left_out(text: str) -> None:
    assert names.kinds()["model"].find(text, option="").name == "llama-3.1-70b"


@pytest.mark.parametrize("text", ["llama-31-70b", "llama-3-170b", "qwen3-8b-awq", "70b", "instruct", "1.70b"])
def test_another_name_is_not_guessed(text: str) -> None:
    with pytest.raises(InvalidInput, match="is no name of"):
        names.kinds()["model"].find(text, option="")


def test_every_region_of_a_cloud_is_in_one_place_only() -> None:
    assert names.kinds()["region"].find("us-east-1", option="").label.startswith("Virginia")
    assert names.kinds()["region"].find("us-east1", option="").label.startswith("South Carolina")
