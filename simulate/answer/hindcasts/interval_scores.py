"""Scores of predictions: the interval score, and whether intervals cover as often as they should."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence

import numpy as np
from scipy.special import gammaln, xlog1py, xlogy

#: Independent truths that a group counts as, at most, whose members share authors, meters and method.
MOST_OF_A_GROUP = 2
#: The relative difference below which probabilities count as equal, as in other binomial tests.
_TIE = 1e-7


def interval_score(low: float, high: float, truth: float, *, level: float) -> float:
    """The interval score of a central interval: its width, and 2/alpha times what it misses by; lower is better.

    Gneiting & Raftery (2007), eq. 43, with alpha = 1 - `level`. It is proper: the interval that is
    believed has the best expected score.

    >>> interval_score(1, 3, 2, level=0.9), round(interval_score(1, 3, 3.5, level=0.9), 9)
    (2, 12.0)
    """
    missed = max(low - truth, 0.0) + max(truth - high, 0.0)
    return high - low + 2.0 / (1.0 - level) * missed if missed else high - low


def binomial_p_value(hits: int, trials: int, probability: float) -> float:
    """The probability of `hits` of `trials`, or of a number no likelier, by chance: two-sided and exact.

    >>> round(binomial_p_value(9, 12, 0.9), 4)
    0.1109
    """
    counts = np.arange(trials + 1)
    ways = gammaln(trials + 1) - gammaln(counts + 1) - gammaln(trials - counts + 1)
    chances = np.exp(ways + xlogy(counts, probability) + xlog1py(trials - counts, -probability))
    return min(1.0, float(chances[chances <= chances[hits] * (1 + _TIE)].sum()))


def by_group(hits: Iterable[tuple[str, bool]]) -> tuple[int, int]:
    """Hits and trials if each group counts as two independent truths at most, with its own share of hits.

    The hits of all groups are added up, and the sum is rounded.

    >>> by_group([("a", True), ("a", True), ("a", False), ("a", True), ("b", False)])
    (2, 3)
    """
    groups: dict[str, list[bool]] = {}
    for group, hit in hits:
        groups.setdefault(group, []).append(hit)
    weights = {group: min(len(found), MOST_OF_A_GROUP) for group, found in groups.items()}
    scaled = math.fsum(weights[group] * sum(found) / len(found) for group, found in groups.items())
    return round(scaled), sum(weights.values())


def mean_scores(scores: Sequence[Mapping[str, float]]) -> dict[str, float]:
    """The mean score of each forecaster.

    >>> mean_scores([{"a": 1.0, "b": 3.0}, {"a": 2.0, "b": 5.0}])
    {'a': 1.5, 'b': 4.0}
    """
    return {name: math.fsum(each[name] for each in scores) / len(scores) for name in scores[0]}
