"""Predictions compared with what was measured later: hits, misses and scores.

Everything is scored on the logarithm of a quantity, so that hours and watts can be averaged: an interval's width is
then a ratio. Quantiles commute with the logarithm, so the interval score stays proper. Truths that have shaped a law
are scored apart from those that no law has seen.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from ...engine.program.coordinates import coordinates
from ...problems import InvalidInput, Problem
from ...scenario.plausibility import implausible_names
from ...scenario.truth import Case, Truth
from ..answer import HASH_LETTERS
from ..clusters.cluster import Cluster
from ..identity import scenario_hash
from ..run import run_scenario
from ..statistics.levels import HEADLINE_LEVEL, LEVELS
from ..statistics.marginal import Marginal
from .baselines import likely_range, plus_minus
from .forecast import of_marginal, of_range
from .predictions import OWN, Prediction
from .scored import Scored

SAMPLES = 1_000_000
#: The forecasters by key, and the interval that each gives.
FORECASTERS: Mapping[str, str] = {
    OWN: "the 90 % credible interval",
    "plus_minus_20_percent": "the nominal prediction, plus or minus 20 %",
    "likely_range": "the nominal prediction and its inputs' 5 to 95 % ranges, in quadrature on the logarithm",
}


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
    def sets(self) -> dict[str, Scored]:
        """The predictions that are scored together: of `unseen` truths, and of `seen` ones that have shaped laws."""
        parts = {
            "unseen": tuple(each for each in self.predictions if not each.case.seen),
            "seen": tuple(each for each in self.predictions if each.case.seen),
        }
        return {name: Scored(part) for name, part in parts.items() if part}

    @property
    def implausible(self) -> tuple[str, ...]:
        """The inputs of each case whose nominal values, which two forecasters are of, are outside their beliefs."""
        scenarios = {each.case.scenario.name: each.case.scenario for each in self.predictions}
        return tuple(f"{name} of {case}" for case, each in scenarios.items() for name in implausible_names(each))


def hindcast(
    cases: Iterable[Case], *, samples: int = SAMPLES, seed: int = 0, cluster: Cluster | None = None
) -> Hindcast:
    """Run each case's beliefs, on the `cluster` if there is one, and compare its truths with the predictions.

    Raises InvalidInput if a prediction is not positive, which has no ratio to a truth.

    >>> from ...reader.hindcasts import load_case, shipped
    >>> found = hindcast([load_case(str(shipped()[0]))], samples=10_000)
    >>> [each.name for each in found.predictions]
    ['benchmark/gemma-3-12b', 'benchmark/gemma-3-27b']
    """
    cases = tuple(cases)
    predictions = tuple(each for case in cases for each in predict(case, samples=samples, seed=seed, cluster=cluster))
    return Hindcast(predictions, tuple(map(freeze, cases)), samples, seed)


def freeze(case: Case) -> Freeze:
    """The hash of the beliefs (the file without its truths, and its models' sources) beside the frozen one."""
    return Freeze(case.scenario.name, scenario_hash(case.scenario), case.frozen)


def predict(case: Case, *, samples: int, seed: int, cluster: Cluster | None = None) -> Sequence[Prediction]:
    """The prediction of each truth of one case."""
    answer = run_scenario(
        case.scenario, samples=samples, seed=seed, levels=LEVELS, describe_inputs=False, cluster=cluster
    )
    marginals = {(marginal.output, *marginal.coordinates.items()): marginal for marginal in answer.marginals}
    return [_prediction(case, truth, marginals[truth.output, *truth.at.items()]) for truth in case.truths]


def _prediction(case: Case, truth: Truth, marginal: Marginal) -> Prediction:
    inputs = next(each.inputs for each in coordinates(case.scenario) if each.labels == marginal.coordinates)
    naive = {
        "plus_minus_20_percent": plus_minus(marginal.nominal),
        "likely_range": likely_range(case.scenario, inputs, truth.output),
    }
    own = marginal.interval(HEADLINE_LEVEL).low.value
    for name, low in {OWN: own, **{name: ends[0] for name, ends in naive.items()}}.items():
        if not low > 0:
            raise InvalidInput([_not_positive(case, truth, name)])
    forecasts = {OWN: of_marginal(marginal), **{name: of_range(ends) for name, ends in naive.items()}}
    return Prediction(case, truth, marginal, forecasts)


def _not_positive(case: Case, truth: Truth, forecaster: str) -> Problem:
    interval = FORECASTERS[forecaster]
    message = (
        f"is predicted to be zero or negative ({interval}); predictions are scored by ratios, which must be positive"
    )
    return Problem(message, f"hindcast.truths.{truth.name}", str(case.scenario.path or case.scenario.name))
