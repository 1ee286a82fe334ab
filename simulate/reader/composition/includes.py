"""Parts that use another scenario, written out as if its model and inputs stood in the file itself."""

from __future__ import annotations

import copy
from pathlib import Path
from typing import Any

from ...cache import dependencies
from ...files import yaml
from ...files.document import Document, Position
from ...grammar.diagnostics import Diagnostics
from ...problems import InvalidInput, KeyPath, did_you_mean
from ...shipped import library
from ...units import UnitError
from ..overlay import number_over, overlay
from ..profiles import moved
from ..resolve import fill_defaults
from .inherited_axes import KINDS, InheritedAxes, complete

_TAKEN = ("model", "per", "inputs", "factors", "correlations", "shares")


def write_out(document: Document, folder: Path) -> Document:
    """The document with each part's `use` replaced by what the used scenario says, and its `set` laid over that.

    Choices and dimensions of a used scenario become those of the document, behind its own.
    Files are looked for in `folder` first. Raises InvalidInput where a used scenario cannot be had.
    """
    diagnostics = Diagnostics(document)
    data, positions = copy.deepcopy(document.data), dict(document.positions)
    parts = data.get("parts")
    users = [name for name, part in parts.items() if _uses(part)] if isinstance(parts, dict) else []
    for name in users:
        data["parts"][name] = _part(data, name, folder, positions, diagnostics)
    diagnostics.stop_if_any()
    return Document(data, positions)


def _uses(part: object) -> bool:
    return isinstance(part, dict) and isinstance(part.get("use"), str)


def _part(
    data: dict[str, Any], name: str, folder: Path, positions: dict[KeyPath, Position], diagnostics: Diagnostics
) -> Any:
    part, key_path = data["parts"][name], ("parts", name)
    if "model" in part or "inputs" in part:
        diagnostics.problem(
            (*key_path, "use"), "stands beside a model of its own; keep one, and change inputs with `set`"
        )
        return part
    try:
        path = _find(part["use"], folder)
        used = yaml.open_document(path)
    except InvalidInput as error:
        diagnostics.adopt((*key_path, "use"), error.problems)
        return part
    if "parts" in used.data:
        rule = f"{part['use']} has parts of its own, which a part cannot have"
        diagnostics.problem(
            (*key_path, "use"), f"{rule}; name them as parts of this file: {_listed(used.data['parts'])}"
        )
    if path.parent != folder:
        moved(used.data, path.parent)
    complete(used.data)
    fill_defaults(used.data)
    _lift(
        data, used, InheritedAxes(name, {*_names(part.get("set")), *_names(part.get("share"))}), positions, diagnostics
    )
    taken = {key: used.data[key] for key in _TAKEN if key in used.data}
    if isinstance(taken.get("model"), str):
        taken["model"] = _beside(taken["model"], path.parent)
    positions |= {(*key_path, *known): place for known, place in used.positions.items() if known and known[0] in taken}
    _lay_over(taken, part.get("set"), key_path, positions, diagnostics)
    return {**{key: value for key, value in part.items() if key not in ("use", "set")}, **taken}


def _listed(parts: object) -> str:
    return ", ".join(map(str, parts)) if isinstance(parts, dict) else "none"


def _names(stated: object) -> list[str]:
    return [str(name) for name in stated] if isinstance(stated, dict | list) else []


def _lift(
    data: dict[str, Any],
    used: Document,
    lifting: InheritedAxes,
    positions: dict[KeyPath, Position],
    diagnostics: Diagnostics,
) -> None:
    """Put the axes of a used scenario behind the document's own."""
    placed = dict(lifting.positions(used.positions))
    for kind in KINDS:
        axes = lifting.axes(used.data, kind)
        for name in axes.keys() & set(_names(data.get(kind))):
            rule = f"{name} is what the {kind[:-1]} of part {lifting.part} is called; call yours otherwise"
            diagnostics.problem((kind, name), rule)
        if axes:
            data[kind] = {**(data.get(kind) or {}), **axes}
            _name_as(data, used.data, axes)
        positions |= {
            key_path: place for key_path, place in placed.items() if key_path[0] == kind and key_path[1] in axes
        }


def _name_as(data: dict[str, Any], used: dict[str, Any], axes: dict[str, Any]) -> None:
    """Call the options of lifted axes what the used scenario calls them, unless the document has names of its own."""
    named, own = used.get("names"), data.get("names") or {}
    if isinstance(named, dict) and isinstance(own, dict):
        labels = {str(label) for axis in axes.values() if isinstance(axis, dict) for label in axis}
        data["names"] = {label: name for label, name in named.items() if str(label) in labels} | own


def _find(name: str, folder: Path) -> Path:
    beside = folder / name
    return beside if name.endswith((".yaml", ".yml")) and dependencies.is_file(beside) else library.find(name)[1]


def _beside(model: str, folder: Path) -> str:
    """A user's model, named from anywhere."""
    file, colon, function = model.rpartition(":")
    return f"{(folder / file).resolve()}:{function}" if colon else model


def _lay_over(
    taken: dict[str, Any], sets: object, key_path: KeyPath, positions: dict[KeyPath, Position], diagnostics: Diagnostics
) -> None:
    """Lay each entry of `set` over the used scenario's own, which it takes the place of in messages too."""
    known = {name: section for section in ("inputs", "factors", "per") for name in taken.get(section) or ()}
    for name, value in sets.items() if isinstance(sets, dict) else ():
        stated = (*key_path, "set", name)
        if name not in known:
            diagnostics.problem(stated, f"no input is called so; {did_you_mean(str(name), known)}")
            continue
        try:
            section = _laid_over(taken, known[name], name, value)
        except UnitError as error:
            diagnostics.problem(stated, str(error))
            section = known[name]
        here = (*key_path, section, name)
        for old in [each for each in positions if each[: len(here)] in (here, (*key_path, known[name], name))]:
            del positions[old]
        positions |= {
            (*here, *each[len(stated) :]): at for each, at in positions.items() if each[: len(stated)] == stated
        }


def _laid_over(taken: dict[str, Any], section: str, name: str, value: Any) -> str:
    """Lay `value` over an input of a section, and return the section that now holds it.

    A functional unit's argument that is given an entry of its own is an input from then on: so much is meant by the
    whole, and the part is for nothing else any more.
    """
    if section == "per" and isinstance(value, dict):
        del taken["per"][name]
        taken.setdefault("inputs", {})[name] = value
        return "inputs"
    stated = taken[section]
    stated[name] = (number_over if section == "per" else overlay)(stated[name], value)
    return section
