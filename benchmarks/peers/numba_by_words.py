"""``chatgpt/by-words`` as one would write it by hand in numba: a parallel loop over chunks, each with its own seed.

Draws come from numba's own generators, a Mersenne Twister for each thread; quantiles from numpy.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import numba
import numpy as np
from by_words import LAWS, Answer, Lognormal, answers
from numba import njit, prange

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

CHUNK = 1 << 14
#: (logarithm of the median, its standard deviation), and (alpha, beta, low, width).
MU, SIGMA = np.transpose([(np.log(law.median), law.sigma) for law in LAWS.values() if isinstance(law, Lognormal)])
BETAS = np.array(
    [(law.alpha, law.beta, law.low, law.high - law.low) for law in LAWS.values() if not isinstance(law, Lognormal)]
)


@njit(inline="always")
def normal() -> float:
    """A standard normal draw: numba has no Generator that threads could share."""
    return np.random.standard_normal()  # noqa: NPY002


@njit(inline="always")
def beta(law: Floats) -> float:
    """A draw of a beta law."""
    return law[2] + law[3] * np.random.beta(law[0], law[1])  # noqa: NPY002


@njit(parallel=True, cache=True, fastmath=True)
def draw(kept: Floats, seeds: NDArray[np.uint32], mu: Floats, sigma: Floats, betas: Floats) -> None:
    """Fill `kept` (3, samples), a seed a chunk."""
    for chunk in prange(len(seeds)):
        np.random.seed(seeds[chunk])  # noqa: NPY002
        for i in range(chunk * CHUNK, min((chunk + 1) * CHUNK, kept.shape[1])):
            # A product of lognormal factors is the exponential of a sum.
            demand = mu[0] + mu[1] + mu[2] + mu[3]
            for k in range(4):
                demand += sigma[k] * normal()
            gpu_time = np.exp(demand) / 3600
            utilization = beta(betas[0])
            idle = np.exp(mu[4] + sigma[4] * normal())
            full, pue = beta(betas[1]), beta(betas[2])
            energy = gpu_time * (idle + utilization * (full - idle)) * pue / 1e6
            kept[0, i] = gpu_time
            kept[1, i] = energy
            kept[2, i] = energy * np.exp(mu[5] + sigma[5] * normal())


def run(samples: int, threads: int = 2, seed: int = 1) -> list[Answer]:
    """What is found of each output."""
    numba.set_num_threads(min(threads, numba.config.NUMBA_NUM_THREADS))
    kept = np.empty((3, samples))
    draw(kept, np.random.SeedSequence(seed).generate_state(-(-samples // CHUNK)), MU, SIGMA, BETAS)
    with ThreadPoolExecutor(threads) as pool:
        return [answer for found in pool.map(lambda row: answers([row]), kept) for answer in found]
