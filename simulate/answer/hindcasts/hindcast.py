"""Predictions compared with what was measured later: hits, misses and scores.

Everything is scored on the logarithm of a quantity, so that hours and watts can be averaged: an interval's width is
then a ratio. Quantiles commute with the logarithm, so the interval score stays proper.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from ...engine.program.coordinates import coordinates
from ...problems import InvalidInput, Problem
from ...scenario.truth import Case, Truth
from ..answer import HASH_LETTERS
from ..identity import scenario_hash
from ..run import run_scenario
from ..statistics.levels import HEADLINE_LEVEL, LEVELS
from ..statistics.marginal import Marginal
from ..statistics.percentile import percentile
from .baselines import Range, likely_range, plus_minus
from .interval_scores import binomial_p_value, by_group, interval_score, mean_scores

SAMPLES = 1_000_000
#: The forecasters by key, and the interval that each gives.
FORECASTERS: Mapping[str, str] = {
    "carbonspan": "the 90 % credible interval",
    "plus_minus_20_percent": "the nominal prediction, plus or minus 20 %",
    "likely_range": "the nominal prediction and its inputs' 5 to 95 % ranges, in quadrature on the logarithm",
}


@dataclass(frozen=True)
class Prediction:
    """One truth beside its prediction: the answer's marginal, and each forecaster's 90 % interval."""

    case: Case
    truth: Truth
    marginal: Marginal
    ranges: Mapping[str, Range]

    @property
    def name(self) -> str:
        """The name of the file and the truth: ``benchmark/gemma-3-12b``."""
        return f"{self.case.scenario.name}/{self.truth.name}"

    @property
    def percentile(self) -> float:
        """The predicted probability of values below the truth."""
        return percentile(self.marginal, self.truth.value).value

    def interval(self, level: float = HEADLINE_LEVEL) -> Range:
        """The ends of the equal-tailed interval, in base units."""
        found = self.marginal.interval(level)
        return found.low.value, found.high.value

    def is_hit(self, level: float = HEADLINE_LEVEL) -> bool:
        """Whether the truth lies in the interval, its ends included."""
        low, high = self.interval(level)
        return low <= self.truth.value <= high

    @property
    def miss(self) -> float:
        """How far the truth lies outside the 90 % interval, as the logarithm of a ratio; 0 for a hit."""
        low, high = self.interval()
        return max(0.0, math.log(low / self.truth.value), math.log(self.truth.value / high))

    @property
    def scores(self) -> dict[str, float]:
        """The interval score of every forecaster."""
        return {name: _score(ends, self.truth.value) for name, ends in self.ranges.items()}


def _score(ends: Range, truth: float) -> float:
    low, high = map(math.log, ends)
    return interval_score(low, high, math.log(truth), level=HEADLINE_LEVEL)


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
class Freeze:
    """The hash of a file's beliefs as they are, and as they were frozen, in full or as a run prints it.

    `frozen` is empty if they were not.
    """

    case: str
    hash: str
    frozen: str

    @property
    def holds(self) -> bool:
        """Whether the beliefs are unchanged since they were frozen."""
        return len(self.frozen) >= HASH_LETTERS and self.hash.startswith(self.frozen)


@dataclass(frozen=True)
class Hindcast:
    """All predictions in file order, and the freezes of the beliefs behind them."""

    predictions: tuple[Prediction, ...]
    freezes: tuple[Freeze, ...]
    samples: int
    seed: int

    @property
    def misses_first(self) -> list[Prediction]:
        """The worst miss first, then the hits in file order."""
        return sorted(self.predictions, key=lambda each: -each.miss)

    @property
    def scores(self) -> dict[str, float]:
        """The mean interval score of every forecaster; lower is better."""
        return mean_scores([each.scores for each in self.predictions])

    def coverage(self, level: float) -> Coverage:
        """How often the intervals of `level` hold their truth."""
        hits = [(each.truth.group, each.is_hit(level)) for each in self.predictions]
        return Coverage(level, sum(hit for _, hit in hits), len(hits), *by_group(hits))

    def naive_hits(self, forecaster: str) -> int:
        """The number of truths that a forecaster's 90 % intervals hold."""
        ranges = [(each.ranges[forecaster], each.truth.value) for each in self.predictions]
        return sum(low <= value <= high for (low, high), value in ranges)


def hindcast(cases: Iterable[Case], *, samples: int = SAMPLES, seed: int = 0) -> Hindcast:
    """Run each case's beliefs, and compare its truths with the predictions.

    Raises InvalidInput if a prediction is not positive, which has no ratio to a truth.

    >>> from ...reader.hindcasts import load_case, shipped
    >>> found = hindcast([load_case(str(shipped()[0]))], samples=10_000)
    >>> [each.name for each in found.predictions]
    ['benchmark/gemma-3-12b', 'benchmark/gemma-3-27b']
    """
    cases = tuple(cases)
    predictions = tuple(each for case in cases for each in predict(case, samples=samples, seed=seed))
    return Hindcast(predictions, tuple(map(freeze, cases)), samples, seed)


def freeze(case: Case) -> Freeze:
    """The hash of the beliefs (the file without its truths, and its models' sources) beside the frozen one."""
    return Freeze(case.scenario.name, scenario_hash(case.scenario), case.frozen)


def predict(case: Case, *, samples: int, seed: int) -> Sequence[Prediction]:
    """The prediction of each truth of one case."""
    answer = run_scenario(case.scenario, samples=samples, seed=seed, levels=LEVELS, describe_inputs=False)
    marginals = {(marginal.output, *marginal.coordinates.items()): marginal for marginal in answer.marginals}
    return [_prediction(case, truth, marginals[truth.output, *truth.at.items()]) for truth in case.truths]


def _prediction(case: Case, truth: Truth, marginal: Marginal) -> Prediction:
    inputs = next(each.inputs for each in coordinates(case.scenario) if each.labels == marginal.coordinates)
    interval = marginal.interval(HEADLINE_LEVEL)
    ranges = {
        "carbonspan": (interval.low.value, interval.high.value),
        "plus_minus_20_percent": plus_minus(marginal.nominal),
        "likely_range": likely_range(case.scenario, inputs, truth.output),
    }
    for name, (low, _) in ranges.items():
        if not low > 0:
            raise InvalidInput([_not_positive(case, truth, name)])
    return Prediction(case, truth, marginal, ranges)


def _not_positive(case: Case, truth: Truth, forecaster: str) -> Problem:
    interval = FORECASTERS[forecaster]
    message = (
        f"is predicted to be zero or negative ({interval}); predictions are scored by ratios, which must be positive"
    )
    return Problem(message, f"hindcast.truths.{truth.name}", str(case.scenario.path or case.scenario.name))
