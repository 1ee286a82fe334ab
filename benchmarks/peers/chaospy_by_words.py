"""``chatgpt/by-words`` by chaospy: draws of a joint distribution, and numpy.

chaospy has statistics of polynomial expansions, whose quantiles are themselves taken from draws; for a model that costs
nothing, draws of the model are the direct way.
"""

from __future__ import annotations

import chaospy
import numpy as np
from by_words import LAWS, Answer, Beta, Lognormal, answers, outputs


def distribution(law: Lognormal | Beta) -> chaospy.Distribution:
    """A law as chaospy knows it."""
    if isinstance(law, Lognormal):
        return chaospy.LogNormal(np.log(law.median), law.sigma)
    return chaospy.Beta(law.alpha, law.beta, law.low, law.high)


def run(samples: int, seed: int = 1) -> list[Answer]:
    """What is found of each output."""
    joint = chaospy.J(*map(distribution, LAWS.values()))
    return answers(outputs(*joint.sample(samples, rule="random", seed=seed)))
