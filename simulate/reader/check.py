"""Everything that can be checked in a file without a run: a scenario, a hindcast or a list of claims."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from ..files import yaml
from ..files.document import Document
from ..grammar.claim_entries import AUDIT
from ..problems import InvalidInput, KeyPath, Problem
from ..scenario.plausibility import implausible_values
from ..scenario.scenario import Scenario
from ..scenario.truth import Case
from ..shipped import library, sources
from . import publications
from .hindcasts import load_case, shipped
from .load import load

#: The similarity from which a word counts as a misspelled key: a source may also be free text.
_NEAR = 0.8


@dataclass(frozen=True)
class CheckedFile:
    """A file without problems: the scenarios that it is or names, their warnings, and the case of a hindcast."""

    scenarios: tuple[Scenario, ...]
    warnings: tuple[Problem, ...]
    case: Case | None = None


def check(name: str) -> CheckedFile:
    """What the file, or the shipped scenario, hindcast or publication called `name` contains.

    Raises InvalidInput with every problem, those in the truths of a hindcast and in the scenarios of a list of claims
    included. Each of these scenarios must have the claims that the list names.

    >>> [warning.field for warning in check("chatgpt/by-words").warnings]
    ['inputs.utilization', 'inputs.full_power', 'inputs.pue']
    """
    document = yaml.open_document(_find(name))
    case = load_case(name) if "hindcast" in document.data else None
    scenarios = (case.scenario,) if case else _scenarios(name, document)
    found = [warning for scenario in scenarios for warning in (*scenario.warnings, *implausible_values(scenario))]
    return CheckedFile(scenarios, (*_misspelled(document), *found), case)


def _find(name: str) -> Path:
    """The file called `name`, or shipped under that name; raises InvalidInput if there is none."""
    hindcasts = {path.stem: path for path in shipped()}
    if name in hindcasts:
        return hindcasts[name]
    try:
        return publications.find(name)
    except InvalidInput:
        flat = (*publications.names(), *hindcasts)
        rule = "no scenario, publication, hindcast or file has this name"
        see = f"choose {', '.join(flat)}, a scenario of `carbonspan list` or a file"
        raise InvalidInput([library.unknown(name, (*flat, *library.names()), rule=rule, see=see)]) from None


def _scenarios(name: str, document: Document) -> tuple[Scenario, ...]:
    """The scenarios that a list of claims names, or the scenario of the file itself."""
    return publications.read_publication(name).scenarios if AUDIT in document.data else (load(name),)


def _misspelled(document: Document) -> Iterator[Problem]:
    """A warning for every source that is probably a misspelled key of a shipped one."""
    for key_path, text in _all_sources(document.data, ()):
        for word in (piece.strip() for piece in text.split(",")):
            near = get_close_matches(word, sources.shipped(), n=1, cutoff=_NEAR)
            if near and word not in sources.shipped():
                message = f"{word!r} is not a shipped source and is kept as text; did you mean {near[0]!r}?"
                yield document.problem(key_path, message)


def _all_sources(data: Any, key_path: KeyPath) -> Iterator[tuple[KeyPath, str]]:
    """Every source anywhere in `data`, with its key path."""
    members = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    for key, value in members:
        if key == "source" and isinstance(value, str):
            yield (*key_path, key), value
        yield from _all_sources(value, (*key_path, key))
