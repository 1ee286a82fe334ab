"""What the draws of the inputs came to: their means and quantiles, and the correlations that were asked for."""

from __future__ import annotations

import math
from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtri

from ..engine.program.coordinates import coordinates
from ..scenario.normal_scores import attainable_range
from ..scenario.scenario import Scenario
from .summary import Dependence, Realised

Floats = NDArray[np.float64]

#: Samples that are looked at: enough for a correlation to within 0.003.
SAMPLES = 1 << 17
#: A realised correlation farther than this from the one asked for is warned of.
TOLERANCE = 0.02
_PROBABILITIES = (0.05, 0.5, 0.95)


def realised_inputs(rows: Mapping[str, Floats]) -> tuple[Realised, ...]:
    """Mean and quantiles of the draws of each input."""
    return tuple(
        Realised(name, _mean(row), dict(zip(_PROBABILITIES, np.quantile(row, _PROBABILITIES).tolist(), strict=True)))
        for name, row in rows.items()
    )


@np.errstate(over="ignore")
def _mean(row: Floats) -> float:
    """The mean of draws (n,): exact where all are one value, and finite though their sum is not."""
    low, high = row.min(), row.max()
    mean = row.mean() if low < high else low
    return float(mean if np.isfinite(mean) else (row / len(row)).sum())


def realised_dependence(scenario: Scenario, rows: Mapping[str, Floats]) -> tuple[Dependence, ...]:
    """Each pair with an asked-for correlation, and what it came to on the same scale."""
    inputs = coordinates(scenario)[0].inputs
    pairs = []
    for group in scenario.correlations:
        scores = [_scores(rows[member], group.scale) for member in group.members]
        found = np.atleast_2d(np.corrcoef(scores))
        for a, second in enumerate(group.members):
            for b, first in enumerate(group.members[:a]):
                ends = attainable_range(inputs[first].distribution, inputs[second].distribution, group.scale)
                asked = group.matrix[a][b]
                pairs.append(Dependence(first, second, group.scale, asked, float(found[a, b]), ends))
    return tuple(pairs)


def _scores(row: Floats, scale: str) -> Floats:
    """Mid-ranks of the draws, as normal scores where the scale is theirs (van der Waerden)."""
    _, place, count = np.unique(row, return_inverse=True, return_counts=True)
    ranks = (np.cumsum(count) - 0.5 * (count - 1.0))[place]
    return np.asarray(ndtri((ranks - 0.5) / len(row)) if scale == "normal" else ranks)


def dependence_warnings(pairs: tuple[Dependence, ...], samples: int = SAMPLES) -> list[str]:
    """A sentence for each pair whose correlation over `samples` draws came out otherwise than asked for."""
    chance = max(TOLERANCE, 4.0 / math.sqrt(samples))
    return [
        f"the correlation of {pair.first} and {pair.second} came to {pair.realised:.2f} where {pair.asked:g} was "
        f"asked for{_reason(pair)}"
        for pair in pairs
        if abs(pair.realised - pair.asked) > chance
    ]


def _reason(pair: Dependence) -> str:
    """Why it did, where the laws of the two are why."""
    low, high = pair.reach
    if low <= pair.asked <= high:
        return ""
    end, most = (high, "most") if pair.asked > high else (low, "least")
    return f": with these laws it can be {end:.2f} at {most}"
