"""The weights of sets of switched inputs."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from carbonspan.simulate.comparing import switches
from carbonspan.simulate.comparing.switches import switched
from carbonspan.simulate.laws.positive import Lognormal

X = {name: Lognormal(1.0, 0.5) for name in "abc"}
Y = {name: Lognormal(2.0, 0.5) for name in "abc"}


def test_the_shares_of_all_players_are_the_last_set_less_the_first(named: Callable, paired: Callable) -> None:
    game = switched(*paired([named("x", "product", X), named("y", "product", Y)]), 0)
    assert game.players == (("a",), ("b",), ("c",))
    assert (game.sets[0], game.sets[-1], len(game.sets)) == (0, 7, 8)
    total = game.weights.sum(axis=0)
    assert total[[0, -1]] == pytest.approx([-1.0, 1.0])
    assert total[1:-1] == pytest.approx(0.0)
    assert game.weights.sum(axis=1) == pytest.approx(0.0)


def test_random_orders_add_up_too(named: Callable, paired: Callable, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(switches, "MOST_EXACT", 2)
    game = switched(*paired([named("x", "product", X), named("y", "product", Y)]), 0)
    assert game.orders == 2 * switches.PAIRS
    total = game.weights.sum(axis=0)
    assert total[[0, -1]] == pytest.approx([-1.0, 1.0])
    assert total[1:-1] == pytest.approx(0.0, abs=1e-12)
    np.testing.assert_allclose(np.mean(game.pairs, axis=0), game.weights, atol=1e-12)


def test_the_inputs_of_a_set_are_those_of_its_members(named: Callable, paired: Callable) -> None:
    game = switched(*paired([named("x", "product", X), named("y", "product", {**X, "b": Y["b"]})]), 0)
    assert game.players == (("b",),)
    first, last = game.inputs()
    assert [each["b"].nominal for each in (first, last)] == pytest.approx([1.0, 2.0])
    assert first["a"] == last["a"]
