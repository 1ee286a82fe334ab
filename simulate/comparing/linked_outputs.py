"""The linked outputs of two scenarios for each set of inputs that is switched: at nominal values and in samples."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from ..answer.run_options import Request
from ..engine.evaluate import evaluate, nominal_values
from ..engine.program.coordinates import Coordinate
from ..engine.program.plan import plan
from ..engine.replay import output_draws
from ..engine.runner import Runner
from ..problems import InvalidInput
from ..scenario.scenario import Input, Scenario
from .chain import Chain, chain
from .joint import joint, output_of
from .pairing import PairingRules, pairing
from .sides import Side
from .switches import Game, switched

Floats = NDArray[np.float64]

#: Samples of the shares, at most; and numbers that are kept for them.
MOST_SAMPLES: Final = 1 << 16
_MOST_NUMBERS: Final = 1 << 24


@dataclass(frozen=True)
class LinkedOutputs:
    """The outputs that two sides have and that are computed from each other (`chain`).

    If both are of one model, `game` has the sets of inputs that are switched from the first's beliefs to the second's;
    without it there are two sets, none and all. The first set is none, the last all: the two scenarios.
    """

    first: Side
    second: Side
    chain: Chain
    game: Game | None

    @property
    def sides(self) -> tuple[Side, Side]:
        """Both sides."""
        return self.first, self.second

    def nominal(self) -> Floats:
        """The outputs (sets, links) at nominal values, in base units.

        Raises InvalidInput if one is not positive.
        """
        if self.game:
            found = [_nominal(self.first.scenario, inputs) for inputs in self.game.inputs()]
            rows = [row(self.first, link.outputs[0]) for link in self.chain.links]
            values = [[each[at] for at in rows] for each in found]
        else:
            values = [
                [_nominal(side.scenario, side.scenario.inputs)[row(side, link.outputs[k])] for link in self.chain.links]
                for k, side in enumerate(self.sides)
            ]
        array = np.array(values, float)
        if not (array > 0).all():
            stated = " and ".join(f"{side.output} of {side} is {nominal_output(side):g}" for side in self.sides)
            raise InvalidInput(f"a gap is a ratio of positive outputs, but at nominal values {stated} (in base units)")
        return array

    def logs(self, request: Request, rules: PairingRules) -> tuple[Floats | None, int]:
        """The logarithms (sets, links, samples) in each sample, None if a value is not positive; and the samples."""
        whole = joint(self.sides, pairing(self.sides, rules))
        scenario, at, rows = self._switched(whole, self.game) if self.game else self._side_by_side(whole)
        runner = Runner(plan(scenario, seed=request.seed, design=request.design, at=at), request.threads)
        count = min(request.count, MOST_SAMPLES, max(_MOST_NUMBERS // len(runner.plan.records), 1 << 10))
        draws = output_draws(runner, count)
        logs = np.empty((len(rows), len(self.chain.links), count))
        for k, own in enumerate(rows):
            if not (draws[own] > 0).all():
                return None, count
            logs[k] = np.log(draws[own])
        return logs, count

    def _switched(self, whole: Scenario, game: Game) -> tuple[Scenario, tuple[Coordinate, ...], list[list[int]]]:
        """The scenario that is drawn, a coordinate for each set, and the rows of each set's outputs."""
        own, other = (
            {name: whole.inputs[f"{side.letter.lower()}.{name}"] for name in side.scenario.inputs}
            for side in self.sides
        )
        at = tuple(Coordinate({}, {**whole.inputs, **each}) for each in game.drawn(own, other))
        scenario = replace(
            self.first.scenario,
            inputs={**whole.inputs, **at[0].inputs},
            correlations=whole.correlations,
            shares=whole.shares,
            resolved=whole.resolved,
            claims=(),
        )
        rows = [row(self.first, link.outputs[0]) for link in self.chain.links]
        return scenario, at, [[k * len(scenario.outputs) + each for each in rows] for k in range(len(at))]

    def _side_by_side(self, whole: Scenario) -> tuple[Scenario, tuple[Coordinate, ...], list[list[int]]]:
        """As `_switched`, of two sides that are not of one model."""
        names = [each.name for each in whole.outputs]
        rows = [
            [names.index(output_of(side, link.outputs[k])) for link in self.chain.links]
            for k, side in enumerate(self.sides)
        ]
        return whole, (), rows


def linked(first: Side, second: Side, seed: int) -> LinkedOutputs:
    """The linked outputs of two sides; `seed` is that of the random orders in which inputs are switched."""
    links = chain(first, second)
    return LinkedOutputs(first, second, links, switched(first, second, seed) if one_model(first, second) else None)


def one_model(first: Side, second: Side) -> bool:
    """Whether two sides are computed by the same models from inputs of the same names."""
    one, other = (
        [(part.model.name, part.model.path, part.feeds, part.computed) for part in side.scenario.parts]
        for side in (first, second)
    )
    return one == other and first.output == second.output


def nominal_output(side: Side) -> float:
    """The output of a side at nominal values, in base units."""
    return _nominal(side.scenario, side.scenario.inputs)[row(side, side.output)]


def row(side: Side, output: str) -> int:
    """The place of an output among those of a side."""
    return [each.name for each in side.scenario.outputs].index(output)


def _nominal(scenario: Scenario, inputs: Mapping[str, Input]) -> tuple[float, ...]:
    return evaluate(scenario, nominal_values(inputs), inputs)
