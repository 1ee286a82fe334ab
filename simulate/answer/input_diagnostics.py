"""Diagnostics of the inputs: means, quantiles, and correlations as the first draws realise them."""

from __future__ import annotations

import math
from collections.abc import Mapping
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from ..engine.program.coordinates import coordinates
from ..laws import scipy_special as special
from ..laws.base import Distribution
from ..scenario.normal_scores import attainable_range
from ..scenario.scenario import Scenario
from .answer import CorrelationDiagnostics, InputDiagnostics

Floats = NDArray[np.float64]
#: Mean, and quantiles by their probability.
Described = tuple[float, Mapping[float, float]]

#: Draws that are described: enough for a correlation to within 0.003.
SAMPLES = 1 << 17
#: The difference between asked and realised correlation above which a warning is given.
TOLERANCE = 0.02
_PROBABILITIES = (0.05, 0.5, 0.95)


def input_diagnostics(scenario: Scenario, rows: Mapping[str, Floats]) -> tuple[InputDiagnostics, ...]:
    """Mean and quantiles of each input at the first coordinate: those of its law, or of its draws if `rows` has them.

    Correlated inputs have their laws too, each on its own; shares of one whole do not.
    """
    laws = {name: given.distribution for name, given in coordinates(scenario)[0].inputs.items()}
    found = {name: _of_draws(rows[name]) if name in rows else _of_law(law) for name, law in laws.items()}
    return tuple(InputDiagnostics(scenario.inputs[name], *each) for name, each in found.items())


def shares(scenario: Scenario) -> tuple[str, ...]:
    """The inputs that are shares of one whole, whose draws are not of their laws."""
    return tuple(name for each in scenario.shares for name in each.members)


@lru_cache(maxsize=1024)
def _of_law(law: Distribution) -> Described:
    return law.mean, dict(zip(_PROBABILITIES, law.quantile(_PROBABILITIES).tolist(), strict=True))


def _of_draws(row: Floats) -> Described:
    return _mean(row), dict(zip(_PROBABILITIES, np.quantile(row, _PROBABILITIES).tolist(), strict=True))


@np.errstate(over="ignore")
def _mean(row: Floats) -> float:
    """The mean of draws (n,): exact if all are one value, finite even if their sum overflows."""
    low, high = row.min(), row.max()
    mean = row.mean() if low < high else low
    return float(mean if np.isfinite(mean) else (row / len(row)).sum())


def correlation_diagnostics(scenario: Scenario, rows: Mapping[str, Floats]) -> tuple[CorrelationDiagnostics, ...]:
    """Each correlated pair that varies, with the correlation asked for and the realised one on the same scale."""
    inputs = coordinates(scenario)[0].inputs
    pairs = []
    for group in scenario.correlations:
        drawn = [k for k, member in enumerate(group.members) if inputs[member].varies]
        scores = [_scores(rows[group.members[k]], group.scale) for k in drawn]
        found = np.atleast_2d(np.corrcoef(scores)) if len(drawn) > 1 else np.ones((1, 1))
        for a, second in enumerate(group.members[k] for k in drawn):
            for b, first in enumerate(group.members[k] for k in drawn[:a]):
                ends = attainable_range(inputs[first].distribution, inputs[second].distribution, group.scale)
                asked = group.matrix[drawn[a]][drawn[b]]
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
