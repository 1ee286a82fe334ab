"""A question: what is asked about, and the options given, as what they set."""

from __future__ import annotations

import pytest

from carbonspan.simulate.asking.question import question
from carbonspan.simulate.problems import InvalidInput


def sets(about: str | None, **given: str) -> dict[str, str]:
    found = question(about, {name.rstrip("_"): text for name, text in given.items()})
    return dict(text.split("=", 1) for text in found.sets)


def test_a_name_sets_every_input_that_follows_from_it() -> None:
    found = sets("meta-llama/Llama-3.1-70B-Instruct", region="FRA", accelerator="NVIDIA H100 80GB HBM3")
    assert found["total_parameters"] == "models/llama-3-1-70b/total-parameters"
    assert found["carbon_intensity"] == found["market_intensity"] == "grid/fr-2024-ember"
    assert found["generation"] == "water/fr/generation"
    assert found["traffic"] == "token/h100/traffic"


def test_the_provider_goes_before_the_region() -> None:
    found = sets("gpt-4o", region="eu-west-1", provider="google")
    assert (found["carbon_intensity"], found["market_intensity"]) == ("grid/ie-2024-ember", "grid/google-2024-market")
    assert found["pue"] == "provider/google/pue"
    assert sets("gpt-4o", region="eu-west-1")["pue"] == "provider/aws/pue"


def test_a_part_is_taken_off_its_whole() -> None:
    found = sets("gpt-4o", in_="1000", cached="600")
    assert (found["prompt_tokens"], found["cached_tokens"]) == ("400 token/request", "600 token/request")


def test_a_size_without_a_name_is_that_of_a_dense_model_unless_fewer_parameters_are_active() -> None:
    assert sets(None, parameters="70e9")["active_parameters"] == "70e9 parameter"
    assert sets(None, parameters="70e9", active="22e9")["active_parameters"] == "22e9 parameter"


def test_a_range_keeps_its_own_words() -> None:
    assert sets("gpt-4o", out="200 to 800")["output_tokens"] == "200 to 800"


def test_a_count_has_a_period() -> None:
    found = question("gpt-4o", {"requests": "3.2e6/month"})
    assert ("requests=3200000 request" in found.sets, found.period) == (True, "a month")
    assert found.title == "GPT-4o: 3,200,000 requests a month"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("3.2 million/month", "3,200,000 requests a month"),
        ("3,200,000 per month", "3,200,000 requests a month"),
        ("3.2M requests/mo", "3,200,000 requests a month"),
        ("10/s", "10 requests a second"),
        ("5k an hour", "5,000 requests an hour"),
    ],
)
def test_a_count_is_read_as_people_write_it(text: str, said: str) -> None:
    assert question("gpt-4o", {"requests": text}).title == f"GPT-4o: {said}"


def test_numbers_are_read_as_people_write_them() -> None:
    assert sets(None, parameters="70B", active="22 billion")["active_parameters"] == "22e9 parameter"
    found = sets("gpt-4o", out="400 tokens", in_="1k", cached="0.4k")
    assert [found[f"{each}_tokens"] for each in ("output", "prompt", "cached")] == [
        "400 token/request",
        "600 token/request",
        "0.4e3 token/request",
    ]


def test_what_another_option_may_give_is_said_where_a_name_is_unknown() -> None:
    with pytest.raises(InvalidInput, match="or give --intensity N"):
        question("gpt-4o", {"region": "atlantis"})
    with pytest.raises(InvalidInput, match="or give --pue N"):
        question("gpt-4o", {"provider": "ovh"})


def test_further_values_go_before_options_and_names() -> None:
    found = question("gpt-4o", {"region": "fr"}, ["carbon_intensity=grid/de-2024-ember"])
    assert [text for text in found.sets if text.startswith("carbon_intensity")] == [
        "carbon_intensity=grid/de-2024-ember"
    ]


@pytest.mark.parametrize(
    ("about", "given", "says"),
    [
        ("gtp-4o", {}, r"did you mean 'gpt-4o'.*--parameters 70e9"),
        (None, {}, "model: is missing: name a language model"),
        (None, {"active": "3e9"}, "is missing"),
        ("gpt-4o", {"region": "frr"}, r"--region frr: .*did you mean 'fr'"),
        ("gpt-4o", {"accelerator": "h100-nvlx"}, r"--accelerator .*did you mean 'h100-nvl'"),
        ("gpt-4o", {"colour": "red"}, "colour: is no option"),
        ("gpt-4o", {"cached": "5"}, "requires --in, of which it is a part"),
        ("gpt-4o", {"in": "10", "cached": "20"}, "is more than the 10 of --in"),
        ("gpt-4o", {"in": "10 to 20", "cached": "5"}, "must both be plain numbers"),
        ("gpt-4o", {"requests": "5/fortnight"}, r"such as 3.2e6/month"),
        (None, {"parameters": "5e9 to 9e9"}, "must be one value, as it is that of total_parameters and active"),
        ("gpt-4o", {"intensity": "50 to 70 gCO2e/kWh"}, "give each its law with --set"),
        ("gpt-4o", {"requests": "-3"}, r"must be a number"),
        ("gpt-4o", {"requests": "3/"}, r"must be a number"),
        ("gpt-4o", {"out": "0"}, "--out 0: asks for nothing; give --out TOKENS or --in TOKENS"),
        ("gpt-4o", {"out": "0", "in": "0"}, "asks for nothing"),
    ],
)
def test_what_cannot_be_meant_is_refused_with_a_remedy(about: str | None, given: dict[str, str], says: str) -> None:
    with pytest.raises(InvalidInput, match=says):
        question(about, given)


def test_all_problems_come_at_once() -> None:
    with pytest.raises(InvalidInput) as caught:
        question("gtp-4o", {"region": "frr", "requests": "many"})
    assert len(caught.value.problems) == 3


def test_a_name_among_the_sets_is_that_of_its_option() -> None:
    assert question("gpt-4o", {}, ["country=FR"]) == question("gpt-4o", {"region": "FR"})
    with pytest.raises(InvalidInput, match="--set country=DE: region is given twice, before as fr; give one"):
        question("gpt-4o", {"region": "fr"}, ["country=DE"])


@pytest.mark.parametrize(
    ("options", "title"),
    [
        ({"requests": "1/day", "out": "1"}, "1 request a day, 1 token written"),
        ({"batch": "1"}, "1 request at once"),
        ({"region": "the netherlands"}, "in the Netherlands"),
        ({"region": "uk"}, "in the United Kingdom"),
        ({"intensity": "50"}, "at a carbon intensity of 50 gCO2e/kWh"),
        ({"intensity": "0.05 kg/kWh"}, "at a carbon intensity of 0.05 kg/kWh"),
    ],
)
def test_titles_read_as_english(options, title):
    assert question("llama-3.1-8b", options).title == f"Llama 3.1 8B: {title}"


def test_what_chatgpt_is_taken_for_is_said():
    assert question("chatgpt", {}).title.startswith("ChatGPT (taken as GPT-4o)")
