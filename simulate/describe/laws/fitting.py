"""Laws found by what is asked of them: given quantiles, after truncation."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np
from scipy import special

from .base import Distribution, Floats, LawError
from .forms import Window
from .truncation import truncated

Family = Callable[[Floats], Distribution]

CLOSE = 1e-9  # how far the logit of the probability below a stated quantile may miss
FARTHEST = 700.0  # a logit that says: nothing at all on one side
# added to the start, where the first one leads nowhere: moved up or down, wider or narrower
STRETCHES = ((0.0, 0.0), (1.0, 1.0), (-1.0, -1.0), (1.0, -1.0), (-1.0, 1.0), (2.0, 2.0), (0.0, 2.0), (2.0, 0.0))


def fit(family: Family, start: Floats, quantiles: Mapping[float, float], window: Window) -> Distribution:
    """The member of a `family` with these quantiles after truncation; LawError where there is none.

    There are as many parameters as quantiles. Solves for them from `start` and, should that fail, from around it.
    """
    from scipy.optimize import root

    probabilities, values = np.array(list(quantiles)), np.array(list(quantiles.values()))
    if not (window.low < values.min() and values.max() < window.high):
        raise LawError("the stated quantiles must lie inside truncate; widen it")

    def miss(parameters: Floats) -> Floats:
        try:
            return _logits(truncated(family(parameters), window), values) - special.logit(probabilities)
        except LawError:
            return np.full(len(values), FARTHEST)

    for stretch in STRETCHES:
        solution = root(miss, start + np.resize(stretch, len(start)), tol=1e-13).x
        if np.max(np.abs(miss(solution))) < CLOSE:
            return truncated(family(solution), window)
    raise LawError(
        "no law of this kind has these quantiles; bring them closer together, widen what limits them,"
        " or state three quantiles with low and high"
    )


def _logits(law: Distribution, values: Floats) -> Floats:
    """The logit of the probability below each value, from both tails."""
    with np.errstate(divide="ignore"):
        logits = np.log(law.cdf(values)) - np.log(law.sf(values))
    return np.asarray(np.clip(np.nan_to_num(logits, nan=FARTHEST), -FARTHEST, FARTHEST), float)
