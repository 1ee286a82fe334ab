"""Parts that use another scenario, written out as if its model and inputs stood in the file itself."""

from __future__ import annotations

import copy
from pathlib import Path
from typing import Any

from .. import library
from ..problems import InvalidInput, did_you_mean
from . import yaml
from .document import Document, Place, Trail
from .findings import Findings
from .merge import overlay
from .resolve import fill_defaults

_TAKEN = ("model", "per", "inputs", "factors", "correlations", "shares")
_LEFT = ("dimensions", "choices", "parts")


def write_out(document: Document, folder: Path) -> Document:
    """The document with each part's `use` replaced by what the used scenario says, and its `set` laid over that.

    Files are looked for in `folder` first. Raises InvalidInput where a used scenario cannot be had.
    """
    findings = Findings(document)
    data, places = copy.deepcopy(document.data), dict(document.places)
    parts = data.get("parts")
    users = [name for name, part in parts.items() if _uses(part)] if isinstance(parts, dict) else []
    for name in users:
        data["parts"][name] = _part(data["parts"][name], ("parts", name), folder, places, findings)
    findings.stop_if_any()
    return Document(data, places)


def _uses(part: object) -> bool:
    return isinstance(part, dict) and isinstance(part.get("use"), str)


def _part(part: dict[str, Any], trail: Trail, folder: Path, places: dict[Trail, Place], findings: Findings) -> Any:
    if "model" in part or "inputs" in part:
        findings.problem((*trail, "use"), "stands beside a model of its own; keep one, and change inputs with `set`")
        return part
    try:
        path = _find(part["use"], folder)
        used = yaml.open_document(path)
    except InvalidInput as error:
        findings.adopt((*trail, "use"), error.problems)
        return part
    for key in _LEFT:
        if key in used.data:
            findings.problem((*trail, "use"), f"{part['use']} has {key}, which a part cannot have yet")
    fill_defaults(used.data)
    taken = {key: used.data[key] for key in _TAKEN if key in used.data}
    if isinstance(taken.get("model"), str):
        taken["model"] = _beside(taken["model"], path.parent)
    places |= {(*trail, *known): place for known, place in used.places.items() if known and known[0] in taken}
    _lay_over(taken, part.get("set"), trail, places, findings)
    return {**{key: value for key, value in part.items() if key not in ("use", "set")}, **taken}


def _find(name: str, folder: Path) -> Path:
    beside = folder / name
    return beside if name.endswith((".yaml", ".yml")) and beside.is_file() else library.find(name)[1]


def _beside(model: str, folder: Path) -> str:
    """A user's model, named from anywhere."""
    file, colon, function = model.rpartition(":")
    return f"{(folder / file).resolve()}:{function}" if colon else model


def _lay_over(
    taken: dict[str, Any], sets: object, trail: Trail, places: dict[Trail, Place], findings: Findings
) -> None:
    """Lay each entry of `set` over the used scenario's own, which it takes the place of in messages too."""
    known = {name: section for section in ("inputs", "factors", "per") for name in taken.get(section) or ()}
    for name, value in sets.items() if isinstance(sets, dict) else ():
        stated = (*trail, "set", name)
        if name not in known:
            findings.problem(stated, f"no input is called so; {did_you_mean(str(name), known)}")
            continue
        section = taken[known[name]]
        section[name] = value if known[name] == "per" else overlay(section[name], value)
        here = (*trail, known[name], name)
        for old in [each for each in places if each[: len(here)] == here]:
            del places[old]
        places |= {(*here, *each[len(stated) :]): at for each, at in places.items() if each[: len(stated)] == stated}
