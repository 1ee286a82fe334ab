"""``chatgpt/by-words`` by squigglepy: each input sampled once, since outputs share them, and its own percentiles."""

from __future__ import annotations

import numpy as np
import squigglepy as sq
from by_words import LAWS, PROBABILITIES, Answer, Beta, Lognormal, outputs


def distribution(law: Lognormal | Beta) -> sq.distributions.OperableDistribution:
    """A law as squigglepy knows it: its beta law lies between 0 and 1."""
    if isinstance(law, Lognormal):
        return sq.lognorm(norm_mean=np.log(law.median), norm_sd=law.sigma)
    return law.low + (law.high - law.low) * sq.beta(law.alpha, law.beta)


def run(samples: int, seed: int = 1) -> list[Answer]:
    """What is found of each output."""
    sq.set_seed(seed)
    found = outputs(*(sq.sample(distribution(law), n=samples) for law in LAWS.values()))
    percentiles = [100 * p for p in PROBABILITIES]
    return [
        Answer(
            float(row.mean()),
            float(row.std(ddof=1)),
            np.array(list(sq.get_percentiles(row, percentiles=percentiles).values())),
        )
        for row in found
    ]
