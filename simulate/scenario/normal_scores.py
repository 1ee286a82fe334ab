"""The correlation of normal scores that gives two inputs the requested correlation.

Correlated inputs are drawn as normal scores, each of which becomes the quantile of its input's law. Their correlation
is measured on mid-ranks, so a law with few values has fewer ranks than scores. Where both laws are continuous,
Spearman's rho is 6 / pi arcsin(r / 2) (Pearson 1907); for the other cases see `rank_correlation`.
"""

from __future__ import annotations

import math
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..laws import Distribution
    from .rank_correlation import RankCorrelation
    from .rank_function import Floats, Scale
    from .scenario import Correlation


def score_correlations(group: Correlation, laws: Sequence[Distribution]) -> Floats:
    """The matrix (n, n) of normal scores that gives the members of `group`, with these laws, what it requests.

    A pair that cannot have the requested correlation gets 1 or -1, which yields the end of its attainable range.

    >>> from ..laws.discrete import Discrete
    >>> from .scenario import Correlation
    >>> fair = Discrete((0.0, 1.0), (0.5, 0.5))
    >>> matrix = score_correlations(Correlation(("a", "b"), ((1.0, 0.8), (0.8, 1.0))), (fair, fair))
    >>> round(float(matrix[0, 1]), 6), round(math.sin(0.4 * math.pi), 6)
    (0.951057, 0.951057)
    """
    matrix = _continuous(np.asarray(group.matrix, float), group.scale)
    np.fill_diagonal(matrix, 1.0)
    for a, first in enumerate(laws):
        for b, second in enumerate(laws[:a]):
            if pair := _pair(first, second, group.scale):
                matrix[a, b] = matrix[b, a] = math.sin(pair.angle(group.matrix[a][b]))
    return matrix


def _continuous(requested: Floats, scale: Scale) -> Floats:
    """The correlation of normal scores where both laws are continuous."""
    return requested.copy() if scale == "normal" else np.asarray(2.0 * np.sin(np.pi * requested / 6.0), float)


def attainable_range(first: Distribution, second: Distribution, scale: Scale) -> tuple[float, float]:
    """The least and the greatest correlation that two inputs with these laws can have.

    >>> from ..laws.discrete import Discrete
    >>> rare, even = Discrete((0.0, 1.0), (0.9, 0.1)), Discrete((0.0, 1.0), (0.5, 0.5))
    >>> [round(end, 6) for end in attainable_range(rare, even, "spearman")]
    [-0.333333, 0.333333]
    """
    pair = _pair(first, second, scale)
    return (pair.at(-0.5 * math.pi), pair.at(0.5 * math.pi)) if pair else (-1.0, 1.0)


@lru_cache(maxsize=256)
def _pair(first: Distribution, second: Distribution, scale: Scale) -> RankCorrelation | None:
    """The pair's rank correlation; None if both laws are continuous or one is a constant."""
    if any(len(set(law.support)) == 1 for law in (first, second)):
        return None
    from .rank_correlation import RankCorrelation
    from .rank_function import rank_function

    pair = RankCorrelation(rank_function(first, scale), rank_function(second, scale), scale)
    return pair if len(pair.first.edges) or len(pair.second.edges) else None
