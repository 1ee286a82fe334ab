"""A scenario read from its file; all problems are reported at once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from ..files import yaml
from ..files.document import Document
from ..grammar.claim_entries import AUDIT
from ..grammar.diagnostics import Diagnostics
from ..grammar.scenario_entries import ScenarioEntry
from ..grammar.validation import read_structure
from ..problems import InvalidInput, Problem, did_you_mean
from ..scenario.plausibility import implausible_inputs
from ..scenario.scenario import Input, Scenario
from ..shipped import library
from .composition.includes import expand_includes
from .composition.parts import PartsReader
from .inputs.overlay import overlay
from .inputs.profile_files import is_profile, with_hashes
from .resolve import entry_at, find_input, named_inputs, remove_from_one_of, resolve
from .single_model import SingleModelReader


def read(name: str, *, sets: Sequence[str] = (), fixes: Sequence[str] = ()) -> Scenario:
    """The scenario called `name`, with each ``input=value`` of `sets`, and the inputs of `fixes` at nominal values.

    Raises InvalidInput with every problem.
    """
    called, path = library.find(name)
    document = yaml.open_document(path)
    _refuse_list(document)
    stated = expand_includes(document, path.parent)
    scenario = read_document(resolve(stated, sets=sets), name=called, path=path, fixes=fixes)
    return replace(scenario, warnings=scenario.warnings + _surprising(stated, scenario, sets)) if sets else scenario


def _refuse_list(document: Document) -> None:
    """Raise InvalidInput if the document is a list of claims and not a scenario."""
    if AUDIT in document.data and not {"model", "parts"} & document.data.keys():
        message = "is a list of claims, not a scenario; `carbonspan audit` reads it"
        raise InvalidInput([document.problem((AUDIT,), message)])


def read_document(document: Document, *, name: str, path: Path, fixes: Sequence[str] = ()) -> Scenario:
    """The scenario of a resolved `document`; the files that it names are beside `path` or shipped.

    Raises InvalidInput with every problem.
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
    """A warning for each value of `sets` outside the law in the file."""
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
            message = f"no input is named {name!r}; {did_you_mean(name, known)}"
            diagnostics.problems.append(Problem(message, file=f"--fix {name}"))
        elif is_profile(entry_at(data, known[name])):
            message = "is a profile, which is not uncertain; fix a factor that multiplies it"
            diagnostics.problems.append(Problem(message, file=f"--fix {name}"))


def _resolved(document: Document, fixed: Iterable[Input], folder: Path) -> str:
    """The whole file as canonical YAML, from which the same scenario can be read, with the same profiles.

    Truths are omitted, as they must not change the scenario's hash.
    """
    data = with_hashes(document.data, folder)
    data.pop("hindcast", None)
    for given in fixed:
        key_path = find_input(data, given.name)
        remove_from_one_of(data, given.name)
        if key_path and key_path[-2] != "per":
            value = f"{given.unit.restated(given.nominal)!r} {given.unit.text}".strip()
            entry_at(data, key_path[:-1])[key_path[-1]] = overlay(entry_at(data, key_path), {"nominal": value})
    return yaml.write(data)
