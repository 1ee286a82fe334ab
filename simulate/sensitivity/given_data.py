"""How far an output's distribution moves where an input is known: Borgonovo's delta and PAWN, from tables of counts.

Both depend on the whole distribution, not on its variance alone, and neither on the scale of the output. Finite samples
make both too large: what a table with an input that no model reads says, is all bias.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Final

import numpy as np
from numpy.typing import NDArray

from ..answer.statistics.marginal import Estimate
from ..answer.statistics.standard_error import student
from ..engine.accumulators.conditional_counts import PARTS
from ..laws import scipy_special as special
from .conditional import ConditionalTable

Floats = NDArray[np.float64]

#: Rounds in which the part of a difference that noise explains is taken off.
_ROUNDS: Final = 5
#: Below it, differences between bins of several widths are those of finite samples.
_TRIED: Final = 0.05


def delta(table: ConditionalTable) -> Estimate:
    """The mean share of probability that moves where the input is known, from 0 to 1.

    Source: Borgonovo, "A new uncertainty importance measure", Reliability Engineering & System Safety 92 (2007) 771.
    Bins of finite width make it too small in proportion to their square: wider ones show how much, and it is taken off.
    """

    def extrapolated(counts: Floats, rounds: int) -> float:
        fine, wide_input, wide_output = (_moved(_joined(counts, *join), rounds) for join in ((1, 2), (2, 2), (1, 4)))
        return fine + (fine - wide_input) / 3 + (fine - wide_output) / 3

    def left(counts: Floats) -> float:
        fine, *wide = (_moved(_joined(counts, *join), _ROUNDS) for join in ((1, 2), (2, 2), (4, 2), (1, 4), (1, 8)))
        return _left(fine, *wide[:2]) + _left(fine, *wide[2:])

    return _estimate(table, lambda counts: extrapolated(counts, _ROUNDS), lambda counts: extrapolated(counts, 0), left)


def pawn(table: ConditionalTable) -> Estimate:
    """The mean distance of Kolmogorov and Smirnov of the output's distribution where the input is known, from 0 to 1.

    Source: Pianosi & Wagener, "Distribution-based sensitivity analysis from a generic input-output sample",
    Environmental Modelling & Software 108 (2018) 197, with the mean over the input's bins.
    """

    def extrapolated(counts: Floats) -> float:
        fine, wide = (_distance(_joined(counts, join, 1)) for join in (1, 2))
        return fine + (fine - wide) / 3

    def left(counts: Floats) -> float:
        return _left(*(_distance(_joined(counts, join, 1)) for join in (1, 2, 4)))

    return _estimate(table, extrapolated, extrapolated, left)


def _estimate(
    table: ConditionalTable,
    statistic: Callable[[Floats], float],
    quick: Callable[[Floats], float],
    left: Callable[[Floats], float],
) -> Estimate:
    """A statistic of a table; its error is the jackknife's, of a `quick` form of it, and what is `left` of the bins."""
    parts = table.counts.astype(float)
    whole = parts.sum(axis=0)
    without = np.array([quick(whole - part) for part in parts])
    error = student(PARTS) * np.sqrt((PARTS - 1) * without.var())
    return Estimate(min(max(statistic(whole), 0.0), 1.0), math.hypot(error, left(whole)))


def _left(fine: float, wide: float, wider: float) -> float:
    """What may be left of the bins' width, from bins of once, twice and four times that width.

    If it falls with the square of the width, the two differences are as 1 to 4, and a third of the first is taken off.
    It falls with the width itself where known inputs leave the output one value or few: then they are as 1 to 2, and
    the whole difference should be. What finite samples take off wide bins is no such difference: the dummy shows it.
    """
    first, second = fine - wide, wide - wider
    if first <= 0 or fine < _TRIED:
        return 0.0
    ratio = min(max(first / second if second > first else 0.5, 0.25), 0.5)
    return first * (ratio / (1 - ratio) - 1 / 3)


def _joined(counts: Floats, inputs: int, outputs: int) -> Floats:
    """`counts` (inputs, outputs) of which neighbours are joined; rows without samples are left out."""
    rows = np.add.reduceat(counts, np.arange(0, len(counts), inputs), axis=0)
    found: Floats = np.add.reduceat(rows, np.arange(0, rows.shape[1], outputs), axis=1)
    filled: Floats = found[found.sum(axis=1) > 0]
    return filled


def _moved(counts: Floats, rounds: int) -> float:
    """Half the mean absolute difference between the output's probabilities where the input is known, and overall."""
    sizes = counts.sum(axis=1, keepdims=True)
    known, overall = counts / sizes, counts.sum(axis=0) / counts.sum()
    found = np.abs(known - overall)
    noise = np.sqrt(np.maximum(known * (1 - known), overall * (1 - overall)) / sizes)
    seen = found
    for _ in range(rounds):
        found = np.maximum(found - (_folded(found, noise) - seen), 0.0)
    return float(0.5 * (sizes[:, 0] / sizes.sum()) @ found.sum(axis=1))


def _folded(difference: Floats, noise: Floats) -> Floats:
    """The mean of a difference's absolute value where normal `noise` is added to it."""
    z = np.divide(difference, noise, out=np.full_like(noise, 40.0), where=noise > 0)
    found: Floats = noise * np.sqrt(2 / np.pi) * np.exp(-0.5 * z**2) + difference * (1 - 2 * special.ndtr(-z))
    return found


def _distance(counts: Floats) -> float:
    """The mean over rows of the largest distance between their distribution function and that of all."""
    sizes = counts.sum(axis=1)
    known, overall = counts / sizes[:, None], counts.sum(axis=0) / counts.sum()
    return float(np.abs(np.cumsum(known - overall, axis=1)).max(axis=1) @ sizes / sizes.sum())
