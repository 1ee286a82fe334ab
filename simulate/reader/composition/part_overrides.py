"""The `set` of a part: entries laid over the inputs of the scenario that it uses."""

from __future__ import annotations

from functools import partial
from typing import Any

from ...files.document import Position
from ...grammar.diagnostics import Diagnostics
from ...problems import KeyPath, did_you_mean
from ...units import UnitError
from ..inputs.overlay import number_over, overlay


def apply_overrides(
    used: dict[str, Any], sets: object, key_path: KeyPath, positions: dict[KeyPath, Position], diagnostics: Diagnostics
) -> None:
    """Lay each entry of `sets` over that of the used scenario, in place, with its position."""
    known = {name: section for section in ("inputs", "factors", "per") for name in used.get(section) or ()}
    for name, value in sets.items() if isinstance(sets, dict) else ():
        stated = (*key_path, "set", name)
        if name not in known:
            diagnostics.problem(stated, "no input has this name", partial(did_you_mean, str(name), known))
            continue
        try:
            section = _overlaid(used, known[name], name, value)
        except UnitError as error:
            diagnostics.problem(stated, error.rule, error.remedy)
            section = known[name]
        here = (*key_path, section, name)
        for old in [each for each in positions if each[: len(here)] in (here, (*key_path, known[name], name))]:
            del positions[old]
        positions |= {
            (*here, *each[len(stated) :]): position
            for each, position in positions.items()
            if each[: len(stated)] == stated
        }


def _overlaid(used: dict[str, Any], section: str, name: str, value: Any) -> str:
    """Lay `value` over an input of a section, in place; returns the section that now has it.

    An argument of the functional unit with an entry of its own becomes an input: the amount that the whole needs, so
    that the part has no functional unit of its own.
    """
    if section == "per" and isinstance(value, dict):
        del used["per"][name]
        used.setdefault("inputs", {})[name] = value
        return "inputs"
    stated = used[section]
    stated[name] = (number_over if section == "per" else overlay)(stated[name], value)
    return section
