"""Entries of published and measured figures: claims, audits, truths and hindcasts."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from ..scenario.claim import FindingKind, Verdict
from ..scenario.truth import How
from .entry import Entry, Label, Line, Number, Title

AUDIT = "audit"
"""The section of a file that lists the claims of a publication."""


class FindingEntry(Entry):
    """A finding about a claim beside its verdict: its kind and its text."""

    kind: FindingKind
    text: Line
    source: Line = ""


class ExpectationEntry(Entry):
    """The verdict and the findings that an audit of a claim is expected to give."""

    verdict: Verdict | None = None
    findings: list[FindingEntry] = Field(default_factory=list)


class ClaimEntry(ExpectationEntry):
    """A published figure for one output: a value, one or two bounds, or a coordinate whose output it is `below`.

    `at` is its coordinate. `from` gives the published figures it was computed from: inputs of the scenario, or terms
    of a sum. Without `rounding` it is correct to half a unit of its last digit.
    """

    output: str
    value: Number | None = None
    at_least: Number | None = None
    at_most: Number | None = None
    between: Annotated[list[Number], Field(min_length=2, max_length=2)] | None = None
    below: Annotated[dict[str, Label], Field(min_length=1)] | None = None
    rounding: Number | None = None
    at: dict[str, Label] = Field(default_factory=dict)
    given: dict[Label, Number] = Field(default_factory=dict, alias="from")
    source: Line = ""
    note: str = ""


class TruthEntry(Entry):
    """A measured value of one output, with method and source.

    Truths of one `group` share authors, meters and method; the default group is the source. Without `rounding` the
    value is correct to half a unit of its last digit.
    """

    output: str
    value: Number
    how: How
    rounding: Number | None = None
    at: dict[str, Label] = Field(default_factory=dict)
    group: str = ""
    source: Line = ""
    note: str = ""


class HindcastEntry(Entry):
    """Truths to compare predictions with; `frozen` is the hash of the laws before the truths were known.

    `seen` truths have shaped laws and are scored apart. A `family` of files shares a kind of model, and its error.
    """

    frozen: Label = ""
    seen: bool = False
    family: Label = ""
    truths: dict[Label, TruthEntry]


class AuditedClaimEntry(ExpectationEntry):
    """A claim of a publication in words, and the scenario whose claims of that name give its figures."""

    says: Line
    scenario: str = ""
    missing: str = ""


class AuditEntry(Entry):
    """A file that lists the claims of a publication."""

    title: Title = ""
    source: Line = ""
    audit: dict[Label, AuditedClaimEntry]
