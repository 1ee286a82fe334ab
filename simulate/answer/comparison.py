"""How often one coordinate of the answer lies below another, sample by sample.

All coordinates are computed from the same samples, so what they share cancels: two intervals that overlap can belong to
outputs of which one is always the smaller. What they share is what they draw from the same points. Coordinates are
compared within one option of every choice: a choice is no question of probability.

Few are compared each with each. Of many, an axis that counts (hours, days) is told by its extremes, the least and the
greatest median, at each coordinate of the others; where no axis counts, by neighbours in the order of their medians.
Which these are is settled before the run, by a few of its samples. Whatever a claim compares is told as the claim has
it. Every sample of the run is counted.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise

import numpy as np
from numpy.typing import NDArray

from ..describe.claim import Claim
from ..describe.scenario import Scenario
from ..engine.plan import Plan
from ..engine.replay import output_draws
from ..engine.runner import Runner
from .pairing import Pairing
from .spread import student
from .sufficiency import never_certain
from .summary import Comparison, Estimate, Record, Summary

#: Pairs that are told of one output; beyond that, only the most telling ones.
MOST_PAIRS = 15
#: Samples that medians are taken from before the run: so many at most, fewer where the numbers would fill the memory.
PILOT, _MOST_NUMBERS = 1 << 17, 1 << 24

Pair = tuple[int, int]
Place = tuple[str, Mapping[str, str]]
Counts = NDArray[np.int64]


@dataclass(frozen=True)
class Pairs:
    """Pairs of an answer's records, by number: those that are told, and those that claims compare, in their order."""

    told: tuple[Pair, ...] = ()
    claimed: tuple[Pair, ...] = ()

    @property
    def counted(self) -> tuple[Pair, ...]:
        """All of them, in the order in which a run counts them."""
        return (*self.told, *self.claimed)


def pairs(runner: Runner, samples: int) -> Pairs:
    """What a run of `samples` samples compares, settled before it begins."""
    scenario, places = runner.plan.scenario, _places(runner.plan)
    counting = {axis.name for axis in scenario.axes if axis.counts}
    groups = _groups(range(len(places)), places, _choices(scenario))
    medians = _medians(runner, samples) if any(map(_many, groups)) else np.zeros(len(places))
    told = (pair for group in groups for pair in _pairs(group, places, medians, counting))
    claims = (pair for claim in scenario.claims if (pair := _claimed(places, claim)))
    return Pairs(tuple(told), tuple(dict.fromkeys(claims)))


def _places(plan: Plan) -> list[Place]:
    return [(quantity.name, place.labels) for place, quantity in plan.records]


def _choices(scenario: Scenario) -> set[str]:
    return {axis.name for axis in scenario.axes if axis.kind == "choice"}


def _many(group: Sequence[int]) -> bool:
    return math.comb(len(group), 2) > MOST_PAIRS


