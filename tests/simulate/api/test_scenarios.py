"""Scenarios in the Python interface."""

from collections.abc import Callable
from typing import Any

import pytest

import carbonspan
from carbonspan.simulate.api.analyses import measure
from carbonspan.simulate.api.answers import run
from carbonspan.simulate.api.scenarios import load
from carbonspan.simulate.problems import InvalidInput


def test_the_package_hands_out_the_verbs() -> None:
    assert (carbonspan.load, carbonspan.run, carbonspan.measure) == (load, run, measure)


def test_values_by_name_are_texts() -> None:
    by_name = load("chatgpt/by-words", sets={"pue": 1.2, "latency": "0.2 to 0.5", "users": {"gsd": 2}})
    assert by_name == load("chatgpt/by-words", sets=["pue=1.2", "latency=0.2 to 0.5", "users={gsd: 2}"])
    assert by_name == load("chatgpt/by-words").with_(pue=1.2, latency="0.2 to 0.5", users={"gsd": 2})


VERBS: tuple[Callable[[Any], object], ...] = (
    carbonspan.run,
    carbonspan.sensitivity,
    carbonspan.measure,
    lambda given: carbonspan.sweep(given, {"pue": [1, 2]}),
    lambda given: carbonspan.compare(["chatgpt/by-words", given]),
    lambda given: carbonspan.gap("chatgpt/by-words", given),
)


@pytest.mark.parametrize("verb", VERBS)
def test_what_is_no_scenario_is_refused_with_what_is(verb: Callable[[Any], object]) -> None:
    rule = r"must be the name of a scenario, the path of a file or a carbonspan\.Scenario, got"
    with pytest.raises(InvalidInput, match=rf"{rule} 3; carbonspan\.load\('chatgpt/by-words'\) loads one"):
        verb(3)
    with pytest.raises(InvalidInput, match=rf"{rule} {{'title': 'x'}}; Scenario\.from_dict makes a scenario of a dict"):
        verb({"title": "x"})


def test_what_cannot_be_loaded_is_refused_with_a_remedy() -> None:
    rule = "^name: must be the name of a scenario or the path of a file, got"
    given: list[tuple[Any, str]] = [
        (3, f"{rule} 3; "),
        ({"title": "x"}, f"{rule} {{'title': 'x'}}; Scenario.from_dict"),
        (load("chatgpt/by-words"), f"{rule} .*a scenario need not be loaded"),
    ]
    for each, message in given:
        with pytest.raises(InvalidInput, match=message):
            load(each)
