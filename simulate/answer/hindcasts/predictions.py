"""Truths beside their predictions: hits and misses, percentiles, and the scores of every forecaster."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

from ...scenario.truth import Case, Truth
from ..statistics.levels import HEADLINE_LEVEL
from ..statistics.marginal import Marginal
from .forecast import Forecast, Range
from .interval_scores import interval_score

#: The forecaster whose intervals are scored beside those of rules of thumb.
OWN = "carbonspan"


@dataclass(frozen=True)
class Prediction:
    """One truth beside its prediction: the answer's marginal, and what each forecaster says by name."""

    case: Case
    truth: Truth
    marginal: Marginal
    forecasts: Mapping[str, Forecast]

    @property
    def name(self) -> str:
        """The name of the file and the truth: ``benchmark/gemma-3-12b``."""
        return f"{self.case.scenario.name}/{self.truth.name}"

    @property
    def percentile(self) -> float:
        """The predicted probability of values below the truth."""
        return self.forecasts[OWN].percentile(self.truth.value)

    def percentiles(self, forecaster: str = OWN) -> Range:
        """The percentiles of the least and the greatest value that is written like the truth."""
        forecast, truth = self.forecasts[forecaster], self.truth
        low, high = max(truth.value - truth.rounding, truth.value * 1e-9), truth.value + truth.rounding
        return forecast.percentile(low), forecast.percentile(high)

    def interval(self, level: float = HEADLINE_LEVEL) -> Range:
        """The ends of the equal-tailed interval, in base units."""
        found = self.marginal.interval(level)
        return found.low.value, found.high.value

    def is_hit(self, level: float = HEADLINE_LEVEL) -> bool:
        """Whether the truth as written lies in the interval, its ends included."""
        low, high = self.interval(level)
        return low <= self.truth.value <= high

    @property
    def is_rounded_across(self) -> bool:
        """Whether an end of the 90 % interval lies within the truth's rounding, so that its digits decide the hit."""
        return any(abs(end - self.truth.value) < self.truth.rounding for end in self.interval())

    @property
    def miss(self) -> float:
        """How far the truth lies outside the 90 % interval, as the logarithm of a ratio; 0 for a hit."""
        low, high = self.interval()
        return max(0.0, math.log(low / self.truth.value), math.log(self.truth.value / high))

    @property
    def scores(self) -> dict[str, float]:
        """The interval score of every forecaster."""
        return {name: self._score(forecast) for name, forecast in self.forecasts.items()}

    @property
    def crps(self) -> dict[str, float]:
        """The continuous ranked probability score of every forecaster, on the logarithm."""
        return {name: forecast.crps(self.truth.value) for name, forecast in self.forecasts.items()}

    def is_in_range(self, forecaster: str) -> bool:
        """Whether the truth lies in a forecaster's 90 % interval."""
        forecast = self.forecasts[forecaster]
        return forecast.low <= self.truth.value <= forecast.high

    def _score(self, forecast: Forecast) -> float:
        low, high = math.log(forecast.low), math.log(forecast.high)
        return interval_score(low, high, math.log(self.truth.value), level=HEADLINE_LEVEL)
