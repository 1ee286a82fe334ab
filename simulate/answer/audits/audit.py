"""Published claims compared with scenarios: a verdict, findings and percentiles for each.

The verdict is whether the quoted values give the quoted figure, to within its own rounding. A claim may be reproduced
and still be unsound: that is what findings are for.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from ...engine.errors import RunError
from ...scenario.claim import Claim, Figure, Finding, Verdict
from ...scenario.publication import Publication, PublishedClaim
from ...scenario.scenario import Scenario
from ...units import Unit
from ..answer import Answer
from ..comparison import claimed
from ..run import run_scenario
from ..statistics.marginal import Estimate, Marginal
from ..statistics.percentile import percentile
from .claim_findings import about_figure, about_inputs, about_published
from .published import from_published

#: Enough for percentiles that are right to 0.05 of one.
SAMPLES = 1_000_000
_LIKELY = 0.5


@dataclass(frozen=True)
class AuditedFigure:
    """One figure of a claim beside its scenario's marginal.

    `published` follows from the figures that the claim names; if there are any, they decide, not the nominal value. A
    claim without a figure holds with `probability`, and is reproduced if that is above one half.
    """

    claim: Claim
    marginal: Marginal
    published: Figure | None
    probability: Estimate | None = None

    @property
    def value(self) -> float:
        """The value that the claim is compared with, in base units."""
        return self.published.value if self.published else self.marginal.nominal

    @property
    def unit(self) -> Unit:
        """The unit in which people read it: the claim's own, or the output's if the claim has no figure."""
        return self.marginal.unit if self.claim.below else self.claim.unit

    @property
    def verdict(self) -> Verdict:
        """Whether that value is what the claim says, to within its rounding."""
        if self.claim.below:
            return "reproduced" if self.probability and self.probability.value > _LIKELY else "not reproduced"
        return "reproduced" if self.claim.agrees(self.value) else "not reproduced"

    @property
    def percentiles(self) -> tuple[Estimate | None, Estimate | None]:
        """The percentiles of both ends of the claim; None for an end that is open."""
        ends = (self.claim.low, self.claim.high)
        low, high = (percentile(self.marginal, end) if math.isfinite(end) else None for end in ends)
        return low, high


@dataclass(frozen=True)
class ClaimAudit:
    """The audit of one claim: its figures, the main one first, or what is `missing` to compute them."""

    audited: PublishedClaim
    figures: tuple[AuditedFigure, ...]
    findings: tuple[Finding, ...]
    missing: str = ""

    @property
    def verdict(self) -> Verdict:
        """Whether every figure of the claim is reproduced."""
        if not self.figures:
            return "not computable"
        return "not reproduced" if any(each.verdict == "not reproduced" for each in self.figures) else "reproduced"

    @property
    def as_expected(self) -> bool:
        """Whether the verdict is the one that the file expects."""
        return self.verdict == self.audited.expected


def audit(publication: Publication, *, samples: int = SAMPLES, seed: int = 0) -> tuple[ClaimAudit, ...]:
    """The audit of each of the publication's claims; each scenario is run once.

    >>> from ...reader.publications import read_publication
    >>> (s1,) = audit(read_publication("chatgpt/by-words"), samples=100_000)
    >>> s1.verdict, round(100 * s1.figures[0].percentiles[0].value) in range(55, 85)
    ('reproduced', True)
    """
    asked = {id(each.scenario): each.scenario for each in publication.claims if each.scenario and each.claims}
    answers = {key: _answer(scenario, samples, seed) for key, scenario in asked.items()}
    others = {claim.name: claim for each in publication.claims for claim in each.claims}
    given = (answers[id(each.scenario)] if each.claims else each.missing for each in publication.claims)
    return tuple(_audited(each, answer, others) for each, answer in zip(publication.claims, given, strict=True))


def _answer(scenario: Scenario, samples: int, seed: int) -> Answer | str:
    """The scenario's answer, or the reason why it has none."""
    try:
        return run_scenario(scenario, samples=samples, seed=seed, describe_inputs=False)
    except RunError as error:
        return str(error)


def _audited(audited: PublishedClaim, answer: Answer | str, others: Mapping[str, Claim]) -> ClaimAudit:
    if isinstance(answer, str) or audited.scenario is None:
        return ClaimAudit(audited, (), audited.findings, str(answer))
    figures = tuple(_figures(audited.scenario, answer, audited.claims))
    found = (*audited.findings, *_computed(audited.scenario, figures[0], others))
    return ClaimAudit(audited, figures, tuple(dict.fromkeys(found)))


def _figures(scenario: Scenario, answer: Answer, claims: Iterable[Claim]) -> Iterator[AuditedFigure]:
    for claim in claims:
        marginal = answer.marginal(claim.output, claim.at)
        if marginal:
            yield AuditedFigure(claim, marginal, from_published(scenario, claim), claimed(answer, claim))


def _computed(scenario: Scenario, figure: AuditedFigure, others: Mapping[str, Claim]) -> Iterator[Finding]:
    """The findings that the scenario itself gives about a claim's main figure; a comparison has none.

    A sum of published figures has no inputs.
    """
    claim = figure.claim
    if claim.below:
        return
    if claim.given.keys() <= scenario.inputs.keys():
        yield from about_inputs(scenario, claim)
    yield from about_figure(claim, figure.marginal)
    yield from about_published(scenario, claim, others)
