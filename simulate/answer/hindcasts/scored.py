"""Scores of a set of predictions, over truths and over the groups that measured them."""

from __future__ import annotations

from dataclasses import dataclass

from .interval_scores import binomial_p_value, by_group, mean_scores
from .predictions import OWN, Prediction

#: The number of bins of a histogram of percentiles.
PIT_BINS = 5


@dataclass(frozen=True)
class Coverage:
    """The number of intervals of one level that hold their truth, and how likely that number is by chance.

    `trials` counts every truth as independent; `group_trials` counts each group as two truths at most.
    """

    level: float
    hits: int
    trials: int
    group_hits: int
    group_trials: int

    @property
    def p_value(self) -> float:
        """Two-sided binomial, every truth counted as independent."""
        return binomial_p_value(self.hits, self.trials, self.level)

    @property
    def group_p_value(self) -> float:
        """Two-sided binomial, groups counted as two truths at most."""
        return binomial_p_value(self.group_hits, self.group_trials, self.level)


@dataclass(frozen=True)
class Scored:
    """Predictions that are scored together, in file order; there is at least one."""

    predictions: tuple[Prediction, ...]

    @property
    def groups(self) -> dict[str, Scored]:
        """The predictions of each group, by its name."""
        found: dict[str, list[Prediction]] = {}
        for each in self.predictions:
            found.setdefault(each.truth.group, []).append(each)
        return {group: Scored(tuple(members)) for group, members in found.items()}

    @property
    def misses_first(self) -> list[Prediction]:
        """The worst miss first, then the hits in file order."""
        return sorted(self.predictions, key=lambda each: -each.miss)

    @property
    def scores(self) -> dict[str, float]:
        """The mean interval score of every forecaster over truths; lower is better."""
        return mean_scores([each.scores for each in self.predictions])

    @property
    def group_scores(self) -> dict[str, float]:
        """The mean over groups of their mean interval scores."""
        return mean_scores([group.scores for group in self.groups.values()])

    @property
    def crps(self) -> dict[str, float]:
        """The mean over groups of their mean continuous ranked probability scores, on the logarithm."""
        return mean_scores([mean_scores([each.crps for each in group.predictions]) for group in self.groups.values()])

    def coverage(self, level: float) -> Coverage:
        """How often the intervals of `level` hold their truth."""
        hits = [(each.truth.group, each.is_hit(level)) for each in self.predictions]
        return Coverage(level, sum(hit for _, hit in hits), len(hits), *by_group(hits))

    def hits(self, forecaster: str = OWN) -> int:
        """The number of truths that a forecaster's 90 % intervals hold."""
        return sum(each.is_in_range(forecaster) for each in self.predictions)

    def pit(self, forecaster: str = OWN) -> tuple[float, ...]:
        """The number of truths in each fifth of a forecaster's distributions; equal if the forecasts are calibrated.

        A truth counts in every fifth that its rounding reaches, by the share of its percentiles that lies in it.
        """
        shares = [_share_of_bins(each.percentiles(forecaster)) for each in self.predictions]
        return tuple(map(sum, zip(*shares, strict=True)))


def _share_of_bins(percentiles: tuple[float, float]) -> list[float]:
    """The share of a range of percentiles that lies in each bin; a single percentile lies in one."""
    low, high = percentiles
    if high - low < 1e-12:
        holding = min(int(low * PIT_BINS), PIT_BINS - 1)
        return [float(bin_ == holding) for bin_ in range(PIT_BINS)]
    ends = [(index / PIT_BINS, (index + 1) / PIT_BINS) for index in range(PIT_BINS)]
    return [max(0.0, min(high, last) - max(low, first)) / (high - low) for first, last in ends]
