"""A publication: its claims in words, each with the scenario and the figures that an audit compares."""

from __future__ import annotations

from dataclasses import dataclass

from .claim import Claim, Finding, Verdict
from .scenario import Scenario


@dataclass(frozen=True)
class PublishedClaim:
    """A claim in words, and its figures as claims of a scenario, the main one first.

    `missing` says what an answer would need, if no scenario gives one.
    """

    name: str
    says: str
    scenario: Scenario | None
    claims: tuple[Claim, ...]
    missing: str
    expected: Verdict
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True)
class Publication:
    """The claims of one publication."""

    title: str
    source: str
    claims: tuple[PublishedClaim, ...]

    @property
    def scenarios(self) -> tuple[Scenario, ...]:
        """Every scenario that answers a claim, without duplicates."""
        return tuple({id(each.scenario): each.scenario for each in self.claims if each.scenario}.values())
