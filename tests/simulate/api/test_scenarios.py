"""Scenarios in the Python interface."""

import carbonspan
from carbonspan.simulate.api.analyses import measure
from carbonspan.simulate.api.answers import run
from carbonspan.simulate.api.scenarios import load


def test_the_package_hands_out_the_verbs() -> None:
    assert (carbonspan.load, carbonspan.run, carbonspan.measure) == (load, run, measure)


def test_values_by_name_are_texts() -> None:
    by_name = load("chatgpt/by-words", sets={"pue": 1.2, "latency": "0.2 to 0.5", "users": {"gsd": 2}})
    assert by_name == load("chatgpt/by-words", sets=["pue=1.2", "latency=0.2 to 0.5", "users={gsd: 2}"])
    assert by_name == load("chatgpt/by-words").with_(pue=1.2, latency="0.2 to 0.5", users={"gsd": 2})
