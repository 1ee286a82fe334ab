"""What measurements of a scenario's inputs would buy: the numbers that are printed and stored."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field

from ...answer import identity
from ...answer.statistics.marginal import Estimate
from ...answer.subject import Subject
from ...units import Unit
from .accuracy import Accuracy
from .decision import Decision
from .expected_width import Widths


@dataclass(frozen=True)
class Measurement:
    """A measurement of one input, or of two together: the width of each output's interval, and the decision's loss.

    `accuracies` are those of its `inputs`. `loss` is expected after it and `saving` the value of its information, None
    without a budget. `indirect` are outputs that read none of its inputs: it narrows them through correlations alone.
    `same` are the inputs that are one draw with each of `inputs`, itself included, if there are several.
    """

    inputs: tuple[str, ...]
    accuracies: tuple[Accuracy, ...]
    widths: Mapping[str, Widths]
    loss: Estimate | None = None
    saving: Estimate | None = None
    indirect: Mapping[str, tuple[str, ...]] | None = None
    same: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def names(self) -> tuple[str, ...]:
        """All inputs that it measures."""
        return tuple(name for first in self.inputs for name in self.same.get(first, (first,)))

    @property
    def name(self) -> str:
        """``users``, or ``users, latency`` for both together."""
        return ", ".join(self.names)

    @property
    def spoken(self) -> str:
        """``users``, ``users and latency`` for both together, ``first_pue, second_pue`` for one draw."""
        return " and ".join(", ".join(self.same.get(first, (first,))) for first in self.inputs)

    @property
    def stated(self) -> str:
        """The accuracy in words; that of each input if they differ."""
        texts = [each.stated for each in self.accuracies]
        return texts[0] if len(set(texts)) == 1 else ", ".join(texts)


@dataclass(frozen=True)
class Measurements:
    """What measurements of a scenario's inputs buy at the first of `count` coordinates, `labels`.

    `variable` are the inputs that differ from case to case, which no measurement narrows. `units` are those in which
    outputs are shown. `implausible` are inputs whose nominal values are outside their beliefs.
    """

    subject: Subject
    headline: str
    hash: str
    samples: int
    seed: int
    labels: Mapping[str, str]
    count: int
    units: Mapping[str, Unit]
    variable: tuple[str, ...]
    measurements: tuple[Measurement, ...]
    decision: Decision | None = None
    warnings: tuple[str, ...] = ()
    implausible: tuple[str, ...] = ()
    design: str = "random"
    versions: Mapping[str, str] = field(default_factory=identity.versions)
    processor: str = field(default_factory=identity.processor)

    def ranked(self, output: str) -> list[Measurement]:
        """The measurements, that which narrows `output` most first."""
        return sorted(self.measurements, key=lambda each: _order(each.widths[output].share.value))

    def by_loss(self) -> list[Measurement]:
        """The measurements, that which leaves the least expected loss first."""
        return sorted(self.measurements, key=lambda each: each.loss.value if each.loss else 0.0)


def _order(share: float) -> float:
    """A share to sort by; those that are not numbers come last."""
    return math.inf if math.isnan(share) else share
