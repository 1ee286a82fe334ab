from __future__ import annotations

import pytest

from carbonspan.simulate.files.document import Document
from carbonspan.simulate.grammar.diagnostics import Diagnostics
from carbonspan.simulate.grammar.input_entries import Correlations
from carbonspan.simulate.laws.discrete import Constant, Discrete
from carbonspan.simulate.laws.normal import Normal
from carbonspan.simulate.reader.correlations import read_correlations
from carbonspan.simulate.scenario.scenario import Input
from carbonspan.simulate.units import ONE

NORMAL = {name: Input(name, Normal(0.0, 1.0), ONE, 0.0, stream=name) for name in "abcde"}
INPUTS = NORMAL | {"k": Input("k", Constant(1.0), ONE, 1.0, stream="k")}


def read(*pairs: tuple[str, str, float], scale: str = "normal") -> tuple[tuple[tuple[str, ...], ...], Diagnostics]:
    diagnostics = Diagnostics(Document({}))
    stated = Correlations.model_validate({"scale": scale, "pairs": [list(pair) for pair in pairs]})
    return tuple(group.members for group in read_correlations(stated, INPUTS, diagnostics)), diagnostics


def test_pairs_that_meet_make_one_group_in_the_order_of_the_file() -> None:
    members, diagnostics = read(("d", "b", 0.1), ("c", "e", 0.2), ("a", "d", 0.3))
    assert set(members) == {("a", "b", "d"), ("c", "e")}
    assert not diagnostics.problems


def test_a_chain_joins_groups_that_were_apart() -> None:
    assert read(("a", "b", 0.1), ("c", "d", 0.1), ("b", "c", 0.1))[0] == (("a", "b", "c", "d"),)


def test_what_is_constant_takes_its_pair_with_it() -> None:
    members, diagnostics = read(("a", "b", 0.1), ("a", "k", 0.9))
    assert members == (("a", "b"),)
    assert [warning.message for warning in diagnostics.warnings] == ["k is constant; this pair is ignored"]


@pytest.mark.parametrize(
    ("third", "scale", "outcome"),
    [
        (0.28, "normal", "fine"),  # 0.8² − 0.6² = 0.28 is the least that 0.8 and 0.8 allow
        (0.2799, "normal", "warned"),
        (0.0, "normal", "refused"),
        (0.28, "spearman", "warned"),  # normal scores are more correlated than ranks
    ],
)
def test_how_far_correlations_may_contradict_each_other(third: float, scale: str, outcome: str) -> None:
    diagnostics = read(("a", "b", 0.8), ("b", "c", 0.8), ("a", "c", third), scale=scale)[1]
    assert (bool(diagnostics.problems), bool(diagnostics.warnings)) == (outcome == "refused", outcome == "warned")


def test_rounding_each_coefficient_to_one_digit_is_never_refused() -> None:
    members, diagnostics = read(("a", "b", 0.8), ("b", "c", 0.8), ("a", "c", 0.2))  # 0.75, 0.75 and 0.25 are feasible
    assert members
    assert diagnostics.warnings
    assert not diagnostics.problems


def test_what_two_laws_cannot_reach_warns_at_the_pair() -> None:
    rare, even = Discrete((0.0, 1.0), (0.9, 0.1)), Discrete((0.0, 1.0), (0.5, 0.5))
    inputs = {name: Input(name, law, ONE, 0.0, stream=name) for name, law in (("a", rare), ("b", even))}
    diagnostics = Diagnostics(Document({}))
    stated = Correlations.model_validate({"pairs": [["a", "b", 0.8]]})
    read_correlations(stated, inputs, diagnostics)
    (warning,) = diagnostics.warnings
    assert warning.field == "correlations.pairs.0.2"
    assert warning.message == "the laws of a and b allow -0.33 to 0.33, got 0.8; the nearest of these is used"
