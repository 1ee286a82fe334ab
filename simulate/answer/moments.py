"""Mean, standard deviation and skewness from the batches' moments, each with its Monte Carlo error.

Random design: the variance is divided by n - 1, and errors follow from the moments themselves. Sobol' design, whose
points are balanced for n, and skewness: a jackknife over batches, or over parts of them (Efron & Stein 1981).
"""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from .spread import in_parts, student
from .summary import Estimate

Floats = NDArray[np.float64]


def estimates(batches: Floats, *, batched: bool) -> tuple[Estimate, Estimate, Estimate]:
    """Mean, standard deviation and skewness; `batches` (batch, 5): count, mean, second to fourth central sum."""
    batches = batches[batches[:, 0] > 0]
    centre = float(batches[:, 0] @ batches[:, 1] / batches[:, 0].sum())
    sums = _about(batches, centre)
    n, _, second, _, fourth = sums.sum(axis=0)
    mean = Estimate(_mean(sums.sum(axis=0)), _jackknife(_mean, sums))
    sd, skewness = (Estimate(f(sums.sum(axis=0)), _jackknife(f, in_parts(sums))) for f in (_sd, _skewness))
    if not batched:
        variance = second / n
        mean = Estimate(mean.value, float(np.sqrt(variance / n)) if n > 1 else math.inf)
        sd = Estimate(sd.value * float(np.sqrt(n / max(n - 1, 1))), sd.error)
        spread = max(fourth / n - variance**2, 0.0) / n
        sd = Estimate(sd.value, float(np.sqrt(spread) / (2.0 * sd.value)) if sd.value else 0.0 if n > 1 else math.inf)
    return Estimate(centre + mean.value, mean.error), sd, skewness


def _about(batches: Floats, centre: float) -> Floats:
    """Count and the sums of the first four powers of the deviations from `centre`, for each batch."""
    n, mean, m2, m3, m4 = batches.T
    d = mean - centre
    return np.column_stack(
        [n, n * d, m2 + n * d**2, m3 + 3 * d * m2 + n * d**3, m4 + 4 * d * m3 + 6 * d**2 * m2 + n * d**4]
    )


def _jackknife(statistic: Callable[[Floats], float], sums: Floats) -> float:
    """The standard error of `statistic` of all batches, from leaving out one at a time."""
    count = len(sums)
    if count < 2:
        return math.inf
    left_out = np.array([statistic(sums.sum(axis=0) - row) for row in sums])
    return student(count) * float(np.sqrt((count - 1) / count * np.sum((left_out - left_out.mean()) ** 2)))


def _mean(sums: Floats) -> float:
    return float(sums[1] / sums[0])


def _central(sums: Floats) -> tuple[float, float]:
    """Second and third central moment."""
    n, s1, s2, s3, _ = sums
    d = s1 / n
    return float(s2 / n - d**2), float(s3 / n - 3 * d * s2 / n + 2 * d**3)


def _sd(sums: Floats) -> float:
    second, _ = _central(sums)
    return float(np.sqrt(max(second, 0.0)))


def _skewness(sums: Floats) -> float:
    second, third = _central(sums)
    return float(third / second**1.5) if second > 0 else 0.0
