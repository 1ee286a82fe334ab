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

from . import library
from .claim import Claim, Finding, Verdict
from .file import yaml
from .file.claims import read_findings
from .file.document import Document, Trail
from .file.findings import Findings
from .file.grammar import AuditedEntry, AuditEntry
from .file.structure import read_structure
from .load import load
from .problems import InvalidInput, Problem, did_you_mean
from .scenario import Scenario

KEY = "audit"
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


def names() -> tuple[str, ...]:
    """Every shipped publication by name.

    >>> names()
    ('article',)
    """
    return tuple(sorted(path.stem for path in (library.folder() / KEY).glob("*.yaml")))


def read_publication(name: str) -> Publication:
    """The publication called `name`: a shipped one's name, a file that lists claims, or a scenario that has some.

    Raises InvalidInput with every mistake in the file; one in a scenario that a list names is what the claim misses.

    >>> [claim.name for claim in read_publication("chatgpt/by-words").claims]
    ['S1']
    """
    path = find(name)
    document = yaml.open_document(path)
    return _listed(document, path.parent) if KEY in document.data else _claimed(load(name), name)


def find(name: str) -> Path:
    """The file of the publication or scenario called `name`; raises InvalidInput where there is none."""
    if name in names():
        return library.folder() / KEY / f"{name}.yaml"
    try:
        return library.find(name)[1]
    except InvalidInput:
        near = did_you_mean(name, (*names(), *library.names()))
        raise InvalidInput([Problem(f"is no publication, no scenario and no file; {near}", file=name)]) from None


def _claimed(scenario: Scenario, name: str) -> Publication:
    """A scenario's own claims as a publication."""
    if not scenario.claims:
        raise InvalidInput([Problem("makes no claims; state published figures under `claims`", file=name)])
    stated = {claim.name: claim for claim in scenario.claims}
    mains = [claim for claim in stated.values() if not any(_is_detail(claim.name, other) for other in stated)]
    audited = (_audited(claim.name, AuditedEntry(says=scenario.title), scenario) for claim in mains)
    return Publication(scenario.title, "", tuple(audited))


def sound_scenarios(name: str) -> tuple[Scenario, ...]:
    """The scenarios that the list called `name` names, each without a mistake and with the claims asked of it.

    Raises InvalidInput with every mistake in the list and in the scenarios, and for each claim that is not made.

    >>> [scenario.name for scenario in sound_scenarios("article")][:2]
    ['chatgpt/by-words', 'context/americans']
    """
    path = find(name)
    findings = Findings(yaml.open_document(path))
    found: dict[str, Scenario | None] = {}
    for claim, each in _entry(findings).audit.items():
        if each.scenario and each.scenario not in found:
            found[each.scenario] = _sound(each.scenario, (KEY, claim, "scenario"), path.parent, findings)
        scenario = found.get(each.scenario or "")
        if scenario and not each.missing and not any(_figures(claim, scenario)):
            rule = f"{each.scenario} makes no claim {claim}, and nothing is said to be `missing`"
            findings.problem((KEY, claim, "scenario"), f"{rule}; {did_you_mean(claim, _names(scenario))}")
    findings.stop_if_any()
    return tuple(filter(None, found.values()))


def _sound(name: str, trail: Trail, folder: Path, findings: Findings) -> Scenario | None:
    """The scenario; None where something is wrong with it, which is noted."""
    try:
        return _load(name, folder)
    except InvalidInput as error:
        findings.adopt(trail, error.problems)
        return None


def _names(scenario: Scenario) -> list[str]:
    return [claim.name for claim in scenario.claims]


def _listed(document: Document, folder: Path) -> Publication:
    """The publication that a file lists; scenarios are looked for beside it first."""
    entry = _entry(Findings(document))
    named = {each.scenario for each in entry.audit.values() if each.scenario}
    scenarios = {name: _load_or_why(name, folder) for name in sorted(named)}
    claims = (_audited(name, each, scenarios.get(each.scenario or "", "")) for name, each in entry.audit.items())
    return Publication(entry.title, entry.source, tuple(claims))


def _entry(findings: Findings) -> AuditEntry:
    """The list as the document states it; raises InvalidInput with its mistakes."""
    entry = read_structure(findings, AuditEntry)
    if not entry.title:
        findings.absent(("title",), "is missing; say in a few words what was published")
    findings.stop_if_any()
    return entry


def _load(name: str, folder: Path) -> Scenario:
    beside = folder / name
    return load(str(beside) if beside.is_file() else name)


def _load_or_why(name: str, folder: Path) -> Scenario | str:
    """The scenario, or why it cannot be had."""
    try:
        return _load(name, folder)
    except InvalidInput as error:
        return str(error.problems[0])


def _audited(name: str, entry: AuditedEntry, scenario: Scenario | str) -> Audited:
    """One claim; in place of its scenario there may be a text that says why there is none."""
    found = scenario if isinstance(scenario, Scenario) else None
    claims = tuple(_figures(name, found)) if found else ()
    missing = f"{found.name} makes no claim {name}" if found else entry.missing or str(scenario) or _UNANSWERED
    expected: list[Verdict | None] = [entry.verdict, *(claim.expected for claim in claims), "reproduced"]
    stated = [finding for claim in claims for finding in claim.findings]
    return Audited(
        name=name,
        says=entry.says,
        scenario=found,
        claims=claims,
        missing="" if claims else missing,
        expected=next(filter(None, expected)),
        findings=tuple(dict.fromkeys([*read_findings(entry.findings), *stated])),
    )


def _figures(name: str, scenario: Scenario) -> Iterator[Claim]:
    """The claims of a scenario that are called `name`, and then ``name-...``."""
    yield from (claim for claim in scenario.claims if claim.name == name)
    yield from (claim for claim in scenario.claims if _is_detail(claim.name, name))


def _is_detail(name: str, other: str) -> bool:
    return name.startswith(f"{other}-")
