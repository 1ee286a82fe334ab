"""Sobol' indices of one output of ``chatgpt/by-words`` as a competent numpy user would write them.

Chunks that fit the cache, two threads, SFC64, each input drawn once for A and once for B; the estimators of Saltelli et
al. 2010 and Jansen 1999. numpy's own draws are used, since scrambled points need the quantile function of the beta law,
which alone takes longer than all of this.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import numpy as np
from by_words import outputs
from numpy_by_words import inputs

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

#: Base points at a time: eighteen rows of them and the temporaries of the model stay in a core's second cache.
CHUNK = 1 << 12
EMISSIONS = 2


def indices(n: int, threads: int = 2, seed: int = 1, *, log: bool = False) -> tuple[Floats, Floats]:
    """First-order and total indices (inputs,) of the emissions, or of their logarithm, from `n` base points."""
    starts = range(0, n, CHUNK)
    seeds = np.random.SeedSequence(seed).spawn(len(starts))

    def output(rows: tuple[Floats, ...]) -> Floats:
        found = outputs(*rows)[EMISSIONS]
        return np.log(found, out=found) if log else found

    def sums(k: int) -> Floats:
        rng, count = np.random.Generator(np.random.SFC64(seeds[k])), min(CHUNK, n - starts[k])
        a, b = inputs(rng, count), inputs(rng, count)
        of_a, of_b = output(a), output(b)
        own = of_a.sum() + of_b.sum(), of_a @ of_a + of_b @ of_b
        each = []
        for i in range(len(a)):
            change = output((*a[:i], b[i], *a[i + 1 :])) - of_a
            each.append((of_b @ change, change @ change))
        return np.array([own, *each])

    with ThreadPoolExecutor(threads) as pool:
        (total, square), *each = sum(pool.map(sums, range(len(starts)))) / n
    first, whole = np.transpose(each)
    variance = square / 2 - (total / 2) ** 2
    return first / variance, whole / 2 / variance
