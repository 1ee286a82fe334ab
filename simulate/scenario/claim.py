"""A published figure for one output: its value, its rounding, and the findings about it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

from ..units import ONE, Unit

Verdict = Literal["reproduced", "not reproduced", "not computable"]
FindingKind = Literal[
    "left-out",
    "outside-belief",
    "rounding",
    "unit",
    "inconsistent",
    "joined-sources",
    "merged-ranges",
    "not-independent",
    "contradicted",
    "untraced",
]

#: What each kind of finding means, for readers. A claim with findings may still be reproduced.
FINDINGS: Mapping[FindingKind, str] = {
    "left-out": "a source of emissions was not counted",
    "outside-belief": "the figure, or a value it is computed from, is implausible",
    "rounding": "its last digits depend on how the figures it is computed from were rounded",
    "unit": "it is given in the wrong unit",
    "inconsistent": "it disagrees with another figure of the same publication",
    "joined-sources": "it combines figures from sources that do not belong together",
    "merged-ranges": "it merges ranges that mean different things",
    "not-independent": "it follows from another claim, so it is no second opinion",
    "contradicted": "another source contradicts it",
    "untraced": "its origin is unknown",
}

#: Relative rounding error allowed for a figure that is given exactly.
_ARITHMETIC = 1e-9


@dataclass(frozen=True)
class Finding:
    """What an audit reports about a claim in addition to its verdict."""

    kind: FindingKind
    text: str
    source: str = ""


@dataclass(frozen=True)
class Figure:
    """A published number, or one computed from published numbers, in base units; its digits give its `rounding`."""

    value: float
    rounding: float
    unit: Unit = ONE
    stated: str = ""


@dataclass(frozen=True)
class Claim:
    """A published figure for one output, in base units: a value, or a range with one or two ends.

    A claim without a figure states that the output is lower than at the coordinate `below`; its ends are infinite.
    `unit` is the unit it was published in. `at` is its coordinate; an axis that it does not name is at its first
    option. `given` holds the published figures it was computed from: inputs of the scenario by name, or terms of a
    sum. `expected` is the verdict that its author expects of an audit.
    """

    name: str
    output: str
    low: float
    high: float
    rounding: float = 0.0
    unit: Unit = ONE
    stated: str = ""
    source: str = ""
    at: Mapping[str, str] = field(default_factory=dict)
    below: Mapping[str, str] = field(default_factory=dict)
    given: Mapping[str, Figure] = field(default_factory=dict)
    expected: Verdict | None = None
    findings: tuple[Finding, ...] = ()

    def in_unit(self, unit: Unit) -> Claim:
        """The same figure, of base units, in numbers of `unit`; its terms stay as they are."""
        low, high, rounding = (unit.from_base(each) for each in (self.low, self.high, self.rounding))
        return replace(self, low=low, high=high, rounding=rounding)

    def agrees(self, value: float) -> bool:
        """Whether `value` equals the claimed figure, or is in the claimed range, to within its rounding.

        >>> Claim("S1", "emissions", 3820, 3820, rounding=5).agrees(3824.4)
        True
        """
        slack = self.rounding + _ARITHMETIC * abs(value)
        return self.low - slack <= value <= self.high + slack
