"""A resolved document: shorthand expanded, and the defaults of every input filled in."""

from __future__ import annotations

import copy
from collections.abc import Iterator, Mapping
from typing import Any

from ...files.document import Document
from ...grammar.input_entries import SECTIONS, expand
from ...problems import KeyPath
from ...shipped import catalog
from ..inputs.overlay import beside_row

_INHERITED = ("source", "note")


def resolve(document: Document) -> Document:
    """The document with shorthand expanded and all defaults filled in."""
    resolved = Document(copy.deepcopy(document.data), document.positions)
    fill_defaults(resolved.data)
    return resolved


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
    if row and not row.entry.keys() <= entry.keys():
        own = {key: value for key, value in entry.items() if key != "catalog"}
        merged = {**beside_row(row.entry, own), "catalog": entry["catalog"]}
        entry = entry if merged == entry else merged  # one that was filled before keeps the order of its keys
    return {**inherited, **entry}


def remove_from_axes(data: dict[str, Any], name: str) -> None:
    """Remove an input from every axis and every `one_of`, which would replace its new value, in place."""
    axes = [axis for kind in ("dimensions", "choices") for axis in _members(data.get(kind))]
    for option in (option for axis in axes for option in _members(axis)):
        if isinstance(option, dict):
            option.pop(name, None)
    remove_from_one_of(data, name)


def remove_from_one_of(data: dict[str, Any], name: str) -> None:
    """Remove an input, ``part.input`` in a part, from the options of every `one_of`, in place."""
    key_path, own = owner_of(data, name)
    for entry in _members(entry_at(data, key_path).get("one_of")):
        for option in _members(entry.get("options")) if isinstance(entry, dict) else ():
            if isinstance(option, dict):
                option.pop(own, None)


def owner_of(data: Mapping[str, Any], name: str) -> tuple[KeyPath, str]:
    """The key path of the part that ``part.input`` belongs to, and its name there; of other inputs the whole file's."""
    part, _, own = name.rpartition(".")
    parts = data.get("parts")
    is_part = isinstance(parts, Mapping) and isinstance(parts.get(part), Mapping)
    return (("parts", part), own) if is_part else ((), name)


def _members(mapping: object) -> list[Any]:
    return list(mapping.values()) if isinstance(mapping, dict) else []


def entry_at(data: Any, key_path: KeyPath) -> Any:
    """The value at `key_path` in `data`."""
    for step in key_path:
        data = data[step]
    return data


def with_entry(data: Mapping[Any, Any], key_path: KeyPath, entry: Any) -> dict[Any, Any]:
    """`data` with `entry` at `key_path`; only the mappings on the way to it are copied."""
    if not key_path:
        replaced: dict[Any, Any] = entry
        return replaced
    first, *rest = key_path
    return {**data, first: with_entry(data[first], tuple(rest), entry) if rest else entry}
