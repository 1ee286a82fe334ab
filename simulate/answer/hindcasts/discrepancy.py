"""The error of a family of models beyond what their laws say, estimated from predictions and truths.

A discrepancy is a lognormal factor about 1 on every prediction of a family. Its geometric standard deviation is that
under which the truths are likeliest, each group counting once. Leaving out one group after the other says how much the
estimate hangs on it, and scores the factor on truths that have not shaped it.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from .predictions import OWN, Prediction
from .scored import Scored

#: Standard deviations of the logarithm that are tried: from none that matters to a factor of 8 in 68 % of cases.
_TRIED = np.geomspace(0.005, 2.1, 160)
_FEWEST_GROUPS = 3
#: How far the log likelihood may fall below its maximum within a 95 % interval of one parameter.
_FALL = 1.92


@dataclass(frozen=True)
class Discrepancy:
    """The estimated GSD of one family, from all groups and with each left out, and what it does to unseen groups.

    `most` is the greatest GSD within the 95 % interval of its likelihood, a group's mean counting as one truth.
    `without` and `with_factor` are mean log densities over groups, each of a group that was left out of the estimate;
    higher is better.
    """

    family: str
    truths: int
    gsd: float
    most: float
    left_out: dict[str, float]
    without: float
    with_factor: float

    @property
    def range(self) -> tuple[float, float]:
        """The least and the greatest GSD with one group left out."""
        return min(self.left_out.values()), max(self.left_out.values())


def discrepancies(predictions: Iterable[Prediction]) -> list[Discrepancy]:
    """The discrepancy of each family with at least three groups, by name; files without a family are left out."""
    families: dict[str, list[Prediction]] = {}
    for each in predictions:
        families.setdefault(each.case.family, []).append(each)
    families.pop("", None)
    found = (_estimate(name, Scored(tuple(members))) for name, members in sorted(families.items()))
    return [each for each in found if each]


def _estimate(family: str, scored: Scored) -> Discrepancy | None:
    groups = scored.groups
    if len(groups) < _FEWEST_GROUPS:
        return None
    densities = np.array([group_densities(group.predictions) for group in groups.values()])
    likelihood = densities.sum(axis=0)
    best = _TRIED[[int(np.argmax(np.delete(densities, row, axis=0).mean(axis=0))) for row in range(len(groups))]]
    held_out = [densities[row, int(np.searchsorted(_TRIED, sd))] for row, sd in enumerate(best)]
    return Discrepancy(
        family=family,
        truths=len(scored.predictions),
        gsd=math.exp(_TRIED[int(np.argmax(likelihood))]),
        most=math.exp(_TRIED[np.flatnonzero(likelihood >= likelihood.max() - _FALL)[-1]]),
        left_out={name: math.exp(sd) for name, sd in zip(groups, best, strict=True)},
        without=float(densities[:, 0].mean()),
        with_factor=float(np.mean(held_out)),
    )


def group_densities(predictions: Sequence[Prediction]) -> list[float]:
    """The mean log density of a group's truths for each standard deviation that is tried."""
    return [
        math.fsum(each.forecasts[OWN].log_density(each.truth.value, float(sd)) for each in predictions)
        / len(predictions)
        for sd in _TRIED
    ]
