"""Parts that use another scenario, expanded as if its model and inputs were in the file itself."""

from __future__ import annotations

import copy
from pathlib import Path
from typing import Any

from ...cache import dependencies
from ...files import yaml
from ...files.document import Document, Position
from ...grammar.diagnostics import Diagnostics
from ...problems import InvalidInput, KeyPath
from ...shipped import library
from ..documents.resolve import fill_defaults, remove_from_one_of
from ..inputs.profile_files import make_absolute
from .inherited_axes import KINDS, InheritedAxes, complete
from .part_overrides import apply_overrides

#: The sections of a used scenario that become those of the part.
_SECTIONS = ("model", "per", "inputs", "factors", "correlations", "shares", "one_of")


def expand_includes(document: Document, folder: Path) -> Document:
    """The document with each part's `use` replaced by the entries of that scenario, and its `set` laid over them.

    Choices and dimensions of a used scenario are added to those of the document. Files in `folder` come before shipped
    scenarios. Raises InvalidInput for a scenario that cannot be used.
    """
    diagnostics = Diagnostics(document)
    data, positions = copy.deepcopy(document.data), dict(document.positions)
    for name in uses(document):
        data["parts"][name] = _part(data, name, folder, positions, diagnostics)
    diagnostics.stop_if_any()
    return Document(data, positions)


def uses(document: Document) -> dict[str, str]:
    """The scenario that each part uses, by the part's name; parts with a model of their own are left out."""
    parts = document.data.get("parts")
    members = parts.items() if isinstance(parts, dict) else ()
    return {
        str(name): part["use"] for name, part in members if isinstance(part, dict) and isinstance(part.get("use"), str)
    }


def _part(
    data: dict[str, Any], name: str, folder: Path, positions: dict[KeyPath, Position], diagnostics: Diagnostics
) -> Any:
    part, key_path = data["parts"][name], ("parts", name)
    if "model" in part or "inputs" in part:
        own = "model" if "model" in part else "inputs"
        rule = f"`use` and `{own}` are mutually exclusive; keep one, and change inputs of `use` with `set`"
        diagnostics.problem((*key_path, "use"), rule)
        return part
    try:
        path = _find(part["use"], folder)
        used = yaml.open_document(path)
    except InvalidInput as error:
        diagnostics.adopt((*key_path, "use"), error.problems)
        return part
    if "parts" in used.data:
        rule = f"{part['use']} has several parts, and a part uses one model"
        remedy = f"list its parts in this file: {_listed(used.data['parts'])}"
        diagnostics.problem((*key_path, "use"), f"{rule}; {remedy}")
    if path.parent != folder:
        make_absolute(used.data, path.parent)
    complete(used.data)
    fill_defaults(used.data)
    _add_units(data, name, used, positions)
    decided = {*_names(part.get("set")), *_names(part.get("share"))}
    _add_axes(data, used, InheritedAxes(name, decided), positions, diagnostics)
    taken = {key: used.data[key] for key in _SECTIONS if key in used.data}
    if isinstance(taken.get("model"), str):
        taken["model"] = absolute_model(taken["model"], path.parent)
    positions |= {(*key_path, *own): position for own, position in used.positions.items() if own and own[0] in taken}
    apply_overrides(taken, part.get("set"), key_path, positions, diagnostics)
    for each in decided:
        remove_from_one_of(taken, each)
    return {**{key: value for key, value in part.items() if key not in ("use", "set")}, **taken}


def _listed(parts: object) -> str:
    return ", ".join(map(str, parts)) if isinstance(parts, dict) else "none"


def _names(stated: object) -> list[str]:
    return [str(name) for name in stated] if isinstance(stated, dict | list) else []


def _add_axes(
    data: dict[str, Any],
    used: Document,
    inherited: InheritedAxes,
    positions: dict[KeyPath, Position],
    diagnostics: Diagnostics,
) -> None:
    """Add the axes of a used scenario to those of the document, with their positions."""
    inherited_positions = dict(inherited.positions(used.positions))
    for kind in KINDS:
        axes = inherited.axes(used.data, kind)
        for name in axes.keys() & set(_names(data.get(kind))):
            rule = f"{name} is the name of a {kind[:-1]} of the part {inherited.part}; rename this one"
            diagnostics.problem((kind, name), rule)
        if axes:
            data[kind] = {**(data.get(kind) or {}), **axes}
            _add_names(data, used.data, axes)
        positions |= {
            key_path: position
            for key_path, position in inherited_positions.items()
            if key_path[0] == kind and key_path[1] in axes
        }


def _add_names(data: dict[str, Any], used: dict[str, Any], axes: dict[str, Any]) -> None:
    """Add the display names of inherited options, unless the document has its own."""
    named, own = used.get("names"), data.get("names") or {}
    if isinstance(named, dict) and isinstance(own, dict):
        labels = {str(label) for axis in axes.values() if isinstance(axis, dict) for label in axis}
        data["names"] = {label: name for label, name in named.items() if str(label) in labels} | own


def _add_units(data: dict[str, Any], part: str, used: Document, positions: dict[KeyPath, Position]) -> None:
    """Add the units in which a used scenario shows its outputs, unless the document has its own.

    Its sums and means over a dimension, which are mappings, stay behind.
    """
    stated, own = used.data.get("outputs"), data.get("outputs") or {}
    if isinstance(stated, dict) and stated and isinstance(own, dict):
        shown = {name: unit for name, unit in stated.items() if not isinstance(unit, dict)}
        data["outputs"] = {f"{part}_{name}": unit for name, unit in shown.items()} | own
        for name in stated:
            positions.setdefault(("outputs", f"{part}_{name}"), used.position(("outputs", name)))


def _find(name: str, folder: Path) -> Path:
    beside = folder / name
    return beside if name.endswith((".yaml", ".yml")) and dependencies.is_file(beside) else library.find(name)[1]


def absolute_model(model: str, folder: Path) -> str:
    """A model in a Python file by its absolute path; others unchanged."""
    file, colon, function = model.rpartition(":")
    return f"{(folder / file).resolve()}:{function}" if colon else model
