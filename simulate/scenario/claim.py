"""A published figure for one output: what it says, how exactly, and what is to be said about it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
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

#: What each kind of finding says about a figure that may be reproduced nevertheless.
FINDINGS: Mapping[FindingKind, str] = {
    "left-out": "something that emits was not counted",
    "outside-belief": "a value behind it, or the figure itself, is hardly believed",
    "rounding": "its digits hang on how the figures behind it were rounded",
    "unit": "it is given in the wrong unit",
    "inconsistent": "it does not agree with another figure of the same publication",
    "joined-sources": "it joins figures of sources that do not belong together",
    "merged-ranges": "it merges ranges of different meaning into one",
    "not-independent": "it follows from another claim, and is no second opinion",
    "contradicted": "another source says otherwise",
    "untraced": "nobody has found where it comes from",
}

#: What arithmetic may lose of a figure that is given exactly.
_ARITHMETIC = 1e-9


@dataclass(frozen=True)
class Finding:
    """What is to be said about a claim beside its verdict."""

    kind: FindingKind
    text: str
    source: str = ""


@dataclass(frozen=True)
class Figure:
    """A published number, or what follows from some, in base units: by its digits it is right to within `rounding`."""

    value: float
    rounding: float
    unit: Unit = ONE
    stated: str = ""


@dataclass(frozen=True)
class Claim:
    """A published figure for one output, in base units: a value, or a range with one or two ends.

    A claim without a figure says that the output lies `below` what it is at another coordinate; its ends are open.
    `unit` is the one it was published in. `at` is the coordinate it is about; an axis it does not name stands at its
    first option. `given` are the published figures it was computed from: inputs of the scenario by name, else terms
    that add up to it. `expected` is the verdict its author expects of an audit.
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

    def agrees(self, value: float) -> bool:
        """Whether a value is what the claim says, to within its rounding.

        >>> Claim("S1", "emissions", 3820, 3820, rounding=5).agrees(3824.4)
        True
        """
        slack = self.rounding + _ARITHMETIC * abs(value)
        return self.low - slack <= value <= self.high + slack
