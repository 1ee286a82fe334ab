"""The inputs in which two scenarios of one model differ, switched from one belief to the other in every order."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from ..scenario.scenario import Input
from .sides import Side

Floats = NDArray[np.float64]
Names = tuple[str, ...]

#: Up to this number of inputs all sets of them are computed; beyond, those that occur in random orders.
MOST_EXACT: Final = 12
#: Pairs of random orders, each with its reverse.
PAIRS: Final = 32


@dataclass(frozen=True)
class Game:
    """The `players` that are switched, the `sets` of them that are computed, a bit a player, none first and all last.

    `weights` (players, sets) of a function of sets give each player's share of its last value less its first.
    `orders` is the number of random orders, 0 if all are taken, and `pairs` are the weights of each pair of them.
    """

    players: tuple[Names, ...]
    sets: tuple[int, ...]
    weights: Floats
    orders: int
    pairs: tuple[Floats, ...]
    own: Mapping[str, Input]
    other: Mapping[str, Input]

    def inputs(self) -> Iterator[dict[str, Input]]:
        """The inputs of the model for each set: those of its members as the second scenario believes them."""
        return self.drawn(self.own, self.other)

    def drawn(self, own: Mapping[str, Input], other: Mapping[str, Input]) -> Iterator[dict[str, Input]]:
        """As `inputs`, from both scenarios' inputs under other streams."""
        for each in self.sets:
            moved = {name for k, names in enumerate(self.players) if each >> k & 1 for name in names}
            chosen = {name: (other if name in moved or name not in own else own)[name] for name in {**own, **other}}
            plain = {name: (self.other if name in moved or name not in self.own else self.own)[name] for name in chosen}
            yield {name: _renamed(given, plain[name]) for name, given in chosen.items()}


def _renamed(given: Input, plain: Input) -> Input:
    """An input under its own name, with its factors and what it picks by theirs."""
    return replace(given, name=plain.name, factors=plain.factors, pick=plain.pick)


def switched(first: Side, second: Side, seed: int) -> Game:
    """The game of the inputs in which two sides of one model differ; shares of one whole are switched together."""
    own, other = first.scenario.inputs, second.scenario.inputs
    differing = [name for name in own if name in other and _belief(own[name]) != _belief(other[name])]
    wholes = [set(each.members) for side in (first, second) for each in side.scenario.shares]
    players: list[Names] = []
    for name in differing:
        together = next((whole for whole in wholes if name in whole), {name})
        if not any(name in each for each in players):
            players.append(tuple(each for each in own if each in together))
    orders = [] if len(players) <= MOST_EXACT else list(_random_orders(len(players), seed))
    if not orders:
        return Game(tuple(players), *_of_all(len(players)), 0, (), own, other)
    sets = _sets_of(orders)
    weights = _of_orders(sets, orders)
    pairs = tuple(_of_orders(sets, orders[k : k + 2]) for k in range(0, len(orders), 2))
    return Game(tuple(players), sets, weights, len(orders), pairs, own, other)


def _belief(given: Input) -> tuple[object, ...]:
    """What is believed about an input, however it is written."""
    return given.distribution, given.nominal, given.factors, given.profile


def _of_all(count: int) -> tuple[tuple[int, ...], Floats]:
    """All sets, and the weights of every player joining every set of others."""
    sets = tuple(range(1 << count))
    weights = np.zeros((count, len(sets)))
    for before in sets:
        size = before.bit_count()
        weight = math.factorial(size) * math.factorial(count - 1 - size) / math.factorial(count) if size < count else 0
        for player in (each for each in range(count) if not before >> each & 1):
            weights[player, before | 1 << player] += weight
            weights[player, before] -= weight
    return sets, weights


def _steps(order: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Each player of an order with the set of those before."""
    before = 0
    for player in order:
        yield before, player
        before |= 1 << player


def _sets_of(orders: Sequence[Sequence[int]]) -> tuple[int, ...]:
    """The sets that occur in `orders`, none first and all last."""
    return tuple(sorted({0, *(before | 1 << player for order in orders for before, player in _steps(order))}))


def _of_orders(sets: Sequence[int], orders: Sequence[Sequence[int]]) -> Floats:
    """The weights of each player joining those before it in `orders`."""
    column = {each: k for k, each in enumerate(sets)}
    weights = np.zeros((len(orders[0]), len(sets)))
    for before, player in (step for order in orders for step in _steps(order)):
        weights[player, column[before | 1 << player]] += 1 / len(orders)
        weights[player, column[before]] -= 1 / len(orders)
    return weights


def _random_orders(count: int, seed: int) -> Iterator[list[int]]:
    """Random orders, each followed by its reverse."""
    generator = np.random.Generator(np.random.Philox(key=seed))
    for _ in range(PAIRS):
        order = generator.permutation(count).tolist()
        yield order
        yield order[::-1]
