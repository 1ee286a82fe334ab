"""Units in the form that the CF conventions require: strings that UDUNITS reads, without counted things."""

from __future__ import annotations

import re
from functools import cache

from ...units.vocabulary import vocabulary

_TERM = re.compile(r"([*/·]?)\s*([A-Za-zµμ°%‰][A-Za-z0-9_]*)(?:\s*(?:\*\*|\^)\s*(-?[1-9]))?")
_PREFIXES = "pnuµμmkMGTPEZY"
#: Names of physical units, and their names in UDUNITS; symbols may have prefixes.
_SYMBOLS = {name: name for name in ("g", "t", "W", "J", "m", "L", "s", "A", "K", "V", "Hz", "N", "Pa")} | {"Wh": "W h"}
_WORDS = {
    "second": "second", "minute": "minute", "min": "minute", "hour": "hour", "h": "hour", "hr": "hour", "day": "day",
    "d": "day", "week": "week", "year": "Julian_year", "yr": "Julian_year", "gram": "g", "tonne": "t", "joule": "J",
    "watt": "W", "watt_hour": "W h", "meter": "m", "metre": "m", "mile": "mile", "liter": "L", "litre": "L",
    "kelvin": "K", "percent": "percent", "%": "percent",
}  # fmt: skip


def units(text: str) -> str:
    """The UDUNITS string for a unit's text: the mass of a substance is mass, a plain number and counted things are 1.

    In a dataset the attribute `unit` has the text itself, and `long_name` the substance.

    >>> units("tCO2e"), units("MWh"), units("gCO2e/kWh"), units("gpu*hour"), units("token"), units("word/day")
    ('t', 'MW h', 'g kW-1 h-1', 'hour', '1', 'day-1')
    """
    plain = _substances().sub("", text)
    terms = [_term(name, -int(power or 1) if sign == "/" else int(power or 1)) for sign, name, power in _read(plain)]
    return " ".join(filter(None, terms)) or "1"


@cache
def _substances() -> re.Pattern[str]:
    """What may be joined to a unit of mass."""
    substance = vocabulary().substance
    endings = "|".join(map(re.escape, (substance.name, substance.plain, *substance.aliases)))
    return re.compile(rf"(?<=[A-Za-z])_?(?:{endings})\b")


def _read(text: str) -> list[tuple[str, str, str]]:
    return _TERM.findall(text.replace("(", "").replace(")", ""))


def _term(name: str, power: int) -> str:
    factors = _physical(name).split()
    return " ".join(factor if power == 1 else f"{factor}{power}" for factor in factors)


def _physical(name: str) -> str:
    """The UDUNITS name of a unit; empty for counted things, which have none."""
    if name in _WORDS or name in _SYMBOLS:
        return _WORDS.get(name) or _SYMBOLS[name]
    if name[0] in _PREFIXES and name[1:] in _SYMBOLS:
        return name[0].replace("µ", "u").replace("μ", "u") + _SYMBOLS[name[1:]]
    singular = name.removesuffix("s")
    return _physical(singular) if singular != name and singular in _WORDS else ""
