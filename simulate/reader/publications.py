"""The claims of one publication, each with the scenario that can answer it: what an audit goes through.

A publication is a scenario with claims of its own, or a file that lists claims, shipped in configs/audit/ or a user's::

    title: A brochure
    source: the maker
    audit:
      A1:
        says: Serving emits 3 t a day.
        scenario: serving.yaml    # its claims A1 and A1-... hold the figures; a file beside this one, or a shipped name
        verdict: not reproduced   # what is expected; else what the claim expects, else "reproduced"
        findings: [{kind: unit, text: The brochure says t for t/day., source: page 3}]
      A2: {says: Nobody emits less., verdict: not computable, missing: whom it is compared with}
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from .. import units
from ..files import yaml
from ..grammar.diagnostics import Diagnostics
from ..grammar.entries import AUDIT, AuditedEntry, AuditEntry
from ..grammar.validation import read_structure
from ..problems import InvalidInput, KeyPath, Problem, did_you_mean
from ..scenario.claim import Claim, Finding, Verdict
from ..scenario.scenario import Scenario
from ..shipped import library
from .claims import read_findings
from .load import load

_UNANSWERED = "no scenario answers it"


@dataclass(frozen=True)
class Audited:
    """One claim of a publication: in words, and as figures that a scenario answers, the main one first.

    Where there is no such scenario, `missing` says what is missing.
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
    """What somebody published: claim by claim."""

    title: str
    source: str
    claims: tuple[Audited, ...]

    @property
    def scenarios(self) -> tuple[Scenario, ...]:
        """Every scenario that answers a claim, once."""
        return tuple({id(each.scenario): each.scenario for each in self.claims if each.scenario}.values())


def names() -> tuple[str, ...]:
    """Every shipped publication by name.

    >>> names()
    ('article',)
    """
    return tuple(sorted(path.stem for path in (library.folder() / AUDIT).glob("*.yaml")))


def read_publication(name: str) -> Publication:
    """The publication called `name`: a shipped one's name, a file that lists claims, or a scenario that has some.

    Raises InvalidInput with every mistake in the file and in the scenarios it names, and for each claim that its
    scenario does not make, where nothing is said to be missing.

    >>> [claim.name for claim in read_publication("chatgpt/by-words").claims]
    ['S1']
    """
    path = find(name)
    document = yaml.open_document(path)
    return _listed(Diagnostics(document), path.parent) if AUDIT in document.data else _claimed(load(name), name)


def find(name: str) -> Path:
    """The file of the publication or scenario called `name`; raises InvalidInput where there is none."""
    if name in names():
        return library.folder() / AUDIT / f"{name}.yaml"
    try:
        return library.find(name)[1]
    except InvalidInput:
        rule = "is no publication, no scenario and no file"
        see = f"choose {', '.join(names())}, a scenario of `carbonspan list` or a file"
        raise InvalidInput([library.unknown(name, (*names(), *library.names()), rule=rule, see=see)]) from None


def _claimed(scenario: Scenario, name: str) -> Publication:
    """A scenario's own claims as a publication."""
    if not scenario.claims:
        raise InvalidInput([Problem("makes no claims; state published figures under `claims`", file=name)])
    stated = {claim.name: claim for claim in scenario.claims}
    mains = [claim for claim in stated.values() if not any(_is_detail(claim.name, other) for other in stated)]
    audited = (_audited(claim.name, AuditedEntry(says=_said(claim)), scenario) for claim in mains)
    return Publication(scenario.title, "", tuple(audited))


def _said(claim: Claim) -> str:
    """A claim in words: ``emissions 3.82 t``, with the coordinate it is about."""
    where = ", ".join(f"{axis} {label}" for axis, label in claim.at.items())
    return f"{claim.output} {units.amounts(claim.stated)}" + (f" at {where}" if where else "")


def _listed(diagnostics: Diagnostics, folder: Path) -> Publication:
    """The publication that a file lists; scenarios are looked for beside it first."""
    entry = _entry(diagnostics)
    scenarios: dict[str, Scenario | None] = {"": None}
    for name, each in entry.audit.items():
        if each.scenario not in scenarios:
            scenarios[each.scenario] = _scenario(each.scenario, (AUDIT, name, "scenario"), folder, diagnostics)
        _check_made(name, each, scenarios[each.scenario], diagnostics)
    diagnostics.stop_if_any()
    claims = (_audited(name, each, scenarios[each.scenario]) for name, each in entry.audit.items())
    return Publication(entry.title, entry.source, tuple(claims))


def _entry(diagnostics: Diagnostics) -> AuditEntry:
    """The list as the document states it; raises InvalidInput with its mistakes."""
    entry = read_structure(diagnostics, AuditEntry)
    if not entry.title:
        diagnostics.absent(("title",), "is missing; say in a few words what was published")
    diagnostics.stop_if_any()
    return entry


def _scenario(name: str, key_path: KeyPath, folder: Path, diagnostics: Diagnostics) -> Scenario | None:
    """The scenario; None where something is wrong with it, which is noted."""
    beside = folder / name
    try:
        return load(str(beside) if beside.is_file() else name)
    except InvalidInput as error:
        diagnostics.adopt(key_path, error.problems)
        return None


def _check_made(name: str, entry: AuditedEntry, scenario: Scenario | None, diagnostics: Diagnostics) -> None:
    """Note a claim that its scenario does not make although nothing is said to be missing."""
    if scenario and not entry.missing and not any(_figures(name, scenario)):
        known = [claim.name for claim in scenario.claims]
        rule = f"{entry.scenario} makes no claim {name}, and nothing is said to be `missing`"
        diagnostics.problem((AUDIT, name, "scenario"), f"{rule}; {did_you_mean(name, known)}")


def _audited(name: str, entry: AuditedEntry, scenario: Scenario | None) -> Audited:
    """One claim with its figures, where its scenario makes it."""
    claims = tuple(_figures(name, scenario)) if scenario else ()
    expected: list[Verdict | None] = [entry.verdict, *(claim.expected for claim in claims), "reproduced"]
    stated = [finding for claim in claims for finding in claim.findings]
    return Audited(
        name=name,
        says=entry.says,
        scenario=scenario,
        claims=claims,
        missing="" if claims else entry.missing or _UNANSWERED,
        expected=next(filter(None, expected)),
        findings=tuple(dict.fromkeys([*read_findings(entry.findings), *stated])),
    )


def _figures(name: str, scenario: Scenario) -> Iterator[Claim]:
    """The claims of a scenario that are called `name`, and then ``name-...``."""
    yield from (claim for claim in scenario.claims if claim.name == name)
    yield from (claim for claim in scenario.claims if _is_detail(claim.name, name))


def _is_detail(name: str, other: str) -> bool:
    return name.startswith(f"{other}-")
