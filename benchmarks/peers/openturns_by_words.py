"""``chatgpt/by-words`` by OpenTURNS: a joint distribution, a symbolic function, and statistics of its sample.

OpenTURNS uses all processors for the function and one for its draws.
"""

from __future__ import annotations

import numpy as np
import openturns as ot
from by_words import LAWS, PROBABILITIES, Answer, Beta, Lognormal

FORMULAS = (
    "users * questions * words * latency / 3600",
    "users * questions * words * latency / 3600 * (idle + utilization * (full - idle)) * pue / 1e6",
    "users * questions * words * latency / 3600 * (idle + utilization * (full - idle)) * pue / 1e6 * intensity",
)


def distribution(law: Lognormal | Beta) -> ot.Distribution:
    """A law as OpenTURNS knows it."""
    if isinstance(law, Lognormal):
        return ot.LogNormal(float(np.log(law.median)), law.sigma)
    return ot.Beta(law.alpha, law.beta, law.low, law.high)


def run(samples: int, seed: int = 1) -> list[Answer]:
    """What is found of each output."""
    ot.RandomGenerator.SetSeed(seed)
    joint = ot.JointDistribution([distribution(law) for law in LAWS.values()])
    found = ot.SymbolicFunction(list(LAWS), list(FORMULAS))(joint.getSample(samples))
    means, deviations = found.computeMean(), found.computeStandardDeviation()
    quantiles = np.array(found.computeQuantilePerComponent(PROBABILITIES)).T
    return [Answer(*each) for each in zip(means, deviations, quantiles, strict=True)]
