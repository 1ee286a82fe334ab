"""The spread of a number from the quality of its source: the pedigree matrix of life cycle assessment."""

from __future__ import annotations

import math

from .base import LawError
from .positive import Lognormal, lognormal_of_gsd

# Uncertainty factors, each a squared geometric standard deviation, by score 1 to 5: the expert factors of
# Frischknecht et al. (ecoinvent report 1, 2007), completed for ecoinvent 3 (Weidema et al., 2013), as openLCA ships
# them in its "ecoinvent data quality system".
FACTORS = {
    "reliability": (1.0, 1.05, 1.1, 1.2, 1.5),
    "completeness": (1.0, 1.02, 1.05, 1.1, 1.2),
    "temporal correlation": (1.0, 1.03, 1.1, 1.2, 1.5),
    "geographical correlation": (1.0, 1.01, 1.02, 1.05, 1.1),
    "further technological correlation": (1.0, 1.05, 1.2, 1.5, 2.0),
}


def pedigree_gsd(scores: tuple[int, ...], basic: float) -> float:
    """The geometric standard deviation for five pedigree scores and a basic uncertainty factor.

    All factors are squared GSDs (the 95 % interval is median / GSD^2 to median * GSD^2), so that
    GSD^2 = exp(sqrt(log(basic)^2 + sum of log(factor)^2)).

    >>> round(pedigree_gsd((1, 1, 1, 1, 1), 1.05) ** 2, 9)
    1.05
    """
    factors = (column[score - 1] for column, score in zip(FACTORS.values(), scores, strict=True))
    return math.exp(math.hypot(math.log(basic), *map(math.log, factors)) / 2)


def pedigree(nominal: float, scores: tuple[int, ...], basic: float) -> Lognormal:
    """The lognormal law about the nominal value as median that these scores stand for."""
    if basic < 1:
        raise LawError([(("basic",), f"must be at least 1, got {basic:g}")])
    gsd = pedigree_gsd(scores, basic)
    if gsd == 1:
        raise LawError("five scores of 1 and a basic factor of 1 leave no uncertainty; raise basic")
    return lognormal_of_gsd(nominal, gsd)
