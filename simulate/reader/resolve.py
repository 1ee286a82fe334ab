"""A resolved document: shorthand expanded, defaults filled in, ``--set`` applied."""

from __future__ import annotations

import copy
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from ..files import yaml
from ..files.document import Document, Position
from ..grammar.diagnostics import Diagnostics
from ..grammar.input_entries import SECTIONS, expand
from ..problems import InvalidInput, KeyPath, Problem, did_you_mean
from ..shipped import catalog
from ..units import UnitError
from .inputs.overlay import beside_row, number_over, overlay

_INHERITED = ("source", "note")


def resolve(document: Document, *, sets: Sequence[str] = ()) -> Document:
    """The document with all defaults filled in and every ``name=value`` of `sets` applied.

    Raises:
        InvalidInput: for an item of `sets` that is not ``name=value``, or names no input of the document.

    """
    diagnostics = Diagnostics(document)
    resolved = Document(copy.deepcopy(document.data), dict(document.positions))
    fill_defaults(resolved.data)
    _refuse_repeated(sets, diagnostics)
    for text in sets:
        resolved = _with_value(resolved, text, diagnostics)
    diagnostics.stop_if_any()
    return resolved


def _refuse_repeated(sets: Sequence[str], diagnostics: Diagnostics) -> None:
    """Record each input that several of `sets` name: only one value can hold."""
    first: dict[str, str] = {}
    for text in sets:
        name, _, value = (piece.strip() for piece in text.partition("="))
        if name in first and value:
            message = f"{name} is given twice, before as {first[name]}; give one value"
            diagnostics.problems.append(Problem(message, file=f"--set {text}"))
        first.setdefault(name, value)


def find_input(data: dict[str, Any], name: str) -> KeyPath | None:
    """The key path of the input, factor or functional unit called `name` (``part.input`` in a part)."""
    return next((key_path for known, key_path in named_inputs(data) if known == name), None)


def named_inputs(data: Any, prefix: str = "", key_path: KeyPath = ()) -> Iterator[tuple[str, KeyPath]]:
    """The name and the key path of every input."""
    if not isinstance(data, dict):
        return
    for section in (*SECTIONS, "per"):
        members = data.get(section)
        for name in members if isinstance(members, dict) else ():
            yield f"{prefix}{name}", (*key_path, section, name)
    parts = data.get("parts")
    for part, entry in parts.items() if isinstance(parts, dict) else ():
        yield from named_inputs(entry, f"{part}.", ("parts", part))


def fill_defaults(data: dict[str, Any]) -> None:
    """Expand shorthand, and fill each input of `data` with its catalog row and then `defaults`, in place."""
    defaults = data.get("defaults")
    stated = defaults if isinstance(defaults, dict) else {}
    inherited = {key: value for key, value in stated.items() if key in _INHERITED}
    if inherited == defaults:
        del data["defaults"]  # now in every input
    for _, key_path in named_inputs(data):
        if key_path[-2] != "per":
            section = entry_at(data, key_path[:-1])
            section[key_path[-1]] = filled(section[key_path[-1]], inherited)


def filled(stated: Any, inherited: dict[str, Any]) -> Any:
    """An input's entry with shorthand expanded, laid over its catalog row and over `inherited` keys."""
    entry = expand(stated)
    if not isinstance(entry, dict):
        return entry
    row = catalog.rows().get(str(entry["catalog"])) if "catalog" in entry else None
    if row:
        own = {key: value for key, value in entry.items() if key != "catalog"}
        entry = {**beside_row(row.entry, own), "catalog": entry["catalog"]}
    return {**inherited, **entry}


def _with_value(document: Document, text: str, diagnostics: Diagnostics) -> Document:
    """The document with one ``name=value`` applied; problems in the value have the option as their position."""
    name, _, value = text.partition("=")
    option = f"--set {text}"
    key_path = find_input(document.data, name.strip())
    if not value.strip() or key_path is None:
        known = [known for known, _ in named_inputs(document.data)]
        rule = f"no input is named {name.strip()!r}; {did_you_mean(name.strip(), known)}"
        diagnostics.problems.append(
            Problem(rule if value.strip() else "must be INPUT=VALUE, such as pue=1.2", file=option)
        )
        return document
    data = copy.deepcopy(document.data)
    try:
        stated = yaml.parse(f"value: {value.strip()}".encode(), file=option).data["value"]
    except InvalidInput as error:
        diagnostics.problems += [replace(problem, field="", line=0) for problem in error.problems]
        return document
    remove_from_axes(data, name.strip())
    try:
        entry_at(data, key_path[:-1])[key_path[-1]] = _overlaid(entry_at(data, key_path), stated, key_path, option)
    except UnitError as error:
        diagnostics.problems.append(Problem(str(error), file=option))
    others = {known: at for known, at in document.positions.items() if known[: len(key_path)] != key_path}
    return Document(data, {**others, key_path: Position(option)})


def remove_from_axes(data: dict[str, Any], name: str) -> None:
    """Remove an input from every axis and every `one_of`, which would replace its new value, in place."""
    axes = [axis for kind in ("dimensions", "choices") for axis in _members(data.get(kind))]
    for option in (option for axis in axes for option in _members(axis)):
        if isinstance(option, dict):
            option.pop(name, None)
    remove_from_one_of(data, name)


def remove_from_one_of(data: dict[str, Any], name: str) -> None:
    """Remove an input, ``part.input`` in a part, from the options of every `one_of`, in place."""
    part, _, own = name.rpartition(".")
    within = entry_at(data, ("parts", part)) if part else data
    for entry in _members(within.get("one_of")):
        for option in _members(entry.get("options")) if isinstance(entry, dict) else ():
            if isinstance(option, dict):
                option.pop(own, None)


def _members(mapping: object) -> list[Any]:
    return list(mapping.values()) if isinstance(mapping, dict) else []


def _overlaid(below: Any, value: Any, key_path: KeyPath, option: str) -> Any:
    """The entry `value` laid over that of the file; its source is the option or that of a catalog row."""
    above = expand(value)
    if key_path[-2] == "per":
        return number_over(below, value)
    if not isinstance(above, dict) or "catalog" in above:
        return filled(overlay(below, above), {})
    return overlay(below, {"source": option, "evidence": "assumed", **above})


def entry_at(data: Any, key_path: KeyPath) -> Any:
    """The value at `key_path` in `data`."""
    for step in key_path:
        data = data[step]
    return data
