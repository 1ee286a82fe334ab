"""Sobol' indices by OpenTURNS from its Sobol' sequence, shifted at random, by two of its estimators."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import numpy as np
import openturns as ot

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]


def indices(  # noqa: PLR0913 - one argument per choice
    model: Callable[[Floats], Floats],
    bounds: Sequence[tuple[float, float]],
    n: int,
    seed: int,
    *,
    intervals: bool = True,
    estimator: str = "Saltelli",
) -> tuple[Floats, Floats]:
    """First-order and total indices (inputs,) from `n` base points; `model` takes (samples, inputs)."""
    ot.RandomGenerator.SetSeed(seed)
    laws = ot.JointDistribution([ot.Uniform(*each) for each in bounds])
    points = ot.LowDiscrepancyExperiment(ot.SobolSequence(), laws, n, True)  # noqa: FBT003 - it takes no keywords
    points.setRandomize(True)
    function = ot.PythonFunction(len(bounds), 1, func_sample=lambda x: model(np.asarray(x))[:, None])
    algorithm = getattr(ot, f"{estimator}SensitivityAlgorithm")(points, function, False)  # noqa: FBT003 - as above
    if intervals:
        algorithm.getFirstOrderIndicesInterval()
        algorithm.getTotalOrderIndicesInterval()
    return np.array(algorithm.getFirstOrderIndices()), np.array(algorithm.getTotalOrderIndices())
