"""Values that take the place of a document's: ``--set pue=1.2``, and the same from Python."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from ...files import yaml
from ...files.document import Document, Position
from ...files.plain_data import plain
from ...grammar.diagnostics import Diagnostics
from ...grammar.input_entries import expand
from ...problems import InvalidInput, KeyPath, Problem, did_you_mean
from ...shipped.catalog import as_row
from ...units import UnitError
from ..documents.resolve import entry_at, filled, named_inputs, owner_of, with_entry
from ..inputs.overlay import number_over, overlay
from .named_overrides import expanded, misplaced_name
from .override import Override
from .override_text import override_text
from .picks import first_option, named_picks, settled
from .shared_wholes import named_wholes, with_shares

__all__ = ["Override", "overridden", "read_overrides", "read_values"]

_FORM = "must be INPUT=VALUE, such as pue=1.2"


def read_overrides(texts: Iterable[str], diagnostics: Diagnostics) -> list[Override]:
    """The overrides that `texts` are; those with a problem are left out."""
    found = []
    for text in texts:
        name, _, value = (piece.strip() for piece in text.partition("="))
        if not value:
            diagnostics.problems.append(Problem(_FORM, file=f"--set {text}"))
            continue
        try:
            stated = yaml.parse_value(value, file=f"--set {text}")
        except InvalidInput as error:
            diagnostics.problems += [replace(problem, field="", line=0) for problem in error.problems]
            continue
        found.append(Override(name, as_row(stated), text))
    return found


def fixed_picks(document: Document, fixes: Iterable[str]) -> list[Override]:
    """The overrides that ``--fix`` of a pick is: its first option, which nominal values are of."""
    picks = dict(named_picks(document.data))
    first = {name: first_option(document.data, picks[name]) for name in fixes if name in picks}
    return [Override(name, option, f"{name}={option}") for name, option in first.items()]


def read_values(sets: Mapping[str, object], diagnostics: Diagnostics) -> list[Override]:
    """The overrides that values by name are, as of the option's texts; those with a problem are left out."""
    found = []
    for name, value in sets.items():
        try:
            text = override_text(name, value)
        except InvalidInput as error:
            diagnostics.problems += error.problems
            continue
        found += read_overrides([text], diagnostics) if isinstance(value, str) else [Override(name, plain(value), text)]
    return found


def _empty(given: Override) -> str:
    """What is wrong with an entry that has no keys, which would change nothing; empty for another value."""
    return f"is empty; give a value, such as {given.name}=1.2" if given.value == {} else ""


def overridden(document: Document, overrides: Sequence[Override], diagnostics: Diagnostics) -> Document:
    """The resolved `document` with `overrides` applied, those of picks first; it shares what they leave as it is.

    Raises InvalidInput, with the problems in `diagnostics` too, for an override of no input of the document, and for
    two of one input.
    """
    _refuse_repeated(overrides, diagnostics)
    picks = dict(named_picks(document.data))
    settling = {each.name: each for each in overrides if each.name in picks}
    document = _settled(document, settling.values(), picks, diagnostics)
    known: dict[str, KeyPath] = {}
    for name, key_path in named_inputs(document.data):
        known.setdefault(name, key_path)
    wholes = {name: key_path for name, key_path in named_wholes(document.data) if name not in known}
    sharing = {each.name: each for each in overrides if each.name in wholes}
    document = _shared(document, sharing.values(), wholes, diagnostics)
    data, positions = document.data, document.positions
    others = [each for each in overrides if each.name not in settling and each.name not in sharing]
    for given in expanded(others, known, data, diagnostics):
        if given.name not in known:
            rule = f"no input is named {given.name!r}; {did_you_mean(given.name, [*known, *picks, *wholes])}"
            diagnostics.problems.append(Problem(rule, file=given.option))
            continue
        key_path = known[given.name]
        if message := _empty(given) or misplaced_name(given):
            diagnostics.problems.append(Problem(message, file=given.option))
            continue
        try:
            entry = _overlaid(entry_at(data, key_path), given, key_path)
        except UnitError as error:
            diagnostics.problems.append(Problem(str(error), file=given.option))
            continue
        data = with_entry(_without_options(data, given.name), key_path, entry)
        outside = {at: position for at, position in positions.items() if at[: len(key_path)] != key_path}
        positions = {**outside, key_path: Position(given.option)}
    diagnostics.stop_if_any()
    return Document(data, positions)


def _settled(
    document: Document, overrides: Iterable[Override], picks: Mapping[str, KeyPath], diagnostics: Diagnostics
) -> Document:
    """The document with each of `overrides`, which name `picks`, settled."""
    for given in overrides:
        try:
            document = settled(document, picks[given.name], given.value)
        except UnitError as error:
            diagnostics.problems.append(Problem(str(error), file=given.option))
    return document


def _shared(
    document: Document, overrides: Iterable[Override], wholes: Mapping[str, KeyPath], diagnostics: Diagnostics
) -> Document:
    """The document with the shares of each of `overrides`, which name `wholes`."""
    for given in overrides:
        try:
            document = with_shares(document, given, wholes[given.name])
        except UnitError as error:
            diagnostics.problems.append(Problem(str(error), file=given.option))
    return document


def _refuse_repeated(overrides: Iterable[Override], diagnostics: Diagnostics) -> None:
    """Add a problem for each input that several overrides name: only one value can hold."""
    first: dict[str, str] = {}
    for given in overrides:
        value = given.text.partition("=")[2].strip()
        if given.name in first:
            message = f"{given.name} is given twice, before as {first[given.name]}; give one value"
            diagnostics.problems.append(Problem(message, file=given.option))
        first.setdefault(given.name, value)


def _overlaid(below: Any, given: Override, key_path: KeyPath) -> Any:
    """An entry laid over that of the file; its source is the option or that of a catalog row."""
    above = expand(given.value)
    if key_path[-2] == "per":
        return number_over(below, given.value)
    if not isinstance(above, dict) or "catalog" in above:
        return filled(overlay(below, above), {})
    return overlay(below, {"source": given.option, "evidence": "assumed", **above})


def _without_options(data: dict[str, Any], name: str) -> dict[str, Any]:
    """`data` without an input in the options of every axis and `one_of`, which would replace its new value."""
    axes = {kind: data[kind] for kind in ("dimensions", "choices") if isinstance(data.get(kind), dict)}
    found = {
        **data,
        **{kind: {axis: _omit(each, name) for axis, each in stated.items()} for kind, stated in axes.items()},
    }
    key_path, own = owner_of(found, name)
    picks = entry_at(found, key_path).get("one_of")
    if not isinstance(picks, dict):
        return found
    entries = {
        pick: {**entry, "options": _omit(entry.get("options"), own)} if isinstance(entry, dict) else entry
        for pick, entry in picks.items()
    }
    return with_entry(found, (*key_path, "one_of"), entries)


def _omit(options: Any, name: str) -> Any:
    """The options of an axis without the input `name`."""
    if not isinstance(options, dict):
        return options
    return {
        label: {key: each for key, each in inputs.items() if key != name} if isinstance(inputs, dict) else inputs
        for label, inputs in options.items()
    }
