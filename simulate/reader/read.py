"""A scenario read from its file, with everything that is wrong told at once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from ..files import yaml
from ..files.document import Document
from ..grammar.diagnostics import Diagnostics
from ..grammar.entries import AUDIT, ScenarioEntry
from ..grammar.validation import read_structure
from ..problems import InvalidInput, Problem, did_you_mean
from ..scenario.plausibility import implausible_inputs
from ..scenario.scenario import Input, Scenario
from ..shipped import library
from .composition.includes import write_out
from .composition.parts import PartsReader
from .overlay import overlay
from .profiles import is_profile, pinned
from .resolve import entry_at, find_input, named_inputs, resolve
from .single_model import SingleModelReader


def read(name: str, *, sets: Sequence[str] = (), fixes: Sequence[str] = ()) -> Scenario:
    """The scenario called `name`, with `sets` laid over it and `fixes` at nominal values.

    Raises InvalidInput with every mistake.
    """
    called, path = library.find(name)
    document = yaml.open_document(path)
    _refuse_list(document)
    stated = write_out(document, path.parent)
    scenario = read_document(resolve(stated, sets=sets), name=called, path=path, fixes=fixes)
    return replace(scenario, warnings=scenario.warnings + _surprising(stated, scenario, sets)) if sets else scenario


def _refuse_list(document: Document) -> None:
    """Raise InvalidInput where the document lists claims and is no scenario."""
    if AUDIT in document.data and not {"model", "parts"} & document.data.keys():
        message = "is a list of claims, not a scenario; `carbonspan audit` reads it"
        raise InvalidInput([document.problem((AUDIT,), message)])


def read_document(document: Document, *, name: str, path: Path, fixes: Sequence[str] = ()) -> Scenario:
    """The scenario that a resolved `document` describes; the files it names are looked for beside `path`.

    Raises InvalidInput, as `read` does.
    """
    diagnostics = Diagnostics(document)
    _check_fixes(fixes, diagnostics)
    entry = read_structure(diagnostics, ScenarioEntry)
    kind = PartsReader if entry.parts else SingleModelReader
    scenario = kind(entry, diagnostics, path.parent, frozenset(fixes)).scenario(name, path)
    diagnostics.stop_if_any()
    fixed = [scenario.inputs[each] for each in fixes]
    return replace(scenario, warnings=tuple(diagnostics.warnings), resolved=_resolved(document, fixed, path.parent))


def _surprising(stated: Document, scenario: Scenario, sets: Sequence[str]) -> tuple[Problem, ...]:
    """A warning for each value of `sets` that lies outside what the file itself believes."""
    try:
        believed = read_document(resolve(stated), name=scenario.name, path=scenario.path or Path())
    except InvalidInput:
        return ()
    options = {f"inputs.{text.partition('=')[0].strip()}": f"--set {text}" for text in sets}
    found = implausible_inputs(scenario, reference=believed)
    return tuple(replace(each, file=options[each.field]) for each in found if each.field in options)


def _check_fixes(fixes: Iterable[str], diagnostics: Diagnostics) -> None:
    data = diagnostics.document.data
    known = dict(named_inputs(data))
    for name in fixes:
        if name not in known:
            message = f"no input is called {name!r}; {did_you_mean(name, known)}"
            diagnostics.problems.append(Problem(message, file=f"--fix {name}"))
        elif is_profile(entry_at(data, known[name])):
            message = "is a profile, which has one value an hour already; fix a factor that multiplies it"
            diagnostics.problems.append(Problem(message, file=f"--fix {name}"))


def _resolved(document: Document, fixed: Iterable[Input], folder: Path) -> str:
    """The whole file as canonical YAML, from which the same scenario is read again, with the same profiles.

    What was measured is no part of the question, and is left out: it must not change the question's hash.
    """
    data = pinned(document.data, folder)
    data.pop("hindcast", None)
    for given in fixed:
        key_path = find_input(data, given.name)
        if key_path and key_path[-2] != "per":
            value = f"{given.unit.restated(given.nominal)!r} {given.unit.text}".strip()
            entry_at(data, key_path[:-1])[key_path[-1]] = overlay(entry_at(data, key_path), {"nominal": value})
    return yaml.write(data)
