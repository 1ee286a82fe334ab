"""``chatgpt/by-words`` by metrolopy: gummys with distributions, simulated together.

metrolopy has no beta law; a subclass of its Distribution, as its documentation shows, has one. Its 2.5 and 97.5 %
quantiles and the others are read off the simulated data as `Distribution.cisym` does, and the median by numpy.
"""

from __future__ import annotations

import metrolopy as uc
import numpy as np
from by_words import LAWS, PROBABILITIES, Answer, Beta, Lognormal, outputs


class BetaDist(uc.Distribution):
    """A beta law."""

    def __init__(self, law: Beta) -> None:
        self._law = law

    def random(self, n: int | None = None) -> np.ndarray:
        """Draws."""
        law = self._law
        return law.low + (law.high - law.low) * uc.Distribution.random_rng().beta(law.alpha, law.beta, n)

    def x(self) -> float:
        """The mean."""
        law = self._law
        return law.low + (law.high - law.low) * law.alpha / (law.alpha + law.beta)

    def u(self) -> float:
        """The standard deviation."""
        law, both = self._law, self._law.alpha + self._law.beta
        return (law.high - law.low) * float(np.sqrt(law.alpha * law.beta / (both + 1))) / both


def distribution(law: Lognormal | Beta) -> uc.Distribution:
    """A law as metrolopy knows it."""
    return uc.LogNormalDist(float(np.log(law.median)), law.sigma) if isinstance(law, Lognormal) else BetaDist(law)


def run(samples: int, seed: int = 1) -> list[Answer]:
    """What is found of each output."""
    uc.Distribution.set_seed(seed)
    found = outputs(*(uc.gummy(distribution(law)) for law in LAWS.values()))
    uc.gummy.simulate(found, n=samples)
    return [_answer(each.distribution) for each in found]


def _answer(simulated: uc.Distribution) -> Answer:
    """What metrolopy says of the simulated data; its interval of level p has both ends."""
    ends = {}
    for p in PROBABILITIES:
        if p < 0.5:
            ends[p], ends[1 - p] = simulated.cisym(1 - 2 * p)
    ends[0.5] = float(np.median(simulated.simdata))
    return Answer(simulated.mean, simulated.stdev, np.array([ends[p] for p in sorted(ends)]))
