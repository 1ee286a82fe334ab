"""How often one coordinate of the answer lies below another, sample by sample.

All coordinates are computed from the same points, so what they share cancels: two intervals that overlap can belong to
outputs of which one is always the smaller. Coordinates are compared within one option of every choice: a choice is no
question of probability.

Few are compared each with each. Of many, an axis that counts (hours, days) is told by its extremes, the least and the
greatest median, at each coordinate of the others; where no axis counts, by neighbours in the order of their medians.
Whatever a claim compares is told as the claim has it.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import combinations, pairwise

import numpy as np
from numpy.typing import NDArray

from ..describe.claim import Claim
from ..describe.scenario import Scenario
from .summary import Comparison, Estimate, Record, Summary

#: Pairs that are told of one output; beyond that, only the most telling ones.
MOST_PAIRS = 15

Pair = tuple[int, int]


def comparisons(records: Sequence[Record], outputs: NDArray[np.float64], scenario: Scenario) -> tuple[Comparison, ...]:
    """For each output, how often one coordinate lies below another; `outputs` (record, sample) are their draws.

    The smaller median comes first, and ties count half; what the scenario claims comes last, in the claim's order.
    Coordinates that are one and the same in every sample are not compared.
    """
    choices = {axis.name for axis in scenario.axes if axis.kind == "choice"}
    counting = {axis.name for axis in scenario.axes if axis.counts}
    groups = _groups(range(len(records)), records, choices)
    told = (pair for places in groups for pair in _pairs(places, records, counting))
    pairs = dict.fromkeys((a, b) for a, b in told if not np.array_equal(outputs[a], outputs[b]))
    pairs |= dict.fromkeys(pair for claim in scenario.claims if (pair := _claimed(records, claim)))
    return tuple(_compared(records, outputs, a, b) for a, b in pairs)


def claimed(summary: Summary, claim: Claim) -> Estimate | None:
    """How often the output lies below itself elsewhere, as `claim` has it; None where the claim is a figure."""
    pair = _claimed(summary.records, claim)
    if pair is None:
        return None
    first, second = (summary.records[place].coordinates for place in pair)
    found = (each for each in summary.comparisons if each.output == claim.output)
    return next((each.probability for each in found if (each.first, each.second) == (first, second)), None)


def _claimed(records: Sequence[Record], claim: Claim) -> Pair | None:
    """The places of the two records that a claim compares."""
    if not claim.below:
        return None
    at, below = (_place(records, claim.output, labels) for labels in (claim.at, claim.below))
    return None if at is None or below is None else (at, below)


def _place(records: Sequence[Record], output: str, at: Mapping[str, str]) -> int | None:
    """The first record of `output` at the coordinate, which may leave axes unsaid."""
    found = (i for i, each in enumerate(records) if each.output == output and at.items() <= each.coordinates.items())
    return next(found, None)


def _pairs(places: Sequence[int], records: Sequence[Record], counting: Collection[str]) -> Iterator[Pair]:
    """Which of an output's records are compared, the smaller median first."""
    ranked = sorted(places, key=lambda i: records[i].quantiles[0.5].value)
    axes = records[ranked[0]].coordinates.keys()
    if math.comb(len(ranked), 2) <= MOST_PAIRS:
        yield from combinations(ranked, 2)
    elif axes & counting:
        lines = _groups(ranked, records, axes - set(counting))
        yield from ((line[0], line[-1]) for line in lines if len(line) > 1)
    else:
        yield from pairwise(ranked)


def _groups(places: Sequence[int], records: Sequence[Record], axes: Collection[str]) -> list[list[int]]:
    """The records of one output with the same label on each of `axes`, group by group."""
    groups: dict[tuple[str, ...], list[int]] = {}
    for place in places:
        record = records[place]
        here = (label for axis, label in record.coordinates.items() if axis in axes)
        groups.setdefault((record.output, *here), []).append(place)
    return list(groups.values())


def _compared(records: Sequence[Record], outputs: NDArray[np.float64], a: int, b: int) -> Comparison:
    below = np.mean(outputs[a] < outputs[b]) + 0.5 * np.mean(outputs[a] == outputs[b])
    error = math.sqrt(below * (1.0 - below) / outputs.shape[1])
    first, second = records[a], records[b]
    return Comparison(first.output, first.coordinates, second.coordinates, Estimate(float(below), error))
