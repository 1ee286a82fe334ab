"""Laws found by what is asked of them: given quantiles, after truncation."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np

from .base import Distribution, Floats, LawError
from .forms import Window

Family = Callable[[Floats], Distribution]

CLOSE = 1e-9  # how far a fitted quantile may miss, relative to the distance between the outermost ones
STRETCHES = ((0.0, 0.0), (1.0, 1.0), (-1.0, -1.0), (1.0, -1.0), (-1.0, 1.0), (2.0, 2.0), (0.0, 2.0), (2.0, 0.0))


def fit(family: Family, start: Floats, quantiles: Mapping[float, float], window: Window) -> Distribution:
    """The member of a `family` with these quantiles after truncation; LawError where there is none.

    There are as many parameters as quantiles. Solves for them from `start` and, should that fail, from around it.
    """
    from scipy.optimize import root

    from .truncation import truncated

    probabilities, values = np.array(list(quantiles)), np.array(list(quantiles.values()))
    width = np.ptp(values)

    def miss(parameters: Floats) -> Floats:
        try:
            reached = truncated(family(parameters), window).quantile(probabilities)
        except LawError:
            return np.full(len(values), 1e3)
        return np.asarray(np.nan_to_num((reached - values) / width, nan=1e3, posinf=1e3, neginf=-1e3), float)

    for stretch in STRETCHES:
        solution = root(miss, start + np.resize(stretch, len(start)), tol=1e-13).x
        if np.max(np.abs(miss(solution))) < CLOSE:
            return truncated(family(solution), window)
    raise LawError("no law of this kind has these quantiles; bring them closer together, or widen its limits")
