"""The rank function of a law: the mid-rank of an input as a function of its normal score.

On the normal scale it is the normal score of the mid-rank. A rank function is constant over each atom of the law; in
between it is the probability of the score, or the score itself.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np
from numpy.typing import NDArray

from ..laws import scipy_special as special

if TYPE_CHECKING:
    from ..laws import Distribution

Floats = NDArray[np.float64]
Scale = Literal["normal", "spearman"]

#: An atom of smaller probability is treated as continuous, which changes a correlation by less than 2e-5.
FINE = 1 / 256
#: Larger normal scores have no weight.
_FARTHEST = 8.3


@dataclass(frozen=True, eq=False)
class RankFunction:
    """A rank function and its standard deviation.

    It jumps by `heights` (n,) at the scores `edges` (n,), and is continuous along `stretches` (m, 2) of scores.
    """

    edges: Floats
    heights: Floats
    stretches: Floats
    sd: float


def rank_function(law: Distribution, scale: Scale) -> RankFunction:
    """The rank function of `law`."""
    low, high = law.cdf_before(law.jumps), law.cdf(law.jumps)
    coarse = high - low >= FINE
    low, high = low[coarse], high[coarse]
    level, edge = (special.ndtri, _score) if scale == "normal" else (np.asarray, np.asarray)
    middle = level(0.5 * (low + high))
    ends = np.concatenate([low, high])
    heights = np.concatenate([middle - edge(low), edge(high) - middle])
    inner = (ends > 0) & (ends < 1)
    bounds = np.column_stack([np.append(0.0, high), np.append(low, 1.0)])
    stretches = _score(bounds[bounds[:, 1] - bounds[:, 0] > 1e-12])
    return RankFunction(_score(ends[inner]), heights[inner], stretches, _sd(middle, high - low, stretches, scale))


def _score(p: Floats) -> Floats:
    return np.asarray(np.clip(special.ndtri(p), -_FARTHEST, _FARTHEST), float)


def _sd(levels: Floats, probabilities: Floats, stretches: Floats, scale: Scale) -> float:
    """The standard deviation of mid-ranks, or of their normal scores."""
    if scale == "spearman":
        return math.sqrt((1.0 - float((probabilities**3).sum())) / 12.0)
    density = np.exp(-0.5 * stretches**2) / math.sqrt(2.0 * math.pi)
    square = np.diff(special.ndtr(stretches) - stretches * density).sum()
    mean = float(levels @ probabilities - np.diff(density).sum())
    return math.sqrt(float(levels**2 @ probabilities + square) - mean**2)
