"""``chatgpt/by-words`` as one would write it by hand in numba: a parallel loop over chunks with a generator each.

Draws are written out, as numba's own generators take several times as long: xoshiro256++ (Blackman & Vigna 2021), the
polar method for normal draws (Marsaglia & Bray 1964), gamma draws by Marsaglia & Tsang (2000), and beta draws as shares
of two of these. Quantiles come from numpy.
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
    Words = NDArray[np.uint64]

CHUNK = 1 << 14
U = np.uint64
#: Logarithms of medians, and their standard deviations.
MU, SIGMA = np.transpose([(np.log(law.median), law.sigma) for law in LAWS.values() if isinstance(law, Lognormal)])
#: Of each beta law: d and c of both gamma draws, with d = shape - 1/3 and c = 1 / sqrt(9 d); low, and width.
BETAS = np.array(
    [
        (
            *(value for shape in law[:2] for value in (shape - 1 / 3, (9 * shape - 3) ** -0.5)),
            law.low,
            law.high - law.low,
        )
        for law in LAWS.values()
        if not isinstance(law, Lognormal)
    ]
)


@njit(inline="always")
def rotated(word: np.uint64, bits: int) -> np.uint64:
    """A word with its bits rotated to the left."""
    return (word << U(bits)) | (word >> U(64 - bits))


@njit
def uniform(state: Words) -> float:
    """A uniform draw in [0, 1), which moves the `state` (4,) of the generator on."""
    word = rotated(state[0] + state[3], 23) + state[0]
    shifted = state[1] << U(17)
    state[2] ^= state[0]
    state[3] ^= state[1]
    state[1] ^= state[2]
    state[0] ^= state[3]
    state[2] ^= shifted
    state[3] = rotated(state[3], 45)
    return (word >> U(11)) * 2.0**-53


@njit
def normal(state: Words, spare: Floats) -> float:
    """A standard normal draw; every second one is the `spare` (1,) of the one before, NaN if there is none."""
    if not np.isnan(spare[0]):
        kept = spare[0]
        spare[0] = np.nan
        return kept
    while True:
        x, y = 2 * uniform(state) - 1, 2 * uniform(state) - 1
        square = x * x + y * y
        if 0 < square < 1:
            scale = np.sqrt(-2 * np.log(square) / square)
            spare[0] = y * scale
            return x * scale


@njit
def gamma(state: Words, spare: Floats, d: float, c: float) -> float:
    """A gamma draw of a shape above 1: d + 1/3."""
    while True:
        x = normal(state, spare)
        v = 1 + c * x
        v = v * v * v
        if v > 0:
            u = uniform(state)
            if u < 1 - 0.0331 * x * x * x * x or np.log(u) < 0.5 * x * x + d * (1 - v + np.log(v)):
                return d * v


@njit
def beta(state: Words, spare: Floats, law: Floats) -> float:
    """A draw of a beta law."""
    x, y = gamma(state, spare, law[0], law[1]), gamma(state, spare, law[2], law[3])
    return law[4] + law[5] * x / (x + y)


@njit(parallel=True, cache=True)
def draw(kept: Floats, states: Words, mu: Floats, sigma: Floats, betas: Floats) -> None:
    """Fill `kept` (3, samples), a generator (chunks, 4) for each chunk."""
    for chunk in prange(len(states)):
        state, spare = states[chunk].copy(), np.full(1, np.nan)
        for i in range(chunk * CHUNK, min((chunk + 1) * CHUNK, kept.shape[1])):
            # A product of lognormal factors is the exponential of a sum.
            demand = mu[0] + mu[1] + mu[2] + mu[3]
            for k in range(4):
                demand += sigma[k] * normal(state, spare)
            gpu_time = np.exp(demand) / 3600
            utilization = beta(state, spare, betas[0])
            idle = np.exp(mu[4] + sigma[4] * normal(state, spare))
            full, pue = beta(state, spare, betas[1]), beta(state, spare, betas[2])
            energy = gpu_time * (idle + utilization * (full - idle)) * pue / 1e6
            kept[0, i] = gpu_time
            kept[1, i] = energy
            kept[2, i] = energy * np.exp(mu[5] + sigma[5] * normal(state, spare))


def run(samples: int, threads: int = 2, seed: int = 1) -> list[Answer]:
    """What is found of each output."""
    numba.set_num_threads(min(threads, numba.config.NUMBA_NUM_THREADS))
    kept, chunks = np.empty((3, samples)), -(-samples // CHUNK)
    draw(kept, np.random.SeedSequence(seed).generate_state(4 * chunks, U).reshape(chunks, 4), MU, SIGMA, BETAS)
    with ThreadPoolExecutor(threads) as pool:
        return [answer for found in pool.map(lambda row: answers([row]), kept) for answer in found]
