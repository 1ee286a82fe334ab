"""A document checked against the grammar: what of it is sound, and every mistake in the project's own words."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from types import NoneType
from typing import Any, TypeVar, get_args, get_origin

from pydantic import BaseModel, ValidationError

from ..problems import KeyPath, did_you_mean
from .diagnostics import Diagnostics
from .entries import SECTIONS, Entry, InputEntry
from .laws.misspelled_keys import instead
from .laws.registry import KEYS

#: What each section that is a mapping may hold.
EXAMPLES = {
    "choices": "{accounting: {location: {pue: 1.1}, market: {pue: 1.2}}}",
    "claims": "{S1: {output: emissions, value: 3.82 t}}",
    "correlations": "{pairs: [[idle_power, full_power, 0.8]]}",
    "defaults": "{source: our meter}",
    "dimensions": "{region: {norway: {pue: 1.1}, germany: {pue: 1.2}}}",
    "factors": "{grid_error: {nominal: 1, gsd: 1.3, evidence: assumed}}",
    "hindcast": "{truths: {meter: {output: energy, value: 3.2 kWh, how: metered}}}",
    "inputs": "{pue: {nominal: 1.2, evidence: assumed}}",
    "names": "{norway: Norway}",
    "outputs": "{emissions: t}",
    "parts": "{serving: {use: chatgpt/by-words}}",
    "per": "{duration: 1 day}",
    "shared": "{pue: {nominal: 1.2, evidence: assumed}}",
    "shares": "{generation: {coal: 0.3, gas: 0.7, concentration: 40}}",
    "total": "{emissions: sum}",
}

#: How pydantic says that a key is none of those it knows.
_NO_KEY = {"extra_forbidden", "invalid_key"}

Kind = TypeVar("Kind", bound=Entry)


def read_structure(diagnostics: Diagnostics, kind: type[Kind]) -> Kind:
    """The sound entries of the document, a file of this `kind`; what is not is recorded in `diagnostics` and left out.

    Raises:
        InvalidInput: when nothing sound is left.

    """
    data = copy.deepcopy(diagnostics.document.data)
    while True:
        try:
            return kind.model_validate(data)
        except ValidationError as invalid:
            for error in sorted(invalid.errors(include_url=False, include_context=True), key=_is_absence):
                _note(error, data, diagnostics, kind)
            for key_path in sorted(diagnostics.damaged, key=len, reverse=True):
                _remove(data, key_path)


def _note(error: Any, data: dict[str, Any], diagnostics: Diagnostics, kind: type[Entry]) -> None:
    key_path = _trail(error["loc"], data)
    if error["type"] == "invalid_key":  # a number: pydantic names it as text, which no trail leads to
        key_path = (*_trail(error["loc"][:-1], data), error["input"])
    if _is_absence(error):
        key_path = (*key_path, error["loc"][-1])
        diagnostics.absent(key_path, "is missing")
        diagnostics.damaged.add(key_path[:-1])
    else:
        diagnostics.problem(key_path, _message(error, key_path, kind))
        diagnostics.damaged.add(
            key_path[:-1] if error["type"] in _NO_KEY and _is_of_a_comma(key_path[-1]) else key_path
        )
    if () in diagnostics.damaged:
        diagnostics.stop_if_any()


def _is_of_a_comma(key: object) -> bool:
    """Whether a comma between braces, as in ``{nominal: 3,00 g}``, made this key and cut the value before it short."""
    return str(key)[:1].isdigit()


def _is_absence(error: Any) -> bool:
    """Whether something is missing, which a misspelled key beside it may explain and is told after."""
    return bool(error["type"] == "missing")


def _trail(loc: tuple[Any, ...], data: Any) -> KeyPath:
    """The keys among pydantic's `loc`, which names branches of unions too."""
    key_path: list[Any] = []
    for step in loc:
        if (isinstance(data, dict) and step in data) or (isinstance(data, list) and step in range(len(data))):
            data = data[step]
            key_path.append(step)
    return tuple(key_path)


def _remove(data: Any, key_path: KeyPath) -> None:
    """Leave out what `key_path` leads to; of a list, the whole, as its other items would move."""
    for step in key_path[:-1]:
        if not isinstance(data, dict) or step not in data:
            return
        if isinstance(data[step], list):
            del data[step]
            return
        data = data[step]
    if isinstance(data, dict):
        data.pop(key_path[-1], None)


def _message(error: Any, key_path: KeyPath, kind: type[Entry]) -> str:
    value = error["input"]
    match error["type"]:
        case "extra_forbidden" | "invalid_key":
            return _unknown(str(key_path[-1]), list(_keys(kind, key_path)))
        case "literal_error":
            return f"must be one of {error['ctx']['expected']}, got {value!r}".replace("'", "")
        case "too_short" | "too_long":
            return f"must have {error['ctx'].get('min_length', error['ctx'].get('max_length'))} entries"
        case "law":
            return str(error["msg"])
    if error["type"] == "number" and key_path[-2:-1] == ("per",):
        return f"takes one value, as in `duration: 1 day`; got {_shown(value)}"
    return f"{_must_be(error)}{_such_as(error, key_path)}, got {_shown(value)}"


def _unknown(key: str, known: list[str]) -> str:
    """What to say of a key the grammar does not know."""
    if _is_of_a_comma(key):
        return (
            "is no key here; between braces a comma ends a value: decimals have a point, thousands nothing (1287.5 MWh)"
        )
    return f"is no key here; {instead(key, known) if set(KEYS) <= set(known) else did_you_mean(key, known)}"


def _must_be(error: Any) -> str:
    kinds = {
        "string_type": "must be text",
        "list_type": "must be a list",
        "tuple_type": "must be a list",
        "dict_type": "must be a mapping",
        "model_type": "must be a mapping",
        "float_type": "must be a number",
        "int_type": "must be a whole number",
        "bool_type": "must be true or false",
    }
    return kinds.get(error["type"]) or f"{error['msg'][0].lower()}{error['msg'][1:]}"


def _such_as(error: Any, key_path: KeyPath) -> str:
    """An example of the mapping that belongs where `key_path` leads; nothing where it is no section of a file."""
    example = EXAMPLES.get(str(key_path[-1]), "") if len(key_path) == 1 or key_path[:-2] == ("parts",) else ""
    if key_path[-2:-1] and key_path[-2] in SECTIONS:
        example = "{nominal: 1.2, evidence: assumed}"
    return f" such as `{example}`" if example and error["type"] in {"dict_type", "model_type"} else ""


def _shown(value: Any) -> str:
    if value is None:
        return "nothing"
    text = "a mapping" if isinstance(value, dict) else "a list" if isinstance(value, list) else repr(value)
    return text if len(text) <= 40 else text[:37] + "..."


def _keys(kind: Any, key_path: KeyPath) -> Iterator[str]:
    """The keys the grammar knows beside the last of `key_path`, in a file of this `kind`."""
    for step in key_path[:-1]:
        kind = _within(kind, step)
    kind = next((each for each in get_args(kind) if each is not NoneType), kind) if NoneType in get_args(kind) else kind
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        yield from (field.alias or name for name, field in kind.model_fields.items() if name != "law")
    if kind is InputEntry:
        yield from KEYS


def _within(kind: Any, step: Any) -> Any:
    """The type the grammar gives to what `step` leads to inside `kind`."""
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        known = {field.alias or name: field.annotation for name, field in kind.model_fields.items()}
        return known.get(step)
    if get_origin(kind) is dict:
        return get_args(kind)[1]
    return next((found for part in get_args(kind) if (found := _within(part, step))), None)
