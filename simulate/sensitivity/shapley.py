"""Shapley effects: shares of an output's variance that add up to one, for inputs that depend on each other too.

The value of a set of inputs is its total index: the share of the variance that is left if all other inputs are known.
An input's effect is the mean of what it adds to that over all orders in which inputs can be added (Owen 2014, SIAM/ASA
Journal on Uncertainty Quantification 2, 245; Song, Nelson & Staum 2016, the same journal 4, 1060, theorem 1). All
totals are shares of that of all inputs by the same estimator, so that an input that changes nothing has no effect.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from ..answer.run_options import Request
from ..answer.statistics.marginal import Estimate
from ..engine.run import Progress
from .indices import Estimates, Ratios, Replicated
from .pick_freeze import Frozen, Names
from .scales import ChosenScale, Scale
from .sums import scaled_sums

Floats = NDArray[np.float64]

#: Up to this number of inputs all sets of them are computed; beyond, those that occur in random orders.
MOST_EXACT: Final = 12
#: Pairs of random orders, each with its reverse.
PAIRS: Final = 64


@dataclass(frozen=True)
class Effect:
    """What one input, or several that are one draw, explain: shares of an output's variance, with their errors.

    `shapley` effects of all inputs add up to 1. `first` is the share that the input explains if it alone is known, what
    it tells about others included; `total` is the share that is left if it alone is unknown. `total` is exactly 0 for
    an input that the model does not read, whose `shapley` is what it tells about others.
    """

    inputs: Names
    shapley: Estimate
    first: Estimate
    total: Estimate


@dataclass(frozen=True)
class OutputEffects:
    """The effects of all inputs on one output at one coordinate, largest first; none if it does not vary.

    `orders` is the number of random orders that the effects are means over; 0 if they are means over all.
    """

    output: str
    coordinates: Mapping[str, str]
    scale: ChosenScale
    effects: tuple[Effect, ...]
    orders: int


class _Step(NamedTuple):
    """Input number `added` joins the set of inputs `before`, a bit an input, with a `weight` in its effect."""

    before: int
    added: int
    weight: float

    @property
    def after(self) -> int:
        return self.before | 1 << self.added


def shapley_effects(
    point: Frozen,
    own: Sequence[Names],
    request: Request,
    *,
    on: Scale | None = None,
    progress: Progress | None = None,
) -> tuple[OutputEffects, ...]:
    """The effects of the inputs `own`, each of which may be several that are one draw, on every output at `point`.

    Raises InvalidInput if an output cannot be analysed on the scale `on`, RunError if an output is not finite, and
    KeyboardInterrupt if interrupted.
    """
    count = len(own)
    orders = list(_random_orders(count, request.seed)) if count > MOST_EXACT else []
    steps = [step for order in orders for step in order] or list(_all_steps(count))
    game = _Game(count, steps)
    hybrids = [tuple(name for i in range(count) if each >> i & 1 for name in own[i]) for each in game.sets]
    sums = scaled_sums(point, hybrids, request, on=on, progress=progress)
    made = []
    estimates = game.estimates(sums.replicated, orders)
    for o, output in enumerate(point.scenario.outputs):
        effects = _ranked(own, estimates, o) if sums.variance(o) else ()
        made.append(OutputEffects(output.name, sums.labels, sums.scales[o], effects, len(orders)))
    return tuple(made)


def _all_steps(count: int) -> Iterator[_Step]:
    """Every input joining every set of others, with the share of orders in which it does."""
    for before in range(1 << count):
        size = before.bit_count()
        weight = math.factorial(size) * math.factorial(count - 1 - size) / math.factorial(count) if size < count else 0
        yield from (_Step(before, added, weight) for added in range(count) if not before >> added & 1)


def _random_orders(count: int, seed: int) -> Iterator[list[_Step]]:
    """The steps of random orders, each followed by its reverse."""
    generator = np.random.Generator(np.random.Philox(key=seed))
    for _ in range(PAIRS):
        order = generator.permutation(count).tolist()
        yield _steps(order)
        yield _steps(order[::-1])


def _steps(order: Sequence[int]) -> list[_Step]:
    """The steps of one order, with the weight of one among all orders."""
    before, found = 0, []
    for added in order:
        found.append(_Step(before, added, 1 / (2 * PAIRS)))
        before |= 1 << added
    return found


class _Game:
    """The sets of `count` inputs whose totals `steps` need, and those of each input alone and of all others."""

    def __init__(self, count: int, steps: Iterable[_Step]) -> None:
        self._count, self._whole = count, (1 << count) - 1
        self._steps = list(steps)
        alone = [1 << i for i in range(count)]
        needed = [*(step.after for step in self._steps), *alone, *(self._whole ^ each for each in alone)]
        self.sets = [each for each in dict.fromkeys(needed) if each not in (0, self._whole)]
        self._column = {each: k for k, each in enumerate(self.sets)}
        self._weights = self._weigh(self._steps)
        self._others = [self._column[self._whole ^ each] for each in alone] if count > 1 else []
        self._total = self._weigh(_Step(0, i, 1.0) for i in range(count))

    def _weigh(self, steps: Iterable[_Step]) -> Floats:
        """The weights (sets + 1, count) of each set's total in what `steps` add up to; the last row is that of all."""
        found = np.zeros((len(self.sets) + 1, self._count))
        for before, added, weight in steps:
            found[self._column.get(before | 1 << added, -1), added] += weight
            if before:
                found[self._column[before], added] -= weight
        return found

    def estimates(self, found: Replicated, orders: Sequence[Sequence[_Step]]) -> tuple[Estimates, Estimates, Estimates]:
        """Shapley effects, first and total indices (outputs, count).

        The error of a mean over random `orders` has that of their choice in it.
        """
        effects = _weighted(found, self._weights)
        total = found.total(lambda totals: totals @ self._total[:-1] + self._total[-1])
        kept = found.kept()
        first = Estimates(kept.values[:, self._others], kept.errors[:, self._others]) if self._others else total
        if orders:
            effects = Estimates(effects.values, np.hypot(effects.errors, self._spread(_worth(found.whole), orders)))
        return effects, first, total

    def _spread(self, found: Floats, orders: Sequence[Sequence[_Step]]) -> Floats:
        """The standard error (outputs, count) of the mean over random orders, from the spread of pairs of them."""
        pairs = [self._weigh([*one, *reverse]) for one, reverse in zip(orders[::2], orders[1::2], strict=True)]
        added = np.array([found @ weights[:-1] + weights[-1] for weights in pairs]) * PAIRS
        spread: Floats = added.std(axis=0, ddof=1) / math.sqrt(PAIRS)
        return spread


def _weighted(found: Replicated, weights: Floats) -> Estimates:
    """The values of all sets, each times its `weights` (sets + 1, count), added up."""
    return found.estimated(lambda shares: _worth(shares) @ weights[:-1] + weights[-1])


def _worth(shares: Ratios) -> Floats:
    """The value of each set (..., outputs, sets): its total as a share of that of all inputs."""
    worth: Floats = shares.total / shares.everything
    return worth


def _ranked(own: Sequence[Names], found: tuple[Estimates, Estimates, Estimates], o: int) -> tuple[Effect, ...]:
    """The effects of each input on output number `o`, largest first; equal ones in file order."""
    made = (Effect(names, *(each.at(o, i) for each in found)) for i, names in enumerate(own))
    return tuple(sorted(made, key=lambda effect: -effect.shapley.value))
