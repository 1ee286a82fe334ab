"""Measured values of quantities that a scenario predicts, for comparison with the prediction."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from ..units import Unit
from .scenario import Scenario

How = Literal["metered", "scaled", "disclosed", "logged"]

#: What each way of measuring means, for readers.
WAYS: Mapping[How, str] = {
    "metered": "read from a meter",
    "scaled": "metered on one node or component, and scaled",
    "disclosed": "disclosed by the operator",
    "logged": "counted in a log, such as hours",
}


@dataclass(frozen=True)
class Truth:
    """A measured value of one output, in base units; `unit` is the one it was written in.

    `at` is its coordinate; an axis that it does not name is at its first option. Truths of one `group` share authors,
    meters and method, so they are not independent. The exact value is within `rounding` of what was written.
    """

    name: str
    output: str
    value: float
    unit: Unit
    how: How
    group: str
    rounding: float = 0.0
    source: str = ""
    note: str = ""
    at: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Case:
    """A scenario and the truths that its predictions are compared with.

    `frozen` is the hash of its laws before the truths were known, as stated in the file. The truths of a case that is
    `seen` have shaped laws, so they are scored apart. Cases of one `family` share a kind of model, and what it errs by.
    """

    scenario: Scenario
    truths: tuple[Truth, ...]
    frozen: str = ""
    seen: bool = False
    family: str = ""
