"""``chatgpt/by-words`` for contenders that know nothing of carbonspan: laws in people's units, formula, what is asked.

Each contender is a module with ``run(samples, ..., seed)``, which returns what `Answer` says. Contenders need their
library alone, not carbonspan.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

#: The ends of the 50, 90 and 95 % equal-tailed intervals, and the median.
PROBABILITIES: Final = (0.025, 0.05, 0.25, 0.5, 0.75, 0.95, 0.975)
OUTPUTS: Final = ("gpu_time", "energy", "emissions")
Z95: Final = 1.6448536269514722


class Lognormal(NamedTuple):
    """A lognormal law by its median and the standard deviation of its logarithm."""

    median: float
    sigma: float


class Beta(NamedTuple):
    """A beta law between two bounds."""

    alpha: float
    beta: float
    low: float = 0.0
    high: float = 1.0


class Answer(NamedTuple):
    """What a contender finds of one output: mean, standard deviation and the quantiles at PROBABILITIES."""

    mean: float
    sd: float
    quantiles: Floats


def spread(median: float, gsd: float) -> Lognormal:
    """The lognormal law with this geometric standard deviation."""
    return Lognormal(median, float(np.log(gsd)))


def between(low: float, high: float) -> Lognormal:
    """The lognormal law with these 5 and 95 % quantiles."""
    return Lognormal((low * high) ** 0.5, float(np.log(high / low)) / 2 / Z95)


def pert(low: float, mode: float, high: float) -> Beta:
    """The PERT law."""
    return Beta(1 + 4 * (mode - low) / (high - low), 1 + 4 * (high - mode) / (high - low), low, high)


#: Laws that carbonspan has here in the place of the shipped ones, of which the other libraries cannot draw every one.
SETS: Final = ("users={gsd: 1.6}", "utilization={beta: {p5: 0.3, p95: 0.9}}", "pue={pert: [1.07, 1.12, 1.2]}")
#: The law of each input, in the order of the arguments of `outputs`.
LAWS: Final = {
    "users": spread(1e6, 1.6),
    "questions": spread(10, 1.5),  # a day
    "words": spread(30, 1.5),
    "latency": between(0.15, 0.6),  # s
    "utilization": Beta(3.735204355410624, 2.2361095372713593),  # 5 % below 0.3, 5 % above 0.9
    "idle": between(46, 112),  # W
    "full": pert(328, 396, 408),  # W
    "pue": pert(1.07, 1.12, 1.2),
    "intensity": spread(0.322167, 1.31),  # kg/kWh
}


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


def answers(rows: Iterable[Floats]) -> list[Answer]:
    """What numpy finds of each output's draws, which it puts into another order."""
    return [
        Answer(float(row.mean()), float(row.std(ddof=1)), np.quantile(row, PROBABILITIES, overwrite_input=True))
        for row in rows
    ]
