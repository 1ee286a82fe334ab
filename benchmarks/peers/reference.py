"""The true mean and 5 and 95 % quantiles of the outputs of ``chatgpt/by-words``, computed without a draw.

Each output is a product of lognormal factors, which is lognormal, and of one more: the power of a card times the
overhead of its building. Given that factor, the probability to lie below a value is a normal one; its mean over the
factor is a smooth integral over four inputs, by Gauss's rules for their laws. A quantile is where it is p.

``reference.csv`` holds these numbers beside those of long runs. ``python benchmarks/peers/reference.py`` prints them.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np
from by_words import LAWS, OUTPUTS, Beta, Lognormal
from scipy import optimize, special

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

TABLE: Final = Path(__file__).with_name("reference.csv")
#: What errors are measured of, and the source of its numbers.
WHAT: Final = ("mean", "q05", "q95")
QUADRATURE: Final = "quadrature"
#: The source that is a run of random draws, and how many these are.
RANDOM: Final = "carbonspan, random"
RANDOM_SAMPLES: Final = 10_000_000_000
#: Factors of gpu_time, and what else emissions have.
DEMAND: Final = ("users", "questions", "words", "latency")
NODES: Final = 24


class Estimate(NamedTuple):
    """A number and its standard error."""

    value: float
    error: float


def nodes(law: Lognormal | Beta, count: int = NODES) -> tuple[Floats, Floats]:
    """The values and weights of Gauss's rule for a law."""
    if isinstance(law, Lognormal):
        points, weights = special.roots_hermitenorm(count)
        return law.median * np.exp(law.sigma * points), weights / weights.sum()
    points, weights = special.roots_jacobi(count, law.beta - 1, law.alpha - 1)
    return law.low + (law.high - law.low) * (points + 1) / 2, weights / weights.sum()


@cache
def _bounded(count: int) -> tuple[Floats, Floats]:
    """The values and weights of MW of power at the grid for a card."""
    rules = [nodes(law, count) for law in (LAWS["idle"], LAWS["utilization"], LAWS["full"], LAWS["pue"])]
    idle, utilization, full, pue = np.meshgrid(*(values for values, _ in rules), indexing="ij", sparse=True)
    weights = np.einsum("i,j,k,l->ijkl", *(each for _, each in rules))
    return ((idle + utilization * (full - idle)) * pue / 1e6).ravel(), weights.ravel()


def _lognormal(names: tuple[str, ...]) -> Lognormal:
    """The law of the product of these inputs."""
    laws = [law for law in (LAWS[name] for name in names) if isinstance(law, Lognormal)]
    return Lognormal(float(np.prod([law.median for law in laws])), float(np.hypot.reduce([law.sigma for law in laws])))


def exact(output: str, count: int = NODES) -> dict[str, float]:
    """The mean and the quantiles of an output, with `count` nodes for each bounded input."""
    product = _lognormal(DEMAND if output != "emissions" else (*DEMAND, "intensity"))
    factor, weights = (np.ones(1), np.ones(1)) if output == "gpu_time" else _bounded(count)
    median = product.median / 3600

    def below(logarithm: float) -> float:
        scores = (logarithm - np.log(median * factor)) / product.sigma
        return float(weights @ special.ndtr(scores))

    def quantile(p: float) -> float:
        middle = np.log(median * float(weights @ factor))
        return float(np.exp(optimize.brentq(lambda x: below(x) - p, middle - 10, middle + 10, xtol=1e-14, rtol=1e-14)))

    mean = median * float(np.exp(product.sigma**2 / 2)) * float(weights @ factor)
    return {"mean": mean, "q05": quantile(0.05), "q95": quantile(0.95)}


def recorded() -> Iterator[tuple[str, str, str, Estimate]]:
    """Source, output, what, and the estimate, of each row of the table."""
    with TABLE.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(line for line in file if not line.startswith("#")):
            yield row["source"], row["output"], row["what"], Estimate(float(row["value"]), float(row["error"]))


def reference(output: str) -> dict[str, float]:
    """The recorded numbers of the quadrature for an output."""
    return {what: found.value for source, name, what, found in recorded() if source == QUADRATURE and name == output}


if __name__ == "__main__":
    for output in OUTPUTS:
        print(output, {what: f"{value:.15g}" for what, value in exact(output).items()})
