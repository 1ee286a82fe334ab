"""Keys that people write in place of a law."""

from __future__ import annotations

import pytest

from carbonspan.simulate.grammar.laws.registry import KEYS
from carbonspan.simulate.grammar.laws.unknown_keys import instead


@pytest.mark.parametrize(
    ("key", "law"),
    [
        ("p10", "quantiles: {0.1: …, …}"),
        ("P90", "quantiles: {0.9: …, …}"),
        ("p97.5", "quantiles: {0.975: …, …}"),
        ("low", "uniform: [low, high]"),
        ("min", "triangular: [low, mode, high]"),
        ("best", "pert: [low, mode, high]"),
        ("most_likely", "triangular: [low, mode, high]"),
        ("mean", "normal: {mean: …, sd: …}"),
        ("std", "normal: {mean: …, sd: …}"),
        ("cv", "lognormal: {mean: …, cv: …}"),
        ("median", "lognormal: {median: …, gsd: …}"),
    ],
)
def test_the_law_is_named(key: str, law: str) -> None:
    assert f"`{law}`" in instead(key, KEYS)


@pytest.mark.parametrize(("key", "near"), [("lognromal", "lognormal"), ("triangle", "triangular"), ("gds", "gsd")])
def test_a_misspelled_law_is_near_another(key: str, near: str) -> None:
    assert instead(key, KEYS) == f"did you mean {near!r}?"


def test_no_law_is_taken_for_a_mistake() -> None:
    laws = set(KEYS) - {"p5", "p95"}
    assert {instead(key, ()) for key in laws} == {"there are none to choose from"}
