"""Sobol' indices by SALib: its own sampler and analysis, without the points that second-order indices need."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from SALib.analyze import sobol as analysis
from SALib.sample import sobol as sampler

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

#: How often SALib resamples for its intervals by default, and the least that runs without a warning.
RESAMPLES, FEWEST = 100, 2


def indices(
    model: Callable[[Floats], Floats],
    bounds: Sequence[tuple[float, float]],
    n: int,
    seed: int,
    *,
    intervals: bool = True,
) -> tuple[Floats, Floats]:
    """First-order and total indices (inputs,) from `n` base points; `model` takes (samples, inputs)."""
    problem = {"num_vars": len(bounds), "names": [f"x{i}" for i in range(len(bounds))], "bounds": bounds}
    points = sampler.sample(problem, n, calc_second_order=False, seed=seed)
    resamples = RESAMPLES if intervals else FEWEST
    found = analysis.analyze(problem, model(points), calc_second_order=False, num_resamples=resamples, seed=seed + 1)
    return found["S1"], found["ST"]
