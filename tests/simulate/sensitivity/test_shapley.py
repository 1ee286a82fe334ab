"""Shapley effects: the orders, the weights, and what random orders add to the error."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import replace
from itertools import permutations

import numpy as np
import pytest

from carbonspan.simulate.answer.run_options import Request
from carbonspan.simulate.laws.bounded import Uniform
from carbonspan.simulate.laws.normal import Normal
from carbonspan.simulate.scenario.scenario import Correlation, Scenario
from carbonspan.simulate.sensitivity import shapley
from carbonspan.simulate.sensitivity.pick_freeze import frozen, players
from carbonspan.simulate.sensitivity.shapley import OutputEffects, shapley_effects

REQUEST = Request(1 << 14, design="sobol")
STANDARD = Normal(0.0, 1.0)
#: Standard errors that all of some hundred numbers keep within.
FAR = 5.0


def square(a: float) -> float:
    return a * a


def product(a: float, b: float, c: float) -> float:
    return a * b + 0.0 * c


def total(a: float, b: float, c: float) -> float:
    return a + b + c


def effects_of(scenario: Scenario, request: Request = REQUEST) -> OutputEffects:
    (point,) = frozen(scenario)
    (found,) = shapley_effects(point, players(scenario), request, on="value")
    return found


def values(found: OutputEffects) -> dict[str, tuple[float, float]]:
    return {" ".join(each.inputs): (each.shapley.value, each.shapley.error) for each in found.effects}


def test_one_input_has_all(build: Callable) -> None:
    found = effects_of(build(square, {"a": Uniform(0.0, 1.0)}))
    (effect,) = found.effects
    assert (found.orders, effect.shapley.value, effect.first.value, effect.total.value) == (0, 1.0, 1.0, 1.0)


def test_an_interaction_is_shared_evenly_and_an_inert_input_has_nothing(build: Callable) -> None:
    found = effects_of(build(product, dict.fromkeys("abc", STANDARD)))
    effects = values(found)
    assert [each.inputs for each in found.effects][-1] == ("c",)
    assert effects["c"] == pytest.approx((0.0, 0.0), abs=1e-12)
    for name in "ab":
        assert abs(effects[name][0] - 0.5) < FAR * effects[name][1]
    assert sum(value for value, _ in effects.values()) == pytest.approx(1.0)
    assert all(abs(each.first.value) < FAR * each.first.error + 1e-12 for each in found.effects)


def test_all_steps_are_the_mean_over_all_orders() -> None:
    """For any game, against the definition."""
    worth = np.random.default_rng(1).uniform(size=16)
    worth[0], exact = 0.0, np.zeros(4)
    for order in permutations(range(4)):
        before = 0
        for added in order:
            exact[added] += (worth[before | 1 << added] - worth[before]) / math.factorial(4)
            before |= 1 << added
    found = np.zeros(4)
    for step in shapley._all_steps(4):
        found[step.added] += step.weight * (worth[step.after] - worth[step.before])
    np.testing.assert_allclose(found, exact)


def test_the_weights_of_sets_are_those_of_steps() -> None:
    worth = np.random.default_rng(2).uniform(size=16)
    worth[0], worth[15] = 0.0, 1.0
    steps = list(shapley._all_steps(4))
    game = shapley._Game(4, steps)
    found = worth[game.sets] @ game._weights[:-1] + game._weights[-1]
    exact = [
        sum(each.weight * (worth[each.after] - worth[each.before]) for each in steps if each.added == i)
        for i in range(4)
    ]
    np.testing.assert_allclose(found, exact)
    np.testing.assert_allclose(found.sum(), 1.0)
    assert [game.sets[k] for k in game._others] == [14, 13, 11, 7]
    np.testing.assert_allclose(worth[game.sets] @ game._total[:-1] + game._total[-1], worth[[1, 2, 4, 8]])


def test_random_orders_come_with_their_reverse_and_with_the_seed() -> None:
    orders = [[step.added for step in order] for order in shapley._random_orders(6, 3)]
    assert len(orders) == 2 * shapley.PAIRS
    assert all(one == other[::-1] for one, other in zip(orders[::2], orders[1::2], strict=True))
    assert all(sorted(order) == list(range(6)) for order in orders)
    assert orders == [[step.added for step in order] for order in shapley._random_orders(6, 3)]
    assert orders != [[step.added for step in order] for order in shapley._random_orders(6, 4)]
    assert sum(step.weight for order in shapley._random_orders(6, 3) for step in order) == pytest.approx(6.0)


def test_the_choice_of_orders_is_in_the_error(build: Callable, monkeypatch: pytest.MonkeyPatch) -> None:
    """Over seeds, effects from few orders vary as their errors say; errors of samples alone would be far too small."""
    monkeypatch.setattr(shapley, "MOST_EXACT", 1)
    monkeypatch.setattr(shapley, "PAIRS", 8)
    group = Correlation(("a", "b", "c"), ((1.0, 0.9, 0.5), (0.9, 1.0, 0.0), (0.5, 0.0, 1.0)), "normal")
    scenario = replace(build(total, {"a": Normal(0.0, 3.0), "b": STANDARD, "c": STANDARD}), correlations=(group,))
    found = [values(effects_of(scenario, Request(1 << 14, seed, 1, "sobol"))) for seed in range(40)]
    monkeypatch.setattr(shapley, "MOST_EXACT", 12)
    exact = values(effects_of(scenario, Request(1 << 14, 0, 1, "sobol")))
    for name in "abc":
        spread = np.std([each[name][0] for each in found], ddof=1)
        stated = math.sqrt(np.mean([each[name][1] ** 2 for each in found]))
        assert 0.6 < stated / spread < 1.7, name
    assert found[0]["a"][1] > 2 * exact["a"][1]


def test_the_first_order_index_of_an_independent_input_is_of_two_estimates(build: Callable) -> None:
    """A slight one is not read off the total of all others, whose error is that of the variance."""
    found = effects_of(build(total, {"a": Normal(0.0, 10.0), "b": Normal(0.0, 10.0), "c": Normal(0.0, 0.1)}))
    slight = found.effects[-1].first
    assert abs(slight.value - 5e-5) < FAR * slight.error
    assert slight.error < 1e-4


def test_a_correlated_input_explains_what_it_tells_of_others(build: Callable) -> None:
    """Not what its closed index as if it were independent would say."""
    group = Correlation(("a", "b"), ((1.0, 0.8), (0.8, 1.0)), "normal")
    scenario = replace(build(total, dict.fromkeys("abc", STANDARD)), correlations=(group,))
    effects = {each.inputs[0]: each for each in effects_of(scenario).effects}
    for name, exact in (("a", 1.8**2 / 4.6), ("b", 1.8**2 / 4.6), ("c", 1 / 4.6)):
        assert abs(effects[name].first.value - exact) < FAR * effects[name].first.error
