"""Which coordinates of an answer are compared, settled before the run that counts them.

A few coordinates are all compared with each other. Of many, an axis that counts (hours, days) gives its extremes, the
lowest and the highest median, at each coordinate of the others; without such an axis, neighbours in the order of their
medians are compared. The medians are those of the run's first samples. What a claim compares keeps the claim's order.
Coordinates are compared within one option of every choice: a choice is no question of probability.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise

import numpy as np
from numpy.typing import NDArray

from ..engine.program.plan import Plan
from ..engine.replay import output_draws
from ..engine.runner import Runner
from ..scenario.claim import Claim
from ..scenario.scenario import Scenario

#: Pairs that are shown of one output; of more, only the extremes or the neighbours.
MOST_PAIRS = 15
#: Samples that medians are taken from before the run: so many at most, fewer where the numbers would fill the memory.
PILOT, _MOST_NUMBERS = 1 << 17, 1 << 24

Pair = tuple[int, int]
Place = tuple[str, Mapping[str, str]]


@dataclass(frozen=True)
class Pairs:
    """Pairs of an answer's records, by number: those to show, and those that claims compare, in their order."""

    shown: tuple[Pair, ...] = ()
    claimed: tuple[Pair, ...] = ()

    @property
    def counted(self) -> tuple[Pair, ...]:
        """All of them, in the order in which a run counts them."""
        return (*self.shown, *self.claimed)


def pairs(runner: Runner, samples: int) -> Pairs:
    """What a run of `samples` samples compares, settled before it begins."""
    scenario, places = runner.plan.scenario, _places(runner.plan)
    counting = {axis.name for axis in scenario.axes if axis.counts}
    grouped = groups(range(len(places)), places, choices(scenario))
    medians = _medians(runner, samples) if any(map(_many, grouped)) else np.zeros(len(places))
    shown = (pair for group in grouped for pair in _pairs(group, places, medians, counting))
    claims = (pair for claim in scenario.claims if (pair := claimed_pair(places, claim)))
    return Pairs(tuple(shown), tuple(dict.fromkeys(claims)))


def _places(plan: Plan) -> list[Place]:
    return [(quantity.name, place.labels) for place, quantity in plan.records]


def choices(scenario: Scenario) -> set[str]:
    """The axes across whose options nothing is compared."""
    return {axis.name for axis in scenario.axes if axis.kind == "choice"}


def _many(group: Sequence[int]) -> bool:
    return math.comb(len(group), 2) > MOST_PAIRS


def _medians(runner: Runner, samples: int) -> NDArray[np.float64]:
    """The median of each record over the first samples, replayed before the run."""
    count = min(PILOT, samples, max(_MOST_NUMBERS // runner.state.outputs, 1))
    result: NDArray[np.float64] = np.median(output_draws(runner, count), axis=1)
    return result


def claimed_pair(places: Sequence[Place], claim: Claim) -> Pair | None:
    """The places of the two records that a claim compares."""
    if not claim.below:
        return None
    at, below = (_place(places, claim.output, labels) for labels in (claim.at, claim.below))
    return None if at is None or below is None else (at, below)


def _place(places: Sequence[Place], output: str, at: Mapping[str, str]) -> int | None:
    """The first record of `output` at the coordinate, which may leave axes unsaid."""
    found = (i for i, (name, labels) in enumerate(places) if name == output and at.items() <= labels.items())
    return next(found, None)


def _pairs(
    group: Sequence[int], places: Sequence[Place], medians: NDArray[np.float64], counting: Collection[str]
) -> Iterator[Pair]:
    """Which of an output's records are compared, by number."""
    ranked = sorted(group, key=lambda i: float(medians[i]))
    axes = places[ranked[0]][1].keys()
    if not _many(group):
        yield from combinations(ranked, 2)
    elif axes & counting:
        lines = groups(ranked, places, axes - set(counting))
        yield from ((line[0], line[-1]) for line in lines if len(line) > 1)
    else:
        yield from pairwise(ranked)


def groups(numbers: Sequence[int], places: Sequence[Place], axes: Collection[str]) -> list[list[int]]:
    """The records of one output with the same label on each of `axes`, group by group."""
    found: dict[tuple[str, ...], list[int]] = {}
    for number in numbers:
        output, labels = places[number]
        here = (label for axis, label in labels.items() if axis in axes)
        found.setdefault((output, *here), []).append(number)
    return list(found.values())
