"""The messages for entries that do not match the grammar."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, get_args, get_origin

from pydantic import BaseModel

from ..problems import KeyPath, did_you_mean
from .entry import Entry
from .input_entries import SECTIONS, InputEntry
from .laws.registry import KEYS
from .laws.unknown_keys import instead

#: An example of each section that is a mapping.
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


def message(error: Any, key_path: KeyPath) -> str:
    """The message for one of pydantic's errors, at `key_path`, unless it is an unknown key."""
    value = error["input"]
    match error["type"]:
        case "literal_error":
            return f"must be one of {error['ctx']['expected']}, got {value!r}".replace("'", "")
        case "too_short" | "too_long":
            return f"must have {error['ctx'].get('min_length', error['ctx'].get('max_length'))} entries"
        case "law" | "title":
            return str(error["msg"])
    if error["type"] == "number" and key_path[-2:-1] == ("per",):
        return f"must be one value, such as `duration: 1 day`, got {_shown(value)}"
    return f"{_must_be(error)}{_such_as(error, key_path)}, got {_shown(value)}"


def follows_comma(key: object) -> bool:
    """Whether this key is the rest of a number after a comma, as in ``{nominal: 3,00 g}``, which ends the value."""
    return str(key)[:1].isdigit()


def known_instead(key: str, key_path: KeyPath, kind: type[Entry]) -> str:
    """The remedy for a `key` at `key_path` that a file of this `kind` does not have there."""
    if follows_comma(key):
        return "use a decimal point and no thousands separators, as a comma ends a value: 1287.5 MWh"
    known = list(_keys(kind, key_path))
    return instead(key, known) if set(KEYS) <= set(known) else did_you_mean(key, known)


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
    """An example of the mapping at `key_path`; empty unless it is a section or an input."""
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
    """The valid keys beside the last of `key_path`, in a file of this `kind`."""
    for step in key_path[:-1]:
        kind = _within(kind, step)
    kind = _entry(kind)
    if kind:
        yield from (field.alias or name for name, field in kind.model_fields.items() if name != "law")
    if kind is InputEntry:
        yield from KEYS


def _entry(kind: Any) -> type[BaseModel] | None:
    """The entry that a type is, or the first one that it may be."""
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        return kind
    parts = () if get_origin(kind) in (dict, list) else get_args(kind)
    return next((found for part in parts if (found := _entry(part))), None)


def _within(kind: Any, step: Any) -> Any:
    """The type of the value at `step` inside `kind`."""
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        known = {field.alias or name: field.annotation for name, field in kind.model_fields.items()}
        return known.get(step)
    if get_origin(kind) is dict:
        return get_args(kind)[1]
    return next((found for part in get_args(kind) if (found := _within(part, step))), None)