def _medians(runner: Runner, samples: int) -> NDArray[np.float64]:
    """The median of each record over the first samples, replayed before the run."""
    count = min(PILOT, samples, max(_MOST_NUMBERS // runner.state.outputs, 1))
    result: NDArray[np.float64] = np.median(output_draws(runner, count), axis=1)
    return result


def comparisons(records: Sequence[Record], found: Pairs, runner: Runner, *, batched: bool) -> tuple[Comparison, ...]:
    """For each output, how often one coordinate lies below another, as the run of `runner` has counted.

    The smaller median comes first, and ties count half; what the scenario claims comes last, in the claim's order.
    Coordinates that are one and the same in every sample are not compared. `batched` says that the batches are
    independent randomizations.
    """
    pairing, sizes = Pairing(runner.plan), np.array(runner.state.done.sizes)
    return tuple(
        Comparison(
            records[a].output,
            records[a].coordinates,
            records[b].coordinates,
            _probability(counts, sizes, batched=batched),
            *pairing.of(a, b),
        )
        for (a, b), counts in _counts(records, found, runner).items()
    )


def _counts(records: Sequence[Record], found: Pairs, runner: Runner) -> dict[Pair, Counts]:
    """The counts (BATCHES, 2) of each pair that is worth telling, in the order in which people read them."""
    rank, samples = _ranks(records, runner.plan.scenario), runner.state.samples
    counts = list(runner.state.compared.transpose(1, 0, 2))
    told = (
        _ascending(pair, each, rank, np.array(runner.state.done.sizes))
        for pair, each in zip(found.told, counts, strict=False)
        if each[:, 1].sum() < samples
    )
    ordered = dict(sorted(told, key=lambda each: (rank[each[0][0]], rank[each[0][1]])))
    claims = zip(found.claimed, counts[len(found.told) :], strict=True)
    return ordered | {pair: each for pair, each in claims if pair not in ordered}


def _ranks(records: Sequence[Record], scenario: Scenario) -> dict[int, tuple[int, int]]:
    """Where each record stands: its output and choices, then its median among their records."""
    places = [(record.output, record.coordinates) for record in records]
    groups = _groups(range(len(records)), places, _choices(scenario))
    medians = [record.quantiles[0.5].value for record in records]
    return {
        place: (g, r)
        for g, group in enumerate(groups)
        for r, place in enumerate(sorted(group, key=medians.__getitem__))
    }


def _ascending(pair: Pair, counts: Counts, rank: Mapping[int, tuple[int, int]], sizes: Counts) -> tuple[Pair, Counts]:
    """The pair with the smaller median first, and its counts."""
    if rank[pair[0]] <= rank[pair[1]]:
        return pair, counts
    above = sizes - counts.sum(axis=1)
    return pair[::-1], np.column_stack([above, counts[:, 1]])


def _probability(counts: Counts, sizes: Counts, *, batched: bool) -> Estimate:
    """The share of samples in which the first is the smaller, with its error: that of a mean of 0, 1/2 and 1.

    Where the batches are independent randomizations, their spread says how sure it is.
    """
    (below, equal), samples = counts.sum(axis=0).tolist(), int(sizes.sum())
    share = (below + equal / 2) / samples
    error = math.sqrt(max((below + equal / 4) / samples - share**2, 0.0) / samples)
    found = Estimate(share, _spread(counts, sizes) if batched else error)
    return never_certain(found, samples) if share in (0.0, 1.0) else found


def _spread(counts: Counts, sizes: Counts) -> float:
    """The standard error that the batches' own shares show."""
    drawn = sizes > 0
    shares = (counts[:, 0] + counts[:, 1] / 2)[drawn] / sizes[drawn]
    count = len(shares)
    return student(count) * float(shares.std(ddof=1)) / math.sqrt(count) if count > 1 else math.inf


def claimed(summary: Summary, claim: Claim) -> Estimate | None:
    """How often the output lies below itself elsewhere, as `claim` has it; None where the claim is a figure."""
    pair = _claimed([(record.output, record.coordinates) for record in summary.records], claim)
    if pair is None:
        return None
    first, second = (summary.records[place].coordinates for place in pair)
    found = (each for each in summary.comparisons if each.output == claim.output)
    return next((each.probability for each in found if (each.first, each.second) == (first, second)), None)


def _claimed(places: Sequence[Place], claim: Claim) -> Pair | None:
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
        lines = _groups(ranked, places, axes - set(counting))
        yield from ((line[0], line[-1]) for line in lines if len(line) > 1)
    else:
        yield from pairwise(ranked)


def _groups(numbers: Sequence[int], places: Sequence[Place], axes: Collection[str]) -> list[list[int]]:
    """The records of one output with the same label on each of `axes`, group by group."""
    groups: dict[tuple[str, ...], list[int]] = {}
    for number in numbers:
        output, labels = places[number]
        here = (label for axis, label in labels.items() if axis in axes)
        groups.setdefault((output, *here), []).append(number)
    return list(groups.values())
