import pytest

from carbonspan.simulate.reader.load import load
from carbonspan.simulate.reader.overrides.entry_fields import entry_fields, names_of

SCENARIOS = ["chatgpt/by-words", "chatgpt/life-cycle", "presets/company-assistant", "bert/by-hour", "grid/us-mix"]


def by_name(scenario):
    return {each.name: each for each in entry_fields(scenario)}


@pytest.mark.parametrize("name", SCENARIOS)
def test_an_override_with_the_digits_of_an_entry_changes_nothing(name):
    scenario = load(name)
    sets, found = {}, by_name(scenario)
    for each in (each for each in found.values() if each.fields):
        given, _, value = each.override(each.digits, each).partition("=")
        sets[given] = value
    varied = scenario.with_(sets)
    assert sets
    assert {each: varied.inputs[each].distribution for each in sets} == {
        each: scenario.inputs[each].distribution for each in sets
    }
    assert {each: varied.inputs[each].nominal for each in sets} == {
        each: scenario.inputs[each].nominal for each in sets
    }


@pytest.mark.parametrize(
    ("name", "names"),
    [
        ("users", ["nominal", "gsd"]),
        ("latency", ["nominal", "p5", "p95"]),
        ("full_power", ["nominal", "low", "mode", "high"]),
        ("utilization", ["nominal", "p5", "p95"]),
        ("pue", ["nominal", "0.05", "0.5", "0.95", "low"]),
        ("duration", ["nominal"]),
    ],
)
def test_fields_are_called_as_in_the_grammar(name, names):
    assert list(names_of(by_name(load("chatgpt/by-words"))[name]).values()) == names


def test_a_number_that_is_a_ratio_has_no_unit():
    users = by_name(load("chatgpt/by-words"))["users"]
    assert [(each.key, each.digits, each.unit) for each in users.fields] == [
        ("nominal", "1e6", "person"),
        ("gsd", "3", ""),
    ]


@pytest.mark.parametrize(
    ("entry", "digits", "text"),
    [
        ("0.2 to 0.5", {"p5": "0.3"}, "latency=0.3 to 0.5"),
        ("200 to 500 gpu*ms/word", {"p5": "0.3"}, "latency=0.3 to 0.5 gpu*s/word"),
        ("{nominal: 300 gpu*ms/word, p5: 200, p95: 500}", {"p5": "250"}, "p5: 250, p95: 500, unit: gpu*ms/word}"),
        ("0.4", {"nominal": "0.5"}, "latency=0.5"),
        ("400 gpu*ms/word", {"nominal": "500"}, "latency=500 gpu*ms/word"),
        ("400 gpu*ms/word", {"nominal": "0.5 gpu*s/word"}, "latency=0.5 gpu*s/word"),
        ("{p5: 0.2, p95: 0.5, truncate: [0.1, 0.9]}", {"truncate.1": "0.8"}, "truncate: [0.1, 0.8]}"),
        ("{p5: 0.2, p95: 0.5, truncate: [0.1, null]}", {"p5": "0.3"}, "{p5: 0.3, p95: 0.5, truncate: [0.1, null]}"),
        ("{gamma: {shape: 4, scale: 0.1}}", {"gamma.shape": "3"}, "latency={gamma: {shape: 3, scale: 0.1}}"),
    ],
)  # fmt: skip
def test_an_override_means_what_the_fields_say(entry, digits, text):
    scenario = load("chatgpt/by-words")
    changed = by_name(scenario.with_(latency=entry))["latency"]
    found = changed.override({**changed.digits, **digits}, by_name(scenario)["latency"])
    assert found.endswith(text)
    unit = scenario.with_(latency=entry).inputs["latency"].unit
    law = scenario.with_(latency=found.partition("=")[2]).inputs["latency"]
    key, given = next(iter(digits.items()))
    if key == "p5":
        assert unit.from_base(law.distribution.quantile(0.05)) == pytest.approx(float(given))
    if key == "nominal" and " " not in given:
        assert unit.from_base(law.nominal) == pytest.approx(float(given))


@pytest.mark.parametrize(
    "law", ["{discrete: {0.2: 0.5, 0.4: 0.5}}", "{nominal: 0.3, pedigree: {scores: [1, 3, 2, 1, 2]}}"]
)
def test_laws_that_are_not_numbers_alone_have_no_fields(law):
    assert by_name(load("chatgpt/by-words").with_(latency=law))["latency"].fields == ()
