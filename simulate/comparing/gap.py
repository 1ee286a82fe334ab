"""Why two scenarios differ: the ratio of their outputs as a product of factors, each with its inputs.

The logarithm of the ratio is divided twice. First along the outputs that both have and that are computed from each
other, such as y1, y2 / y1 and y3 / y2. Then, if both are of one model, over the inputs whose beliefs differ: each is
switched from the first scenario's belief to the second's, and its share is the mean of what the switch adds over all
orders in which inputs can be switched (Shapley 1953). Shares add up to the logarithm of the ratio, at nominal values
and in every sample; inputs that are the same contribute nothing.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from .. import units
from ..answer.run_options import Request
from ..answer.statistics.marginal import Estimate
from ..engine.evaluate import evaluate, nominal_values
from ..engine.program.coordinates import Coordinate
from ..engine.program.plan import plan
from ..engine.replay import output_draws
from ..engine.runner import Runner
from ..problems import InvalidInput
from ..scenario.scenario import Input, Scenario
from ..units import Unit
from .chain import Chain, Link, chain
from .joint import joint, output_of
from .pairing import PairingRules, pairing
from .sample_estimates import mean_of, quantiles_of
from .sides import Side, implausible_of
from .switches import Game, switched

Floats = NDArray[np.float64]

#: The level of the intervals of factors.
LEVEL: Final = 0.9
#: Samples of the shares, at most; and numbers that are kept for them.
MOST_SAMPLES: Final = 1 << 16
_MOST_NUMBERS: Final = 1 << 24
#: Logarithms of factors that are smaller are what rounding leaves.
_ROUNDING: Final = 1e-12


@dataclass(frozen=True)
class Share:
    """What one cause contributes to a ratio: a factor of it, and so an additive share of its logarithm.

    `nominal` is the factor at nominal values. `log` is the expected share of the logarithm, whose exponential is the
    geometric mean of the factor, and `low` and `high` are the ends of the factor's 90 % interval; they are None if the
    outputs are not positive in every sample.
    """

    nominal: float
    log: Estimate | None = None
    low: Estimate | None = None
    high: Estimate | None = None

    @property
    def mean(self) -> Estimate | None:
        """The geometric mean of the factor."""
        return self.log and Estimate(math.exp(self.log.value), math.exp(self.log.value) * self.log.error)

    @property
    def is_idle(self) -> bool:
        """Whether the factor is 1, at nominal values and in every sample."""
        return self.nominal == 1.0 and (self.log is None or self.log == Estimate(0.0, 0.0))

    def inverted(self) -> Share:
        """The share of the inverse ratio."""
        low, high = (each and Estimate(1 / each.value, each.error / each.value**2) for each in (self.high, self.low))
        return Share(1 / self.nominal, self.log and Estimate(-self.log.value, self.log.error), low, high)


@dataclass(frozen=True)
class InputShare:
    """The share of one input, or of several that can only be switched together, with both beliefs in words."""

    name: str
    beliefs: tuple[str, str]
    share: Share

    def inverted(self) -> InputShare:
        """The share of the inverse ratio."""
        return InputShare(self.name, self.beliefs[::-1], self.share.inverted())


@dataclass(frozen=True)
class GapFactor:
    """One factor of the ratio: an output over the one that it is computed from, second scenario to first.

    `values` are those of both at nominal values, in `unit`. `read` are the inputs of each scenario that it is computed
    from. `inputs` are the shares of those that differ, if both scenarios are of one model.
    """

    name: str
    unit: Unit
    values: tuple[float, float]
    share: Share
    read: tuple[tuple[str, ...], tuple[str, ...]]
    inputs: tuple[InputShare, ...] = ()

    def inverted(self) -> GapFactor:
        """The factor of the inverse ratio."""
        inputs = tuple(each.inverted() for each in self.inputs)
        return replace(self, values=self.values[::-1], share=self.share.inverted(), read=self.read[::-1], inputs=inputs)


@dataclass(frozen=True)
class Gap:
    """The ratio of two scenarios' outputs, second to first, and what it is made of.

    `inputs` are the shares of the whole ratio, if both are of one model (`one_model`). `missing` are the outputs that
    one of the two has and the other does not, by scenario. `orders` is the number of random orders that shares are
    means over; 0 if they are means over all. `implausible` are inputs, each with its scenario, whose nominal values are
    outside their beliefs.
    """

    first: Side
    second: Side
    values: tuple[float, float]
    share: Share
    factors: tuple[GapFactor, ...]
    inputs: tuple[InputShare, ...]
    missing: tuple[tuple[str, ...], tuple[str, ...]]
    one_model: bool
    samples: int
    seed: int
    orders: int
    warnings: tuple[str, ...] = ()
    implausible: tuple[str, ...] = ()

    @property
    def ratio(self) -> float:
        """The ratio at nominal values."""
        return self.share.nominal

    def inverted(self) -> Gap:
        """The same with the scenarios in the other order."""
        return replace(
            self,
            first=self.second,
            second=self.first,
            values=self.values[::-1],
            share=self.share.inverted(),
            factors=tuple(each.inverted() for each in self.factors),
            inputs=tuple(each.inverted() for each in self.inputs),
            missing=self.missing[::-1],
        )


def gap(first: Side, second: Side, request: Request, rules: PairingRules | None = None) -> Gap:
    """The gap from `first` to `second`, at nominal values and over the samples of `request`.

    Raises InvalidInput if an output is not positive at nominal values, so that there is no ratio.
    """
    links = chain(first, second)
    game = switched(first, second, request.seed) if one_model(first, second) else None
    values = _nominal_values(first, second, links, game)
    nominal = np.log(values)
    drawn, count = _drawn_logs(first, second, links, game, request, rules or PairingRules())
    table = _Shares(nominal, drawn, batched=request.batched)
    size = len(links.links)
    factors = tuple(_factor(k, first, second, links, game, table, values[[0, -1]]) for k in range(size))
    whole = table.share(_ends(nominal), size - 1)
    inputs = tuple(_inputs(game, first, second, table, size - 1, whole=True)) if game else ()
    return Gap(
        first=first,
        second=second,
        values=_values(first, second),
        share=whole,
        factors=factors,
        inputs=inputs,
        missing=links.missing,
        one_model=game is not None,
        samples=count,
        seed=request.seed,
        orders=game.orders if game else 0,
        implausible=implausible_of((first, second)),
        warnings=() if drawn is not None else (_not_positive(first, second),),
    )


def one_model(first: Side, second: Side) -> bool:
    """Whether two sides are computed by the same models from inputs of the same names."""
    one, other = (
        [(part.model.name, part.model.path, part.feeds, part.computed) for part in side.scenario.parts]
        for side in (first, second)
    )
    return one == other and first.output == second.output


def _not_positive(first: Side, second: Side) -> str:
    return (
        f"{first.output} of {first} or {second.output} of {second}, or what they are computed from, is not positive in "
        "every sample: their ratio has shares at nominal values alone"
    )


def _values(first: Side, second: Side) -> tuple[float, float]:
    """Both outputs at nominal values, in base units."""
    one, other = (_nominal(side.scenario, side.scenario.inputs)[_row(side, side.output)] for side in (first, second))
    return one, other


def _nominal(scenario: Scenario, inputs: Mapping[str, Input]) -> tuple[float, ...]:
    return evaluate(scenario, nominal_values(inputs), inputs)


def _row(side: Side, output: str) -> int:
    return [each.name for each in side.scenario.outputs].index(output)


def _nominal_values(first: Side, second: Side, links: Chain, game: Game | None) -> Floats:
    """The linked outputs (sets, links) at nominal values, for each set of inputs that is switched.

    The first set is none, the last all: the two scenarios.
    """
    if game:
        found = [_nominal(first.scenario, inputs) for inputs in game.inputs()]
        values = [[each[_row(first, link.outputs[0])] for link in links.links] for each in found]
    else:
        values = [
            [_nominal(side.scenario, side.scenario.inputs)[_row(side, link.outputs[k])] for link in links.links]
            for k, side in enumerate((first, second))
        ]
    array = np.array(values, float)
    if not (array > 0).all():
        stated = " and ".join(
            f"{side.output} of {side} is {value:g}"
            for side, value in zip((first, second), _values(first, second), strict=True)
        )
        raise InvalidInput(f"a gap is a ratio of positive outputs, but at nominal values {stated} (in base units)")
    return array


def _drawn_logs(  # noqa: PLR0913, PLR0917 - what samples depend on
    first: Side, second: Side, links: Chain, game: Game | None, request: Request, rules: PairingRules
) -> tuple[Floats | None, int]:
    """The logarithms (sets, links, samples) in each sample, None if a value is not positive; and the samples."""
    pairs = pairing((first, second), rules)
    whole = joint((first, second), pairs)
    at: tuple[Coordinate, ...] = ()
    if game:
        own, other = (
            {name: whole.inputs[f"{side.letter.lower()}.{name}"] for name in side.scenario.inputs}
            for side in (first, second)
        )
        at = tuple(Coordinate({}, {**whole.inputs, **each}) for each in game.drawn(own, other))
        scenario = replace(
            first.scenario,
            inputs={**whole.inputs, **at[0].inputs},
            correlations=whole.correlations,
            shares=whole.shares,
            resolved=whole.resolved,
            claims=(),
        )
        rows = [[_row(first, link.outputs[0]) for link in links.links]]
        steps = [k * len(scenario.outputs) for k in range(len(at))]
    else:
        scenario = whole
        names = [each.name for each in whole.outputs]
        rows = [
            [names.index(output_of(side, link.outputs[k])) for link in links.links]
            for k, side in enumerate((first, second))
        ]
        steps = [0, 0]
    runner = Runner(plan(scenario, seed=request.seed, design=request.design, at=at), request.threads)
    records = len(runner.plan.records)
    count = min(request.count, MOST_SAMPLES, max(_MOST_NUMBERS // records, 1 << 10))
    draws = output_draws(runner, count)
    logs = np.empty((len(steps), len(links.links), count))
    for k, step in enumerate(steps):
        values = draws[[step + row for row in rows[min(k, len(rows) - 1)]]]
        if not (values > 0).all():
            return None, count
        logs[k] = np.log(values)
    return logs, count


def _ends(logs: Floats) -> Floats:
    """The weights of all sets that give the logarithm of the ratio: the last less the first."""
    weights = np.zeros(len(logs))
    weights[-1] += 1.0
    weights[0] -= 1.0  # the same set if no input differs
    return weights


@dataclass(frozen=True)
class _Shares:
    """Shares from the logarithms at nominal values (sets, links) and in samples (sets, links, samples)."""

    nominal: Floats
    drawn: Floats | None
    batched: bool

    def share(self, weights: Floats, link: int, before: int | None = None, *, pairs: Sequence[Floats] = ()) -> Share:
        """The share that `weights` (sets,) of the sets give of output `link`, over the output `before`.

        With `pairs`, the weights of pairs of random orders, the error of their choice is in that of the mean.
        """
        at_nominal = math.exp(float(_settled(weights @ _over(self.nominal, link, before))))
        if self.drawn is None:
            return Share(at_nominal)
        logs = _over(self.drawn, link, before)
        values = _settled(weights @ logs)
        low, high = quantiles_of(values, [(1 - LEVEL) / 2, (1 + LEVEL) / 2])
        mean = mean_of(values, batched=self.batched)
        if pairs:
            apart = np.array([each @ logs.mean(axis=1) for each in pairs])
            error = math.hypot(mean.error, float(apart.std(ddof=1)) / math.sqrt(len(pairs)))
            mean = Estimate(mean.value, error)
        return Share(at_nominal, mean, _exponential(low), _exponential(high))


def _settled(logs: Floats) -> Floats:
    """Shares of logarithms, 0 where they are no more than rounding."""
    return np.where(np.abs(logs) < _ROUNDING, 0.0, logs)


def _exponential(log: Estimate) -> Estimate:
    value = math.exp(log.value)
    return Estimate(value, value * log.error)


def _over(logs: Floats, link: int, before: int | None) -> Floats:
    found: Floats = logs[:, link] if before is None else logs[:, link] - logs[:, before]
    return found


def _factor(  # noqa: PLR0913, PLR0917 - what a factor is made from
    k: int, first: Side, second: Side, links: Chain, game: Game | None, table: _Shares, outputs: Floats
) -> GapFactor:
    link, before = links.links[k], k - 1 if k else None
    values = outputs[:, k] if before is None else outputs[:, k] / outputs[:, before]
    unit = _unit(first, links.links, k, float(values[0]))
    inputs = tuple(_inputs(game, first, second, table, k, before=before)) if game else ()
    return GapFactor(
        name=link.name if before is None else f"{link.name} / {links.links[before].name}",
        unit=unit,
        values=(unit.from_base(float(values[0])), unit.from_base(float(values[1]))),
        share=table.share(_ends(table.nominal), k, before),
        read=link.read,
        inputs=inputs,
    )


def _unit(first: Side, links: Sequence[Link], k: int, value: float) -> Unit:
    """The unit in which a factor's values are shown: that of the output, or a readable one of the quotient."""
    own = first.scenario.outputs[_row(first, links[k].outputs[0])].unit
    if not k:
        return own
    below = first.scenario.outputs[_row(first, links[k - 1].outputs[0])].unit
    base = [units.coherent(each.dimension).text or "1" for each in (own, below)]
    return units.choose(value, units.unit(f"({base[0]})/({base[1]})").dimension)


def _inputs(  # noqa: PLR0913 - what shares are made from
    game: Game,
    first: Side,
    second: Side,
    table: _Shares,
    link: int,
    *,
    before: int | None = None,
    whole: bool = False,
) -> Iterator[InputShare]:
    """The shares of all inputs that differ and matter, largest first."""
    found = []
    for player, names in enumerate(game.players):
        pairs = [each[player] for each in game.pairs]
        share = table.share(game.weights[player], link, before, pairs=pairs)
        if not whole and share.is_idle:
            continue
        beliefs = tuple("; ".join(_belief(side.scenario.inputs[name]) for name in names) for side in (first, second))
        found.append(InputShare(" and ".join(names), (beliefs[0], beliefs[1]), share))
    yield from sorted(found, key=lambda each: -abs(math.log(each.share.nominal)))


def _belief(given: Input) -> str:
    """The nominal value of an input with its law in words."""
    nominal = units.spoken(given.nominal, given.unit)
    return f"{nominal} ({given.stated})" if given.varies and given.stated else nominal
