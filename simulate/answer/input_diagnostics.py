"""Diagnostics of the first draws of the inputs: means, quantiles, and realised correlations."""

from __future__ import annotations

import math
from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from ..engine.program.coordinates import coordinates
from ..laws import scipy_special as special
from ..scenario.normal_scores import attainable_range
from ..scenario.scenario import Scenario
from .answer import CorrelationDiagnostics, InputDiagnostics

Floats = NDArray[np.float64]

#: Draws that are described: enough for a correlation to within 0.003.
SAMPLES = 1 << 17
#: The difference between asked and realised correlation above which a warning is given.
TOLERANCE = 0.02
_PROBABILITIES = (0.05, 0.5, 0.95)


def input_diagnostics(scenario: Scenario, rows: Mapping[str, Floats]) -> tuple[InputDiagnostics, ...]:
    """Mean and quantiles of the draws of each input, which are the rows of the first coordinate."""
    return tuple(InputDiagnostics(scenario.inputs[name], _mean(row), _quantiles(row)) for name, row in rows.items())


def _quantiles(row: Floats) -> dict[float, float]:
    return dict(zip(_PROBABILITIES, np.quantile(row, _PROBABILITIES).tolist(), strict=True))


@np.errstate(over="ignore")
def _mean(row: Floats) -> float:
    """The mean of draws (n,): exact if all are one value, finite even if their sum overflows."""
    low, high = row.min(), row.max()
    mean = row.mean() if low < high else low
    return float(mean if np.isfinite(mean) else (row / len(row)).sum())


def correlation_diagnostics(scenario: Scenario, rows: Mapping[str, Floats]) -> tuple[CorrelationDiagnostics, ...]:
    """Each correlated pair, with the correlation asked for and the realised one on the same scale."""
    inputs = coordinates(scenario)[0].inputs
    pairs = []
    for group in scenario.correlations:
        scores = [_scores(rows[member], group.scale) for member in group.members]
        found = np.atleast_2d(np.corrcoef(scores))
        for a, second in enumerate(group.members):
            for b, first in enumerate(group.members[:a]):
                ends = attainable_range(inputs[first].distribution, inputs[second].distribution, group.scale)
                asked = group.matrix[a][b]
                pairs.append(CorrelationDiagnostics(first, second, group.scale, asked, float(found[a, b]), ends))
    return tuple(pairs)


def _scores(row: Floats, scale: str) -> Floats:
    """Mid-ranks of the draws, or their normal scores (van der Waerden) if that is the scale."""
    _, index, count = np.unique(row, return_inverse=True, return_counts=True)
    ranks = (np.cumsum(count) - 0.5 * (count - 1.0))[index]
    return np.asarray(special.ndtri((ranks - 0.5) / len(row)) if scale == "normal" else ranks)


def correlation_warnings(pairs: tuple[CorrelationDiagnostics, ...], samples: int = SAMPLES) -> list[str]:
    """A warning for each pair whose correlation over `samples` draws differs from the one asked for."""
    chance = max(TOLERANCE, 4.0 / math.sqrt(samples))
    return [
        f"the correlation of {pair.first} and {pair.second} is {pair.realised:.2f} instead of {pair.asked:g}"
        f"{_reason(pair)}"
        for pair in pairs
        if abs(pair.realised - pair.asked) > chance
    ]


def _reason(pair: CorrelationDiagnostics) -> str:
    """The reason, if it is that the laws of the two cannot reach the correlation asked for."""
    low, high = pair.reach
    if low <= pair.asked <= high:
        return ""
    end, most = (high, "most") if pair.asked > high else (low, "least")
    return f": with these laws it is {end:.2f} at {most}"
