"""What was measured of a quantity that a scenario predicts, and the two of them side by side."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from ..units import Unit
from .scenario import Scenario

How = Literal["metered", "scaled", "disclosed", "logged"]

#: What each way to find a truth means, for readers.
WAYS: Mapping[How, str] = {
    "metered": "read off a meter",
    "scaled": "metered on one node or component, and scaled",
    "disclosed": "stated by whoever runs it",
    "logged": "counted in a log, such as hours",
}


@dataclass(frozen=True)
class Truth:
    """A measured value of one output, in base units; `unit` is the one it was written in.

    `at` is its coordinate; an axis it does not name stands at its first option. Truths of one `group` share authors,
    meters and method, and are not independent of each other.
    """

    name: str
    output: str
    value: float
    unit: Unit
    how: How
    group: str
    source: str = ""
    note: str = ""
    at: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Case:
    """A scenario and the truths it is held against.

    `frozen` is the hash its beliefs had before anyone looked, as the file states it.
    """

    scenario: Scenario
    truths: tuple[Truth, ...]
    frozen: str = ""
