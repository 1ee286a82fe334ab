"""How often one coordinate of the answer lies below another, sample by sample.

All coordinates are computed from the same points, so what they share cancels: two intervals that overlap can belong to
outputs of which one is always the smaller. Coordinates are compared within one option of every choice: a choice is no
question of probability.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterator, Sequence
from itertools import combinations, pairwise

import numpy as np
from numpy.typing import NDArray

from .summary import Comparison, Estimate, Record

#: Pairs that are told of one output; beyond that, only neighbours in the order of their medians.
MOST_PAIRS = 15


def comparisons(
    records: Sequence[Record], outputs: NDArray[np.float64], choices: Collection[str]
) -> tuple[Comparison, ...]:
    """For each output, how often one coordinate lies below another; `outputs` (record, sample) are their draws.

    The smaller median comes first, and ties count half. `choices` are the axes that are choices.
    """
    groups: dict[tuple[str, ...], list[int]] = {}
    for place, record in enumerate(records):
        chosen = (label for axis, label in record.coordinates.items() if axis in choices)
        groups.setdefault((record.output, *chosen), []).append(place)
    return tuple(_compared(records, outputs, a, b) for places in groups.values() for a, b in _pairs(places, records))


def _pairs(places: list[int], records: Sequence[Record]) -> Iterator[tuple[int, int]]:
    ranked = sorted(places, key=lambda i: records[i].quantiles[0.5].value)
    yield from combinations(ranked, 2) if math.comb(len(ranked), 2) <= MOST_PAIRS else pairwise(ranked)


def _compared(records: Sequence[Record], outputs: NDArray[np.float64], a: int, b: int) -> Comparison:
    below = np.mean(outputs[a] < outputs[b]) + 0.5 * np.mean(outputs[a] == outputs[b])
    error = math.sqrt(below * (1.0 - below) / outputs.shape[1])
    first, second = records[a], records[b]
    return Comparison(first.output, first.coordinates, second.coordinates, Estimate(float(below), error))
