"""Hindcasts by name: the shipped ones in configs/hindcast/, and files of the user."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from ..files import yaml
from ..grammar.diagnostics import Diagnostics
from ..grammar.scenario_entries import ScenarioEntry
from ..grammar.validation import read_structure
from ..grammar.validation_messages import EXAMPLES
from ..problems import InvalidInput, Problem
from ..scenario.truth import Case
from ..shipped import library
from .composition.includes import expand_includes
from .documents.resolve import resolve
from .read import read_document
from .truths import TruthReader

_KEY = "hindcast"


def shipped() -> tuple[Path, ...]:
    """The files of every shipped hindcast, sorted by name.

    >>> shipped()[0].name
    'benchmark.yaml'
    """
    return _files(library.folder() / _KEY)


def shipped_before() -> tuple[Path, ...]:
    """The same hindcasts with the laws that were believed before the seen truths had shaped them."""
    return _files(library.folder() / _KEY / "before")


def shipped_left_out() -> tuple[Path, ...]:
    """The same hindcasts with laws that each group's own truths have not shaped."""
    folder = library.folder() / _KEY / "left-out"
    return tuple(other if (other := folder / path.name).is_file() else path for path in shipped())


def _files(folder: Path) -> tuple[Path, ...]:
    return tuple(sorted(folder.glob("*.yaml")))


def load_cases(names: Iterable[str], *, bare: bool = False) -> tuple[Case, ...]:
    """Every case, as `load_case` reads it; raises InvalidInput with the problems of all files."""
    cases: list[Case] = []
    problems: list[Problem] = []
    for name in names:
        try:
            cases.append(load_case(name, bare=bare))
        except InvalidInput as error:
            problems += error.problems
    if problems:
        raise InvalidInput(problems)
    return tuple(cases)


def load_case(name: str, *, bare: bool = False) -> Case:
    """The scenario of the file, shipped hindcast or scenario called `name`, and its truths.

    If `bare`, inputs whose source is a hindcast are at their nominal values, as they are what one estimates.

    Raises:
        InvalidInput: with every problem, also for a file without truths.

    >>> load_case("benchmark").truths[0].name
    'gemma-3-12b'

    """
    called, path = _find(name)
    document = resolve(expand_includes(yaml.open_document(path), path.parent))
    scenario = read_document(document, name=called, path=path)
    if bare:
        fixes = [each.name for each in scenario.inputs.values() if each.source == _KEY]
        scenario = read_document(document, name=called, path=path, fixes=fixes)
    diagnostics = Diagnostics(document)
    entry = read_structure(diagnostics, ScenarioEntry).hindcast
    if entry is None:
        message = f"is missing; give measured values, such as `{_KEY}: {EXAMPLES[_KEY]}`"
        raise InvalidInput([Problem(message, _KEY, name)])
    truths = TruthReader(scenario, diagnostics).truths(entry.truths)
    diagnostics.stop_if_any()
    return Case(scenario, truths, entry.frozen, seen=entry.seen, family=entry.family)


def _find(name: str) -> tuple[str, Path]:
    """The name and the file of a hindcast; raises InvalidInput if there is none."""
    known = {path.stem: path for path in shipped()}
    if name in known:
        return name, known[name]
    try:
        return library.find(name)
    except InvalidInput:
        rule, see = "no shipped hindcast and no file has this name", f"choose {', '.join(known)} or a file"
        raise InvalidInput([library.unknown(name, known, rule=rule, see=see)]) from None
