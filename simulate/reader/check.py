"""Everything that can be found wrong with a file without running it: a scenario, a hindcast, a list of claims."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from ..files import yaml
from ..files.document import Document
from ..grammar.entries import AUDIT
from ..problems import InvalidInput, KeyPath, Problem
from ..scenario.plausibility import implausible_values
from ..scenario.scenario import Scenario
from ..scenario.truth import Case
from ..shipped import library, sources
from . import publications
from .hindcasts import load_case, shipped
from .load import load

#: How near a word must come to a source's key to be taken for a misspelled one: free text is a source too.
_NEAR = 0.8


@dataclass(frozen=True)
class Checked:
    """A sound file: the scenarios it is or names, and what should be seen all the same; of a hindcast the case too."""

    scenarios: tuple[Scenario, ...]
    warnings: tuple[Problem, ...]
    case: Case | None = None


def check(name: str) -> Checked:
    """What the file, or the shipped scenario, hindcast or publication, called `name` rests on, all of it sound.

    Raises InvalidInput with every mistake: of a hindcast what was measured is read too, of a list of claims the
    scenarios it names, each of which must make the claims asked of it.

    >>> [warning.field for warning in check("chatgpt/by-words").warnings]
    ['inputs.utilization', 'inputs.full_power', 'inputs.pue']
    """
    document = yaml.open_document(_find(name))
    case = load_case(name) if "hindcast" in document.data else None
    scenarios = (case.scenario,) if case else _scenarios(name, document)
    found = [warning for scenario in scenarios for warning in (*scenario.warnings, *implausible_values(scenario))]
    return Checked(scenarios, (*_misspelled(document), *found), case)


def _find(name: str) -> Path:
    """The file called `name`, or shipped under that name; raises InvalidInput where there is none."""
    hindcasts = {path.stem: path for path in shipped()}
    if name in hindcasts:
        return hindcasts[name]
    try:
        return publications.find(name)
    except InvalidInput:
        flat = (*publications.names(), *hindcasts)
        rule = "is no scenario, no publication, no hindcast and no file"
        see = f"choose {', '.join(flat)}, a scenario of `carbonspan list` or a file"
        raise InvalidInput([library.unknown(name, (*flat, *library.names()), rule=rule, see=see)]) from None


def _scenarios(name: str, document: Document) -> tuple[Scenario, ...]:
    """The scenarios that a list of claims names, or the scenario that the file is."""
    return publications.read_publication(name).scenarios if AUDIT in document.data else (load(name),)


def _misspelled(document: Document) -> Iterator[Problem]:
    """A warning for every source that is all but the key of a shipped one."""
    for key_path, text in _stated(document.data, ()):
        for word in (piece.strip() for piece in text.split(",")):
            near = get_close_matches(word, sources.shipped(), n=1, cutoff=_NEAR)
            if near and word not in sources.shipped():
                message = f"{word!r} is no shipped source and stands as text; did you mean {near[0]!r}?"
                yield document.problem(key_path, message)


def _stated(data: Any, key_path: KeyPath) -> Iterator[tuple[KeyPath, str]]:
    """Every source that is stated anywhere, with its place."""
    members = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    for key, value in members:
        if key == "source" and isinstance(value, str):
            yield (*key_path, key), value
        yield from _stated(value, (*key_path, key))
