"""Two numbers are one draw exactly if stream and law are the same, unless the rules say otherwise."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from carbonspan.simulate.comparing.pairing import JointPairing, PairingRules, pairing
from carbonspan.simulate.laws.positive import Lognormal
from carbonspan.simulate.problems import InvalidInput
from carbonspan.simulate.scenario.scenario import Correlation, Scenario, Shares

LAW, OTHER = Lognormal(1.0, 0.5), Lognormal(2.0, 0.5)
SAME = {"a": LAW, "b": LAW, "c": LAW}


def shown(found: JointPairing) -> list[tuple[str, bool, str]]:
    return [(each.name, each.is_paired, each.reason) for each in found.inputs]


def test_the_same_stream_and_law_are_one_draw(named: Callable, paired: Callable) -> None:
    found = pairing(paired([named("x", "product", SAME), named("y", "product", {**SAME, "b": OTHER})]), PairingRules())
    assert shown(found) == [("a", True, "same law"), ("b", False, "different laws"), ("c", True, "same law")]
    assert found.streams == ({"a": "a", "b": "b", "c": "c"}, {"a": "a", "b": "b@B", "c": "c"})


def test_the_same_law_on_another_stream_is_another_draw(named: Callable, paired: Callable) -> None:
    one = named("x", "product", SAME)
    other = replace(one, name="y", inputs={**one.inputs, "a": replace(one.inputs["a"], stream="catalog/row")})
    found = pairing(paired([one, other]), PairingRules())
    assert [each.name for each in found.paired] == ["b", "c"]
    assert found.streams[1]["catalog/row"] == "catalog/row"


def test_two_inputs_of_different_names_on_one_row_are_one_draw(named: Callable, paired: Callable) -> None:
    one = named("x", "product", SAME)
    first = replace(one, inputs={**one.inputs, "a": replace(one.inputs["a"], stream="row")})
    second = replace(one, name="y", inputs={**one.inputs, "b": replace(one.inputs["b"], stream="row")})
    found = pairing(paired([first, second]), PairingRules())
    assert {"A": "a", "B": "b"} in [dict(each.names) for each in found.paired]


def test_same_and_apart_are_obeyed(named: Callable, paired: Callable) -> None:
    both = paired([named("x", "product", SAME), named("y", "product", {**SAME, "b": OTHER})])
    found = pairing(both, PairingRules(same=("b",), apart=("a",)))
    assert sorted(shown(found)) == [("a", False, "--apart"), ("b", True, "--same"), ("c", True, "same law")]
    assert found.streams[1] == {"a": "a@B", "b": "b", "c": "c"}


def test_of_three_those_with_one_law_are_paired(named: Callable, paired: Callable) -> None:
    scenarios = [named(name, "product", {**SAME, "a": law}) for name, law in (("x", LAW), ("y", OTHER), ("z", OTHER))]
    found = pairing(paired(scenarios), PairingRules())
    assert [each["a"] for each in found.streams] == ["a", "a@B", "a@B"]
    assert [(dict(each.names), each.is_paired) for each in found.inputs if "a" in each.names.values()] == [
        ({"B": "a", "C": "a"}, True),
        ({"A": "a", "B": "a", "C": "a"}, False),
    ]


def correlated(scenario: Scenario, rho: float) -> Scenario:
    return replace(scenario, correlations=(Correlation(("a", "b"), ((1.0, rho), (rho, 1.0)), "normal"),))


def test_a_group_is_shared_whole_or_not_at_all(named: Callable, paired: Callable) -> None:
    x, y = named("x", "product", SAME), named("y", "product", SAME)
    alike = pairing(paired([correlated(x, 0.5), correlated(y, 0.5)]), PairingRules())
    assert [each.name for each in alike.paired] == ["a", "b", "c"]
    for other in (correlated(y, 0.4), y, correlated(named("y", "product", {**SAME, "b": OTHER}), 0.5)):
        found = pairing(paired([correlated(x, 0.5), other]), PairingRules())
        assert [each.name for each in found.paired] == ["c"]


def test_shares_are_shared_whole_or_not_at_all(named: Callable, paired: Callable) -> None:
    x, y = (
        replace(named(name, "product", SAME), shares=(Shares("w", ("a", "b"), (0.5, 0.5), concentration),))
        for name, concentration in (("x", 10.0), ("y", 20.0))
    )
    assert [each.name for each in pairing(paired([x, replace(x, name="z")]), PairingRules()).paired] == ["a", "b", "c"]
    assert [each.name for each in pairing(paired([x, y]), PairingRules()).paired] == ["c"]


def test_an_input_that_does_not_matter_is_not_listed(named: Callable, paired: Callable) -> None:
    laws = {**SAME, "unread": LAW}
    found = pairing(paired([named("x", "product", laws), named("y", "product", laws)]), PairingRules())
    assert [each.name for each in found.inputs] == ["a", "b", "c"]


def test_names_that_cannot_be_paired_are_refused(named: Callable, paired: Callable) -> None:
    both = paired([correlated(named("x", "product", SAME), 0.5), correlated(named("y", "product", SAME), 0.4)])
    with pytest.raises(InvalidInput, match="--same d: is no input that varies"):
        pairing(both, PairingRules(same=("d",)))
    with pytest.raises(InvalidInput, match="--same a: is drawn together with others"):
        pairing(both, PairingRules(same=("a",)))
    with pytest.raises(InvalidInput, match="--apart c: is given to --same and to --apart"):
        pairing(both, PairingRules(same=("c",), apart=("c",)))
