"""A gap explained: the ratio of two outputs as factors and shares of inputs."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import Final

from ..answer.statistics.marginal import Estimate
from ..units import Unit
from .sides import Side

#: The level of the intervals of factors.
LEVEL: Final = 0.9


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
