"""The draws of one answer by the names of its outputs and inputs, for quantities that a standard computes from them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from ..answer.answer import Answer, Draws
from ..answer.run import run_scenario
from ..answer.statistics.marginal import Estimate
from ..problems import InvalidInput
from ..scenario.scenario import Input, Scenario
from ..sensitivity.correlation_shares import correlation_shares
from ..updating.weights import Weights

Floats = NDArray[np.float64]

#: Samples by default, all of which are kept.
SAMPLES = 1 << 17


@dataclass(frozen=True)
class NamedDraws:
    """The draws of a scenario with one coordinate: rows (n,) in base units, by the name of the input or output."""

    scenario: Scenario
    answer: Answer

    @cached_property
    def outputs(self) -> Mapping[str, Floats]:
        """The draws of each output."""
        rows = zip(self.answer.marginals, self._draws.outputs, strict=True)
        return {each.output: row for each, row in rows}

    @cached_property
    def inputs(self) -> Mapping[str, Floats]:
        """The draws of each input, before factors."""
        return dict(zip(self.scenario.inputs, self._draws.inputs, strict=True))

    @property
    def _draws(self) -> Draws:
        if self.answer.draws is None:
            raise AssertionError("the samples are not kept")
        return self.answer.draws

    def first(self, names: str) -> str:
        """The first of several names, such as ``electricity|emissions``, that an output has; empty if none has."""
        return next((each for each in names.split("|") if each in self.outputs), "")

    def quantiles(self, values: Floats, probabilities: Sequence[float]) -> list[Estimate]:
        """The quantiles of `values` (n,) at ascending probabilities, with their errors."""
        return list(self._equal.ordered(values).quantiles(probabilities).values())

    def mean(self, values: Floats) -> Estimate:
        """The mean of `values` (n,) with its error."""
        return self._equal.mean(values)

    @cached_property
    def _equal(self) -> Weights:
        count = self._draws.outputs.shape[1]
        return Weights(np.full(count, 1 / count), self.answer.design == "sobol")

    def shares(self, values: Floats) -> Iterator[tuple[Input, float]]:
        """The inputs that vary, each with the squared correlation of its logarithm with that of `values`."""
        together = {name: given for name, given in self.scenario.inputs.items() if given.varies}
        once = {(given.stream, given.distribution): name for name, given in reversed(together.items())}
        names = [name for name in together if name in once.values()]
        found = correlation_shares(values, np.array([self.inputs[name] for name in names]))
        return zip((together[name] for name in names), map(float, found), strict=True)


def named_draws(scenario: Scenario, *, samples: float | None = None, seed: int = 0) -> NamedDraws:
    """The draws of a `scenario`; raises InvalidInput if it has several coordinates, or for too many samples."""
    for axis in scenario.axes:
        if len(axis.options) > 1:
            choices = " or ".join(each.label for each in axis.options)
            rule = f"--format: the answer has several coordinates; name one with --choice {axis.name}=OPTION"
            raise InvalidInput(f"{rule}, where OPTION is {choices}")
    count = int(SAMPLES if samples is None else samples)
    return NamedDraws(scenario, run_scenario(scenario, samples=count, seed=seed, draws=count, describe_inputs=False))
