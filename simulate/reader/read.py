"""A scenario read from its file; all problems are reported at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from ..files import yaml
from ..files.document import Document
from ..grammar.claim_entries import AUDIT
from ..grammar.diagnostics import Diagnostics
from ..grammar.scenario_entries import ScenarioEntry
from ..grammar.validation import read_structure
from ..problems import InvalidInput, Problem, did_you_mean
from ..scenario.model import Model
from ..scenario.plausibility import implausible_inputs
from ..scenario.scenario import Input, Scenario
from ..shipped import library
from .composition.includes import expand_includes
from .composition.parts import PartsReader
from .documents.resolve import entry_at, find_input, named_inputs, remove_from_one_of, resolve
from .documents.resolved_documents import resolved_text
from .inputs.overlay import overlay
from .inputs.profile_files import is_profile, with_hashes
from .overrides.overrides import Override, fixed_picks, overridden, read_overrides
from .overrides.picks import named_picks
from .overrides.shared_wholes import named_wholes, with_held_shares
from .single_model import SingleModelReader

_NO_MODELS: Mapping[str, Model] = {}


def read(name: str, *, sets: Sequence[str] = (), fixes: Sequence[str] = ()) -> Scenario:
    """The scenario called `name`, with each ``input=value`` of `sets`, and the inputs of `fixes` at nominal values.

    Raises InvalidInput with every problem.
    """
    called, path = library.find(name)
    document = yaml.open_document(path)
    refuse_list(document)
    diagnostics = Diagnostics(document)
    stated = resolve(expand_includes(document, path.parent))
    picked = fixed_picks(stated, fixes)
    fixes = [each for each in fixes if each not in {given.name for given in picked}]
    overrides = [*read_overrides(sets, diagnostics), *picked]
    changed, fixes = with_held_shares(overridden(stated, overrides, diagnostics), fixes)
    scenario = read_document(changed, name=called, path=path, fixes=fixes)
    return with_surprises(scenario, _believed(stated, scenario), overrides) if overrides else scenario


def _believed(stated: Document, scenario: Scenario) -> Scenario | None:
    """The scenario of the file itself, to judge values by; None if it has problems, which the values correct."""
    try:
        return read_document(stated, name=scenario.name, path=scenario.path)
    except InvalidInput:
        return None


def refuse_list(document: Document) -> None:
    """Raise InvalidInput if the document is a list of claims and not a scenario."""
    if AUDIT in document.data and not {"model", "parts"} & document.data.keys():
        message = "is a list of claims, not a scenario; `carbonspan audit` reads it"
        raise InvalidInput([document.problem((AUDIT,), message)])


def read_document(
    document: Document,
    *,
    name: str,
    path: Path | None,
    fixes: Sequence[str] = (),
    models: Mapping[str, Model] = _NO_MODELS,
) -> Scenario:
    """The scenario of a resolved `document`; the files that it names are beside `path` or shipped.

    Without a path they are in the working folder. `models` are those that need not be found, by their names in the
    document.

    Raises InvalidInput with every problem.
    """
    diagnostics = Diagnostics(document)
    _check_fixes(fixes, diagnostics)
    entry = read_structure(diagnostics, ScenarioEntry)
    kind = PartsReader if entry.parts else SingleModelReader
    folder = path.parent if path else Path()
    scenario = kind(entry, diagnostics, folder, frozenset(fixes), models).scenario(name, path)
    diagnostics.stop_if_any()
    fixed = [scenario.inputs[each] for each in fixes]
    resolved = _resolved(document, fixed, folder)
    return replace(scenario, warnings=tuple(diagnostics.warnings), resolved=resolved_text(resolved))


def with_surprises(scenario: Scenario, believed: Scenario | None, overrides: Sequence[Override]) -> Scenario:
    """`scenario` with a warning for each of `overrides` outside the law of the scenario that was `believed` before.

    A row of the catalog may be: it was named because it is another.
    """
    overrides = [each for each in overrides if not (isinstance(each.value, dict) and "catalog" in each.value)]
    options = {f"inputs.{given.name}": given.option for given in overrides}
    changed = {given.name: scenario.inputs[given.name] for given in overrides if given.name in scenario.inputs}
    found = implausible_inputs(replace(scenario, inputs=changed), reference=believed) if believed else ()
    surprises = tuple(replace(each, file=options[each.field]) for each in found)
    return replace(scenario, warnings=scenario.warnings + surprises)


def _check_fixes(fixes: Iterable[str], diagnostics: Diagnostics) -> None:
    data = diagnostics.document.data
    known = dict(named_inputs(data))
    for name in fixes:
        if name not in known:
            names = [*known, *dict(named_picks(data)), *dict(named_wholes(data))]
            message = f"no input is named {name!r}; {did_you_mean(name, names)}"
            diagnostics.problems.append(Problem(message, file=f"--fix {name}"))
        elif is_profile(entry_at(data, known[name])):
            message = "is a profile, which is not uncertain; fix a factor that multiplies it"
            diagnostics.problems.append(Problem(message, file=f"--fix {name}"))


def _resolved(document: Document, fixed: Iterable[Input], folder: Path) -> dict[str, Any]:
    """The whole file as data, from which the same scenario can be read, with the same profiles.

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
    return data
