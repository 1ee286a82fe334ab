"""Published claims held against scenarios: a verdict each, what is to be said about it, and where it lies.

The verdict asks whether the quoted values give the quoted figure, to within its own rounding. A claim may be
reproduced and still be unsound: that is what findings are for.
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
from ..comparison import claimed
from ..percentile import percentile
from ..run import run_summary
from ..summary import Estimate, Record, Summary
from .claim_findings import about_figure, about_inputs, about_published
from .published import from_published

#: Enough for percentiles that are right to 0.05 of one.
SAMPLES = 1_000_000
_LIKELY = 0.5


@dataclass(frozen=True)
class Held:
    """One figure of a claim beside what its scenario gives.

    `published` is what the figures it names come to, where it names any: then they decide, not the nominal value. A
    claim without a figure holds with `probability`, and is reproduced where that is more likely than not.
    """

    claim: Claim
    record: Record
    published: Figure | None
    probability: Estimate | None = None

    @property
    def value(self) -> float:
        """What the claim is held against, in base units."""
        return self.published.value if self.published else self.record.nominal

    @property
    def unit(self) -> Unit:
        """The unit in which people read it: the claim's own, or where that has no figure, the answer's."""
        return self.record.unit if self.claim.below else self.claim.unit

    @property
    def verdict(self) -> Verdict:
        """Whether that is what the claim says, to within its rounding."""
        if self.claim.below:
            return "reproduced" if self.probability and self.probability.value > _LIKELY else "not reproduced"
        return "reproduced" if self.claim.agrees(self.value) else "not reproduced"

    @property
    def percentiles(self) -> tuple[Estimate | None, Estimate | None]:
        """Where both ends of the claim lie in the answer; None for an end that is open."""
        ends = (self.claim.low, self.claim.high)
        low, high = (percentile(self.record, end) if math.isfinite(end) else None for end in ends)
        return low, high


@dataclass(frozen=True)
class Judgement:
    """What an audit says of one claim: its main figure first; none, where it is not computable as `missing` says."""

    audited: PublishedClaim
    held: tuple[Held, ...]
    findings: tuple[Finding, ...]
    missing: str = ""

    @property
    def verdict(self) -> Verdict:
        """Whether every figure of the claim is reproduced."""
        if not self.held:
            return "not computable"
        return "not reproduced" if any(each.verdict == "not reproduced" for each in self.held) else "reproduced"

    @property
    def as_expected(self) -> bool:
        """Whether the verdict is the one that whoever wrote the claim down expects."""
        return self.verdict == self.audited.expected


def audit(publication: Publication, *, samples: int = SAMPLES, seed: int = 0) -> tuple[Judgement, ...]:
    """A judgement of each of the publication's claims; each scenario is run once.

    >>> from ...reader.publications import read_publication
    >>> (s1,) = audit(read_publication("chatgpt/by-words"), samples=100_000)
    >>> s1.verdict, round(100 * s1.held[0].percentiles[0].value) in range(55, 85)
    ('reproduced', True)
    """
    asked = {id(each.scenario): each.scenario for each in publication.claims if each.scenario and each.claims}
    answers = {key: _answer(scenario, samples, seed) for key, scenario in asked.items()}
    others = {claim.name: claim for each in publication.claims for claim in each.claims}
    given = (answers[id(each.scenario)] if each.claims else each.missing for each in publication.claims)
    return tuple(_judgement(each, answer, others) for each, answer in zip(publication.claims, given, strict=True))


def _answer(scenario: Scenario, samples: int, seed: int) -> Summary | str:
    """The scenario's answer, or why there is none."""
    try:
        return run_summary(scenario, samples=samples, seed=seed, realised=False)
    except RunError as error:
        return str(error)


def _judgement(audited: PublishedClaim, answer: Summary | str, others: Mapping[str, Claim]) -> Judgement:
    if isinstance(answer, str):
        return Judgement(audited, (), audited.findings, answer)
    held = tuple(_held(answer, audited.claims))
    found = (*audited.findings, *_computed(answer.scenario, held[0], others))
    return Judgement(audited, held, tuple(dict.fromkeys(found)))


def _held(answer: Summary, claims: Iterable[Claim]) -> Iterator[Held]:
    for claim in claims:
        record = answer.record(claim.output, claim.at)
        if record:
            yield Held(claim, record, from_published(answer.scenario, claim), claimed(answer, claim))


def _computed(scenario: Scenario, held: Held, others: Mapping[str, Claim]) -> Iterator[Finding]:
    """What the scenario itself tells about a claim's main figure; a sum of published figures has no inputs.

    A comparison states no figure that could be told anything about.
    """
    if held.claim.below:
        return
    if held.claim.given.keys() <= scenario.inputs.keys():
        yield from about_inputs(scenario, held.claim)
    yield from about_figure(held.claim, held.record)
    yield from about_published(scenario, held.claim, others)
