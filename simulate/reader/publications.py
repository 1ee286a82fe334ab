"""Publications by name, with their claims and the scenarios that answer them, for audits.

A publication is a scenario with claims, or a file that lists claims, either in configs/audit/ or the user's::

    title: A brochure
    source: the maker
    audit:
      A1:
        says: Serving emits 3 t a day.
        scenario: serving.yaml    # its claims A1 and A1-... have the figures; a file beside this one, or a shipped name
        verdict: not reproduced   # the expected one; default: that of the claim, else "reproduced"
        findings: [{kind: unit, text: The brochure says t for t/day., source: page 3}]
      A2: {says: No other service emits less., verdict: not computable, missing: the services compared}
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path

from .. import units
from ..files import yaml
from ..grammar.claim_entries import AUDIT, AuditedClaimEntry, AuditEntry
from ..grammar.diagnostics import Diagnostics
from ..grammar.validation import read_structure
from ..problems import InvalidInput, KeyPath, Problem, did_you_mean
from ..scenario.claim import Claim, Verdict
from ..scenario.publication import Publication, PublishedClaim
from ..scenario.scenario import Scenario
from ..shipped import library
from .claims import read_findings
from .load import load

_UNANSWERED = "no scenario answers it"


def names() -> tuple[str, ...]:
    """Every shipped publication by name.

    >>> names()
    ('article',)
    """
    return tuple(sorted(path.stem for path in (library.folder() / AUDIT).glob("*.yaml")))


def read_publication(name: str) -> Publication:
    """The publication called `name`: the name of a shipped one, a file that lists claims, or a scenario with claims.

    Raises InvalidInput with every problem in the file and in the scenarios it names, among them claims that are neither
    in their scenario nor said to be `missing`.

    >>> [claim.name for claim in read_publication("chatgpt/by-words").claims]
    ['S1']
    """
    path = find(name)
    document = yaml.open_document(path)
    return _of_list(Diagnostics(document), path.parent) if AUDIT in document.data else _of_scenario(load(name), name)


def find(name: str) -> Path:
    """The file of the publication or scenario called `name`; raises InvalidInput if there is none."""
    if name in names():
        return library.folder() / AUDIT / f"{name}.yaml"
    try:
        return library.find(name)[1]
    except InvalidInput:
        rule = "no publication, scenario or file has this name"
        see = f"choose {', '.join(names())}, a scenario of `carbonspan list` or a file"
        raise InvalidInput([library.unknown(name, (*names(), *library.names()), rule=rule, see=see)]) from None


def _of_scenario(scenario: Scenario, name: str) -> Publication:
    """The claims of a scenario as a publication."""
    if not scenario.claims:
        raise InvalidInput([Problem("has no claims; give published figures under `claims`", file=name)])
    stated = {claim.name: claim for claim in scenario.claims}
    mains = [claim for claim in stated.values() if not any(_is_detail(claim.name, other) for other in stated)]
    published = (_published_claim(claim.name, AuditedClaimEntry(says=_text(claim)), scenario) for claim in mains)
    return Publication(scenario.title, "", tuple(published))


def _text(claim: Claim) -> str:
    """A claim in words, with its coordinate: ``emissions 3.82 t at region norway``."""
    where = ", ".join(f"{axis} {label}" for axis, label in claim.at.items())
    return f"{claim.output} {units.amounts(claim.stated)}" + (f" at {where}" if where else "")


def _of_list(diagnostics: Diagnostics, folder: Path) -> Publication:
    """The publication of a file that lists claims; scenarios beside it come before shipped ones."""
    entry = _entry(diagnostics)
    scenarios: dict[str, Scenario | None] = {"": None}
    for name, each in entry.audit.items():
        if each.scenario not in scenarios:
            scenarios[each.scenario] = _scenario(each.scenario, (AUDIT, name, "scenario"), folder, diagnostics)
        _check_exists(name, each, scenarios[each.scenario], diagnostics)
    diagnostics.stop_if_any()
    claims = (_published_claim(name, each, scenarios[each.scenario]) for name, each in entry.audit.items())
    return Publication(entry.title, entry.source, tuple(claims))


def _entry(diagnostics: Diagnostics) -> AuditEntry:
    """The valid list of a document; raises InvalidInput with its problems."""
    entry = read_structure(diagnostics, AuditEntry)
    if not entry.title:
        diagnostics.absent(("title",), "is missing; describe the publication in a few words")
    diagnostics.stop_if_any()
    return entry


def _scenario(name: str, key_path: KeyPath, folder: Path, diagnostics: Diagnostics) -> Scenario | None:
    """The scenario called `name`; None if it has problems, which are added."""
    beside = folder / name
    try:
        return load(str(beside) if beside.is_file() else name)
    except InvalidInput as error:
        diagnostics.adopt(key_path, error.problems)
        return None


def _check_exists(name: str, entry: AuditedClaimEntry, scenario: Scenario | None, diagnostics: Diagnostics) -> None:
    """Add a problem for a claim that is neither in its scenario nor said to be missing."""
    if scenario and not entry.missing and not any(_figures(name, scenario)):
        known = [claim.name for claim in scenario.claims]
        rule = f"{entry.scenario} has no claim {name}, and `missing` is not given"
        diagnostics.problem((AUDIT, name, "scenario"), rule, partial(did_you_mean, name, known))


def _published_claim(name: str, entry: AuditedClaimEntry, scenario: Scenario | None) -> PublishedClaim:
    """A claim with its figures, if its scenario has them."""
    claims = tuple(_figures(name, scenario)) if scenario else ()
    expected: list[Verdict | None] = [entry.verdict, *(claim.expected for claim in claims), "reproduced"]
    stated = [finding for claim in claims for finding in claim.findings]
    return PublishedClaim(
        name=name,
        says=entry.says,
        scenario=scenario,
        claims=claims,
        missing="" if claims else entry.missing or _UNANSWERED,
        expected=next(filter(None, expected)),
        findings=tuple(dict.fromkeys([*read_findings(entry.findings), *stated])),
    )


def _figures(name: str, scenario: Scenario) -> Iterator[Claim]:
    """The claims of a scenario named `name`, and then those named ``name-...``."""
    yield from (claim for claim in scenario.claims if claim.name == name)
    yield from (claim for claim in scenario.claims if _is_detail(claim.name, name))


def _is_detail(name: str, other: str) -> bool:
    return name.startswith(f"{other}-")
