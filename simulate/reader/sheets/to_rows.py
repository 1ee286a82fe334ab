"""The rows of a scenario as a table, from which the same scenario can be read."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from ...files import yaml
from ...grammar.input_entries import SECTIONS, expand
from ...grammar.laws.registry import KEYS, TRUNCATE
from .columns import ALWAYS, GROUNDS, RARE
from .from_rows import SCENARIO

Row = dict[str, Any]

_NUMBER_AND_UNIT = re.compile(r"([+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?) (\S.*)")
_LISTS = {"pert": ("low", "best", "high"), "triangular": ("low", "best", "high")} | dict.fromkeys(
    ("uniform", "loguniform", "arcsine"), ("low", "high")
)
_QUANTILES = {0.05: "p5", 0.5: "p50", 0.95: "p95", "low": "low", "high": "high"}


def table(data: Mapping[str, Any]) -> tuple[tuple[str, ...], list[Row]]:
    """The columns, and the rows by column, of the scenario that a file with `data` describes.

    The digits of a number that has a unit in the file are text, so that they stay as they are written.

    >>> heads, rows = table({"title": "A lamp", "inputs": {"power": {"nominal": "60 W", "gsd": 1.1}}})
    >>> [rows[1][head] for head in ("name", "nominal", "unit", "law")]
    ['power', '60', 'W', 'gsd: 1.1']
    """
    rows = list(_rows(data, ()))
    used = {name for row in rows for name in row}
    return (*ALWAYS, *(name for name in RARE if name in used), *GROUNDS), rows


def _rows(data: Mapping[str, Any], section: tuple[str, ...]) -> Iterator[Row]:
    for key, value in data.items():
        path = (*section, str(key))
        if key in SECTIONS and isinstance(value, Mapping):
            yield from ({"section": ".".join(path), "name": name, **_input(entry)} for name, entry in value.items())
        elif key == "parts" and not section:
            for part, entry in value.items():
                yield from _rows(entry, ("parts", str(part)))
        elif key == "per" and not section:
            yield from ({"section": "per", "name": name, **_with_unit(given)} for name, given in value.items())
        else:
            yield {"section": ".".join(section) or SCENARIO, "name": key, "nominal": _text(key, value)}


def _text(key: str, value: Any) -> Any:
    """A value as a cell: a number, plain text where it reads back as it is, else YAML on one line."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return value
    if isinstance(value, str) and key in {"title", "model", "headline"} and not value.startswith('"'):
        return value
    return yaml.flow(value)


def _with_unit(value: Any) -> Row:
    """A number and its unit in two columns, or a value that is not both in one."""
    found = _NUMBER_AND_UNIT.fullmatch(value) if isinstance(value, str) else None
    if found and " to " not in value:
        return {"nominal": found[1], "unit": found[2]}
    return {"nominal": value}


def _input(stated: Any) -> Row:
    """The cells of an input's entry."""
    entry = dict(expand(stated))
    law = {key: entry.pop(key) for key in list(entry) if key in KEYS and key != TRUNCATE}
    row: Row = {}
    if "nominal" in entry:
        nominal = entry.pop("nominal")
        row |= {"nominal": nominal} if "unit" in entry or _has_units(law) else _with_unit(nominal)
    if "unit" in entry:
        row["unit"] = entry.pop("unit")
    row |= _law(law)
    if "factors" in entry and not any("," in name for name in entry["factors"]):
        row["factors"] = ", ".join(entry.pop("factors"))
    rest = {
        key: value if key in {*GROUNDS, "nature", "over", "catalog", "from"} else yaml.flow(value)
        for key, value in entry.items()
    }
    return {key: value for key, value in (row | rest).items() if value != ""}


def _has_units(law: Any) -> bool:
    """Whether a number in a law has a unit of its own, which the unit of the nominal value must not replace."""
    if isinstance(law, Mapping):
        return any(map(_has_units, (*law.keys(), *law.values()))) if not {"csv"} & law.keys() else False
    if isinstance(law, list):
        return any(map(_has_units, law))
    return isinstance(law, str) and bool(_NUMBER_AND_UNIT.fullmatch(law))


def _law(law: Mapping[str, Any]) -> Row:
    """A law in columns, if it has all its numbers there, else whole in the column `law`."""
    match dict(law):
        case {"p5": p5, "p95": p95, **rest} if not rest:
            return {"p5": p5, "p95": p95}
        case {"quantiles": dict(quantiles), **rest} if (
            not rest and len(quantiles) > 1 and quantiles.keys() <= _QUANTILES.keys()
        ):
            return {"law": "quantiles"} | {_QUANTILES[key]: value for key, value in quantiles.items()}
    if len(law) == 1:
        name, body = next(iter(law.items()))
        if name in _LISTS and isinstance(body, list) and len(body) == len(_LISTS[name]):
            return {"law": name, **dict(zip(_LISTS[name], body, strict=True))}
    return {"law": yaml.flow(dict(law))[1:-1]} if law else {}
