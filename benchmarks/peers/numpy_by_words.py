"""``chatgpt/by-words`` as a competent numpy user would write it: chunks, two threads, SFC64, one quantile call an
output.

Means, standard deviations and the ends of the 50, 90 and 95 % equal-tailed intervals of three outputs, from the laws of
the shipped scenario.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

PROBABILITIES = (0.025, 0.05, 0.25, 0.5, 0.75, 0.95, 0.975)
CHUNK = 1 << 16
Z95 = 1.6448536269514722


def lognormal(rng: np.random.Generator, n: int, median: float, gsd: float) -> Floats:
    """Draws about `median` with geometric standard deviation `gsd`."""
    return rng.lognormal(np.log(median), np.log(gsd), n)


def pert(rng: np.random.Generator, n: int, low: float, mode: float, high: float) -> Floats:
    """Draws of the PERT law."""
    width = high - low
    return low + width * rng.beta(1 + 4 * (mode - low) / width, 1 + 4 * (high - mode) / width, n)


def inputs(rng: np.random.Generator, n: int) -> tuple[Floats, ...]:
    """Draws of the nine inputs, in the order of `outputs`."""
    return (
        lognormal(rng, n, 1e6, 1.6),
        lognormal(rng, n, 10, 1.5),
        lognormal(rng, n, 30, 1.5),
        lognormal(rng, n, (0.15 * 0.6) ** 0.5, (0.6 / 0.15) ** (0.5 / Z95)),
        rng.beta(3.7352, 2.2361, n),
        lognormal(rng, n, (46 * 112) ** 0.5, (112 / 46) ** (0.5 / Z95)),
        pert(rng, n, 328, 396, 408),
        pert(rng, n, 1.07, 1.12, 1.2),
        lognormal(rng, n, 0.322167, 1.31),
    )


def outputs(  # noqa: PLR0913, PLR0917 - an argument an input
    users: Floats,
    questions: Floats,
    words: Floats,
    latency: Floats,
    utilization: Floats,
    idle: Floats,
    full: Floats,
    pue: Floats,
    intensity: Floats,
) -> tuple[Floats, Floats, Floats]:
    """GPU-hours, MWh and tonnes a day."""
    gpu_time = users * questions * words * latency / 3600
    energy = gpu_time * (idle + utilization * (full - idle)) * pue / 1e6
    return gpu_time, energy, energy * intensity


def run(samples: int, threads: int = 2, seed: int = 1) -> list[tuple[float, float, Floats]]:
    """Mean, standard deviation and quantiles of each output."""
    kept = np.empty((3, samples))
    starts = range(0, samples, CHUNK)
    seeds = np.random.SeedSequence(seed).spawn(len(starts))

    def fill(k: int) -> None:
        n = min(CHUNK, samples - starts[k])
        rng = np.random.Generator(np.random.SFC64(seeds[k]))
        for row, values in zip(kept, outputs(*inputs(rng, n)), strict=True):
            row[starts[k] : starts[k] + n] = values

    def describe(row: Floats) -> tuple[float, float, Floats]:
        return float(row.mean()), float(row.std(ddof=1)), np.quantile(row, PROBABILITIES, overwrite_input=True)

    with ThreadPoolExecutor(threads) as pool:
        list(pool.map(fill, range(len(starts))))
        return list(pool.map(describe, kept))
