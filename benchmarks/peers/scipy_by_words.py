"""``chatgpt/by-words`` from scrambled Sobol' points by scipy, through the quantile functions of its special module.

Those are several times as fast as ``scipy.stats`` distributions, release the interpreter's lock, and give the same
values. The count must be a power of 2, for which the points are balanced. Points are of 32 binary digits, since with
fewer, one of 0 is frequent enough to be seen: it would be a value of 0.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import numpy as np
from by_words import LAWS, Answer, Beta, Lognormal, answers, outputs
from scipy import special
from scipy.stats import qmc

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

CHUNK = 1 << 16


def quantile(law: Lognormal | Beta, points: Floats) -> Floats:
    """The quantiles of a law at `points`."""
    if isinstance(law, Lognormal):
        return np.exp(np.log(law.median) + law.sigma * special.ndtri(points))
    return law.low + (law.high - law.low) * special.betaincinv(law.alpha, law.beta, points)


def run(samples: int, threads: int = 2, seed: int = 1) -> list[Answer]:
    """What is found of each output; `samples` is a power of 2."""
    kept = np.empty((3, samples))
    starts = range(0, samples, CHUNK)
    sampler = qmc.Sobol(len(LAWS), bits=32, rng=np.random.default_rng(seed))

    def fill(start: int, points: Floats) -> None:
        found = outputs(*map(quantile, LAWS.values(), points.T))
        for row, values in zip(kept, found, strict=True):
            row[start : start + len(points)] = values

    with ThreadPoolExecutor(threads) as pool:
        # The generator has a state, so that its points come from one thread.
        list(pool.map(fill, starts, (sampler.random(min(CHUNK, samples)) for _ in starts)))
        return [answer for found in pool.map(lambda row: answers([row]), kept) for answer in found]
