"""A scenario updated by measurements: the answer before, the answer after, and what was learnt of which input."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from ..answer.answer import Answer, BudgetVerdict, Comparison, Draws, Exceedance
from ..answer.budget import budget_cautions
from ..answer.enough_samples import needed, never_certain, sufficiency_warnings
from ..answer.statistics.levels import headline_level
from ..answer.statistics.marginal import Estimate
from ..problems import InvalidInput, Problem
from ..scenario.scenario import Input, Scenario
from ..units.number_format import significant
from .learnt import Learnt, learnt
from .observations import Observation
from .posterior import posterior
from .weights import Weights

Floats = NDArray[np.float64]

#: Samples that are weighed by default.
SAMPLES: Final = 1 << 18
#: A reading farther out than this in what was expected, in either tail, surprises; one beyond the second contradicts.
SURPRISING, CONTRADICTORY = 0.05, 0.005
#: With fewer effective samples, how many samples would do is not known; more than the second hardly fit into memory.
_ESTIMABLE, _MOST = 10, 5e7


@dataclass(frozen=True)
class Expectation:
    """What was expected of a measurement before it was made: the probability of a smaller reading.

    `given_others` is that once the other measurements are known; None if there are none. Box (1980) judges a model by
    this predictive probability, Evans & Moshonov (2006) a conflict of prior and data.
    """

    observation: Observation
    below: float
    given_others: float | None = None

    @property
    def tail(self) -> float:
        """The smaller of the probabilities of a reading at least as low, or as high."""
        return min(self.below, 1 - self.below)

    @property
    def tail_given_others(self) -> float:
        """The same once the other measurements are known; 0.5 without any."""
        return 0.5 if self.given_others is None else min(self.given_others, 1 - self.given_others)


@dataclass(frozen=True)
class Update:
    """A scenario before and after `expectations` were measured.

    `effective` is the effective sample size of `posterior`, whose draws, if any, have equal weights.
    """

    prior: Answer
    posterior: Answer
    expectations: tuple[Expectation, ...]
    effective: float
    learnt: tuple[Learnt, ...]

    @property
    def implausible(self) -> tuple[str, ...]:
        """The inputs whose nominal values are outside their beliefs."""
        return self.posterior.implausible


def update(scenario: Scenario, prior: Answer, observed: Sequence[Observation], *, draws: int = 0) -> Update:
    """The update of `scenario` by what was `observed`; `prior` is its answer, all of whose samples are draws.

    `draws` are how many of the posterior to keep. Raises InvalidInput for an output with several coordinates, and
    where fewer effective samples are left than the quoted interval needs.
    """
    if prior.draws is None:
        raise AssertionError("the samples of the prior are not kept")
    rows = [_row(scenario, prior, prior.draws, each) for each in observed]
    logs = np.array([each.log_likelihood(row) for each, row in zip(observed, rows, strict=True)])
    batched = prior.design == "sobol"
    expected = tuple(_expectations(observed, rows, logs))
    total = logs.sum(axis=0)
    if not np.isfinite(total.max()):
        raise _collapsed(expected, prior, 0.0)
    weights = Weights.of(total, batched=batched)
    if weights.effective < needed(headline_level(prior.levels)):
        raise _collapsed(expected, prior, weights.effective)
    after = _answer(scenario, prior, prior.draws, weights, kept=draws, expected=expected)
    return Update(
        replace(prior, draws=None),
        after,
        expected,
        weights.effective,
        learnt(*_inputs(scenario, prior.draws), weights),
    )


def _inputs(scenario: Scenario, draws: Draws) -> tuple[dict[str, Input], Floats]:
    """The inputs with their draws, without those that an option replaces, of which the draws are others."""
    names = {name for axis in scenario.axes for option in axis.options for name in option.inputs}
    kept = [k for k, name in enumerate(scenario.inputs) if name not in names]
    return {n: each for n, each in scenario.inputs.items() if n not in names}, draws.inputs[kept]


def _row(scenario: Scenario, prior: Answer, draws: Draws, observed: Observation) -> Floats:
    """The draws of what was observed; raises InvalidInput if it has several coordinates."""
    if observed.is_input:
        own: Floats = draws.inputs[list(scenario.inputs).index(observed.name)]
        return own
    rows = zip(prior.marginals, draws.outputs, strict=True)
    found: list[Floats] = [row for each, row in rows if each.output == observed.name]
    if len(found) > 1:
        axes = next(each for each in prior.marginals if each.output == observed.name).coordinates
        choices = " ".join(f"--choice {axis}={label}" for axis, label in axes.items())
        rule = f"{observed.name} has {len(found)} coordinates, and which one was measured is not said; add {choices}"
        raise InvalidInput([Problem(rule, file=f"--observed {observed.name}={observed.stated}")])
    return found[0]


def _expectations(observed: Sequence[Observation], rows: Sequence[Floats], logs: Floats) -> Iterator[Expectation]:
    """What was expected of each measurement, and what is once the others are known, where they leave any draw."""
    equal = np.full(len(rows[0]), 1 / len(rows[0]))
    for k, (each, row) in enumerate(zip(observed, rows, strict=True)):
        others = np.delete(logs, k, axis=0).sum(axis=0)
        is_possible = len(observed) > 1 and np.isfinite(others.max())
        given = each.predicted(row, Weights.of(others).values) if is_possible else None
        yield Expectation(each, each.predicted(row, equal), given)


def _collapsed(expected: Sequence[Expectation], prior: Answer, effective: float) -> InvalidInput:
    """The error for weights that rest on too few draws."""
    least = needed(headline_level(prior.levels))
    stated = "; ".join(map(str, (each.observation for each in expected)))
    size = f"the effective sample size is {significant(effective, 2)} of {prior.samples:,}, and {least} are needed"
    rule = "; ".join([size, *conflict_sentences(expected)])
    enough = 2 * prior.samples * least / effective if effective >= _ESTIMABLE else math.inf
    if prior.samples < SAMPLES and enough > _MOST:
        enough = SAMPLES
    count = f"{enough:.0e}".replace("e+0", "e")
    more = f"take --samples {count}, or " if enough < _MOST else ""
    remedy = "check the unit and what is counted, state a larger error, or widen the laws that exclude it"
    return InvalidInput([Problem(f"{rule}; {more}{remedy}", file=f"--observed {stated}")])


def conflict_sentences(expected: Sequence[Expectation]) -> Iterator[str]:
    """A sentence on each measurement that what was believed, or another measurement, speaks against."""
    for each in expected:
        side = "high" if each.below > 0.5 else "low"
        if each.tail < SURPRISING:
            verb = "contradicts what was believed" if each.tail < CONTRADICTORY else "surprises"
            yield (
                f"{each.observation.name} = {each.observation.stated} {verb}: so {side} a reading was expected with "
                f"probability {_probability(each.tail)}"
            )
        elif each.tail_given_others < CONTRADICTORY:
            yield (
                f"{each.observation.name} = {each.observation.stated} contradicts the other measurements: beside them, "
                f"so far out a reading was expected with probability {_probability(each.tail_given_others)}"
            )


def _probability(value: float) -> str:
    return significant(value, 1) if value >= 1e-4 else "below 0.0001"


def _answer(  # noqa: PLR0913 - what the answer is made of
    scenario: Scenario, prior: Answer, draws: Draws, weights: Weights, *, kept: int, expected: Sequence[Expectation]
) -> Answer:
    pairs = zip(prior.marginals, draws.outputs, strict=True)
    found = tuple(posterior(each, row, weights, prior.levels) for each, row in pairs)
    count = int(weights.effective)
    exceedances = tuple(_exceedance(each, prior, draws, weights) for each in prior.exceedances)
    budgets = tuple(_budget(each, prior, draws, weights) for each in prior.budgets)
    conflicts = tuple(f"{each}; check its unit and what is counted" for each in conflict_sentences(expected))
    noted = tuple(
        dict.fromkeys(f"{one.observation.name}: {each}" for one in expected for each in one.observation.warnings)
    )
    cautions = (*noted, *conflicts, *sufficiency_warnings(count, prior.levels, found), *budget_cautions(budgets))
    about_prior = [each for each in prior.warnings if each not in prior.cautions]
    index = weights.resampled(kept) if kept else None
    stated = "; ".join(str(each.observation) for each in expected)
    return replace(
        prior,
        subject=replace(prior.subject, observed=stated),
        marginals=found,
        exceedances=exceedances,
        budgets=budgets,
        comparisons=tuple(_comparison(each, prior, draws, weights) for each in prior.comparisons),
        elasticities=(),
        cautions=cautions,
        warnings=tuple(dict.fromkeys([*about_prior, *_about_cases(scenario), *cautions])),
        draws=None if index is None else Draws(draws.inputs[:, index], draws.outputs[:, index]),
    )


def _about_cases(scenario: Scenario) -> Iterator[str]:
    """A warning of inputs that differ from case to case: the posterior is about the case that was measured."""
    names = [each.name for each in scenario.inputs.values() if each.varies and each.nature == "variability"]
    if names:
        yield (
            f"{', '.join(names)} differ from case to case (variability): the answer is about the case that was "
            "measured, and not about others"
        )


def _values(prior: Answer, draws: Draws, output: str, coordinates: object) -> Floats:
    where = next(
        k for k, each in enumerate(prior.marginals) if each.output == output and each.coordinates == coordinates
    )
    found: Floats = draws.outputs[where]
    return found


def _probability_of(event: Exceedance | BudgetVerdict, prior: Answer, draws: Draws, weights: Weights) -> Estimate:
    values, threshold = _values(prior, draws, event.event.output, event.coordinates), event.event.threshold
    holds = {
        "<": values < threshold,
        "<=": values <= threshold,
        ">": values > threshold,
        ">=": values >= threshold,
    }[event.event.relation]
    return never_certain(weights.share(holds), int(weights.effective))


def _exceedance(found: Exceedance, prior: Answer, draws: Draws, weights: Weights) -> Exceedance:
    return replace(found, probability=_probability_of(found, prior, draws, weights))


def _budget(found: BudgetVerdict, prior: Answer, draws: Draws, weights: Weights) -> BudgetVerdict:
    return replace(found, probability=_probability_of(found, prior, draws, weights))


def _comparison(found: Comparison, prior: Answer, draws: Draws, weights: Weights) -> Comparison:
    first, second = (_values(prior, draws, found.output, each) for each in (found.first, found.second))
    share = weights.share((first < second) + (first == second) / 2)
    return replace(found, probability=never_certain(share, int(weights.effective)))
