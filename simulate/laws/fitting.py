"""Laws found by what is asked of them: given quantiles, after truncation."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np

from . import scipy_special as special
from .base import Distribution, Floats, LawError
from .truncation import Window, truncated

Family = Callable[[Floats], Distribution]

CLOSE = 1e-9  # how far the logit of the probability below a stated quantile may miss
FARTHEST = 700.0  # a logit that says: nothing at all on one side
STEPS = 60  # Newton steps at most; a handful suffice from a fair start
NUDGE = 1e-6  # of a parameter, to see the slope
SHARES = (1.0, 0.5, 0.2, 0.05, 0.01)  # of a step, of which the best is taken
# added to the start, where the first one leads nowhere: moved up or down, wider or narrower
STRETCHES = ((0.0, 0.0), (1.0, 1.0), (-1.0, -1.0), (1.0, -1.0), (-1.0, 1.0), (2.0, 2.0), (0.0, 2.0), (2.0, 0.0))


def fit(family: Family, start: Floats, quantiles: Mapping[float, float], window: Window) -> Distribution:
    """The member of a `family` with these quantiles after truncation; LawError where there is none.

    There are as many parameters as quantiles. Solves for them from `start` and, should that fail, from around it.
    """
    probabilities, values = np.array(list(quantiles)), np.array(list(quantiles.values()))
    if not (window.low < values.min() and values.max() < window.high):
        raise LawError("the stated quantiles must lie inside truncate; widen it")

    def miss(parameters: Floats) -> Floats:
        try:
            return _logits(truncated(family(parameters), window), values) - special.logit(probabilities)
        except LawError:
            return np.full(len(values), FARTHEST)

    for stretch in STRETCHES:
        solution = _newton(miss, start + np.resize(stretch, len(start)))
        if np.max(np.abs(miss(solution))) < CLOSE:
            return truncated(family(solution), window)
    raise LawError(
        "no law of this kind has these quantiles; bring them closer together, widen what limits them,"
        " or state three quantiles with low and high"
    )


def _newton(miss: Callable[[Floats], Floats], start: Floats) -> Floats:
    """The root of `miss`, or how near to one damped Newton steps come; the few parameters are of the order of one.

    scipy.optimize does the same, but takes longer to import than a whole run takes.
    """
    at, off = start, miss(start)
    for _ in range(STEPS):
        moves = NUDGE * np.maximum(np.abs(at), 1.0)
        slopes = np.column_stack([(miss(at + move) - miss(at - move)) for move in np.diag(moves)]) / (2.0 * moves)
        step = -np.linalg.lstsq(slopes, off, rcond=None)[0]
        tried = [(at + share * step) for share in SHARES]
        misses = [miss(each) for each in tried]
        best = int(np.argmin([np.max(np.abs(each)) for each in misses]))
        if np.max(np.abs(misses[best])) >= np.max(np.abs(off)):
            break
        at, off = tried[best], misses[best]
    return at


def _logits(law: Distribution, values: Floats) -> Floats:
    """The logit of the probability below each value, from both tails."""
    with np.errstate(divide="ignore"):
        logits = np.log(law.cdf(values)) - np.log(law.sf(values))
    return np.asarray(np.clip(np.nan_to_num(logits, nan=FARTHEST), -FARTHEST, FARTHEST), float)
