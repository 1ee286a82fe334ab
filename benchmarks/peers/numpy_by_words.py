"""``chatgpt/by-words`` as a competent numpy user would write it: chunks that fit the cache, threads, SFC64."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import numpy as np
from by_words import LAWS, Answer, Lognormal, answers, outputs

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

CHUNK = 1 << 16


def inputs(rng: np.random.Generator, n: int) -> tuple[Floats, ...]:
    """Draws of the nine inputs, in the order of `outputs`."""
    return tuple(
        rng.lognormal(np.log(law.median), law.sigma, n)
        if isinstance(law, Lognormal)
        else law.low + (law.high - law.low) * rng.beta(law.alpha, law.beta, n)
        for law in LAWS.values()
    )


def run(samples: int, threads: int = 2, seed: int = 1) -> list[Answer]:
    """What is found of each output."""
    kept = np.empty((3, samples))
    starts = range(0, samples, CHUNK)
    seeds = np.random.SeedSequence(seed).spawn(len(starts))

    def fill(k: int) -> None:
        n = min(CHUNK, samples - starts[k])
        rng = np.random.Generator(np.random.SFC64(seeds[k]))
        for row, values in zip(kept, outputs(*inputs(rng, n)), strict=True):
            row[starts[k] : starts[k] + n] = values

    with ThreadPoolExecutor(threads) as pool:
        list(pool.map(fill, range(len(starts))))
        return [answer for found in pool.map(lambda row: answers([row]), kept) for answer in found]
