"""One scenario made of several: names, streams and groups."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from carbonspan.simulate.comparing.joint import Contrast, joint
from carbonspan.simulate.comparing.pairing import PairingRules, pairing
from carbonspan.simulate.engine.evaluate import evaluate, nominal_values
from carbonspan.simulate.laws.positive import Lognormal
from carbonspan.simulate.reader.load import load
from carbonspan.simulate.scenario.scenario import Correlation

LAWS = {name: Lognormal(2.0, 0.5) for name in "abc"}


def test_names_have_the_letter_and_streams_are_those_of_the_pairing(named: Callable, paired: Callable) -> None:
    both = paired([named("x", "product", LAWS), named("y", "total", {**LAWS, "b": Lognormal(3.0, 0.1)})])
    found = joint(both, pairing(both, PairingRules()), [Contrast(0, 1)])
    assert {name: given.stream for name, given in found.inputs.items()} == {
        "a.a": "a", "a.b": "b", "a.c": "c", "b.a": "a", "b.b": "b@B", "b.c": "c"
    }  # fmt: skip
    assert [each.name for each in found.outputs] == ["a_product", "b_total", "difference_0_1", "ratio_0_1"]
    assert evaluate(found, nominal_values(found.inputs)) == pytest.approx((8.0, 7.0, -1.0, 7 / 8))


def test_parts_links_and_totals_are_kept(paired: Callable) -> None:
    scenario = load("chatgpt/life-cycle")
    both = paired([scenario, replace(scenario, name="y")])
    found = joint(both, pairing(both, PairingRules()), [Contrast(0, 1)])
    values = dict(
        zip([each.name for each in found.outputs], evaluate(found, nominal_values(found.inputs)), strict=True)
    )
    own = evaluate(both[0].scenario, nominal_values(both[0].scenario.inputs))
    assert [values[f"b_{each.name}"] for each in scenario.outputs] == pytest.approx(list(own))
    assert values["ratio_0_1"] == pytest.approx(1.0)


def test_a_group_that_is_shared_is_drawn_once(named: Callable, paired: Callable) -> None:
    def grouped(name: str, rho: float) -> object:
        matrix = ((1.0, rho), (rho, 1.0))
        return named(name, "product", LAWS, correlations=(Correlation(("a", "b"), matrix, "normal"),))

    for rho, members in ((0.5, [("a.a", "a.b")]), (0.4, [("a.a", "a.b"), ("b.a", "b.b")])):
        both = paired([grouped("x", 0.5), grouped("y", rho)])
        found = joint(both, pairing(both, PairingRules()))
        assert [each.members for each in found.correlations] == members


def test_what_identifies_a_comparison_is_in_its_text(named: Callable, paired: Callable) -> None:
    both = paired([named("x", "product", LAWS), named("y", "product", LAWS)])
    texts = {joint(both, pairing(both, rules)).resolved for rules in (PairingRules(), PairingRules(apart=("a",)))}
    assert len(texts) == 2
