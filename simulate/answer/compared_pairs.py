"""The pairs of coordinates that an answer compares, chosen before the run that counts them.

Of a few coordinates, all pairs are compared. Of many, the lowest and the highest median along an axis that counts
(hours, days) are compared, at each coordinate of the others; without such an axis, neighbours in the order of their
medians. The medians are those of the run's first samples. Pairs that claims compare keep the claim's order.
Coordinates are compared within one option of every choice and one value of every sweep: neither is a matter of
probability.
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

#: Pairs that are shown of one output, at most; of more, only the extremes or the neighbours.
MOST_PAIRS = 15
#: Samples from which medians are taken before the run, and numbers that may be kept for it, at most.
PILOT, _MOST_NUMBERS = 1 << 17, 1 << 24

Pair = tuple[int, int]
Key = tuple[str, Mapping[str, str]]


@dataclass(frozen=True)
class ComparedPairs:
    """Pairs of an answer's marginals, by index: those to show, and those that claims compare, in order."""

    shown: tuple[Pair, ...] = ()
    claimed: tuple[Pair, ...] = ()

    @property
    def counted(self) -> tuple[Pair, ...]:
        """All of them, in the order in which a run counts them."""
        return (*self.shown, *self.claimed)


def pairs(runner: Runner, samples: int) -> ComparedPairs:
    """The pairs that a run of `samples` samples compares."""
    scenario, keys = runner.plan.scenario, _keys(runner.plan)
    counting = {axis.name for axis in scenario.axes if axis.counts}
    grouped = groups(range(len(keys)), keys, apart(scenario))
    medians = _medians(runner, samples) if any(map(_many, grouped)) else np.zeros(len(keys))
    shown = (pair for group in grouped for pair in _pairs(group, keys, medians, counting))
    claims = (pair for claim in scenario.claims if (pair := claimed_pair(keys, claim)))
    return ComparedPairs(tuple(shown), tuple(dict.fromkeys(claims)))


def _keys(plan: Plan) -> list[Key]:
    return [(quantity.name, coordinate.labels) for coordinate, quantity in plan.records]


def apart(scenario: Scenario) -> set[str]:
    """The names of the choices and sweeps, across whose options nothing is compared."""
    return {axis.name for axis in scenario.axes if axis.kind == "choice" or axis.numbers}


def _many(group: Sequence[int]) -> bool:
    return math.comb(len(group), 2) > MOST_PAIRS


def _medians(runner: Runner, samples: int) -> NDArray[np.float64]:
    """The median of each marginal over the first samples, replayed before the run."""
    count = min(PILOT, samples, max(_MOST_NUMBERS // runner.state.outputs, 1))
    result: NDArray[np.float64] = np.median(output_draws(runner, count), axis=1)
    return result


def claimed_pair(keys: Sequence[Key], claim: Claim) -> Pair | None:
    """The indices of the two marginals that a claim compares; None if it does not compare any."""
    if not claim.below:
        return None
    at, below = (_index(keys, claim.output, labels) for labels in (claim.at, claim.below))
    return None if at is None or below is None else (at, below)


def _index(keys: Sequence[Key], output: str, at: Mapping[str, str]) -> int | None:
    """The index of the first marginal of `output` at the coordinate `at`, which need not name every axis."""
    found = (i for i, (name, labels) in enumerate(keys) if name == output and at.items() <= labels.items())
    return next(found, None)


def _pairs(
    group: Sequence[int], keys: Sequence[Key], medians: NDArray[np.float64], counting: Collection[str]
) -> Iterator[Pair]:
    """The pairs of one output's marginals that are compared."""
    ranked = sorted(group, key=lambda i: float(medians[i]))
    axes = keys[ranked[0]][1].keys()
    if not _many(group):
        yield from combinations(ranked, 2)
    elif axes & counting:
        lines = groups(ranked, keys, axes - set(counting))
        yield from ((line[0], line[-1]) for line in lines if len(line) > 1)
    else:
        yield from pairwise(ranked)


def groups(indices: Sequence[int], keys: Sequence[Key], axes: Collection[str]) -> list[list[int]]:
    """The marginals of one output with the same label on each of `axes`, group by group."""
    found: dict[tuple[str, ...], list[int]] = {}
    for index in indices:
        output, labels = keys[index]
        here = (label for axis, label in labels.items() if axis in axes)
        found.setdefault((output, *here), []).append(index)
    return list(found.values())
