"""Units as the CF conventions want them: strings that UDUNITS reads, counted things left out."""

from __future__ import annotations

import re

_TERM = re.compile(r"([*/·]?)\s*([A-Za-zµμ°%‰][A-Za-z0-9_]*)(?:\s*(?:\*\*|\^)\s*(-?[1-9]))?")
_PREFIXES = "pnuµμmkMGTPEZY"
#: Names of physical units here, and what UDUNITS calls them; prefixes may stand before symbols.
_SYMBOLS = {name: name for name in ("g", "t", "W", "J", "m", "L", "s", "A", "K", "V", "Hz", "N", "Pa")} | {"Wh": "W h"}
_WORDS = {
    "second": "second", "minute": "minute", "min": "minute", "hour": "hour", "h": "hour", "hr": "hour", "day": "day",
    "d": "day", "week": "week", "year": "Julian_year", "yr": "Julian_year", "gram": "g", "tonne": "t", "joule": "J",
    "watt": "W", "watt_hour": "W h", "meter": "m", "metre": "m", "mile": "mile", "liter": "L", "litre": "L",
    "kelvin": "K", "percent": "percent", "%": "percent",
}  # fmt: skip


def units(text: str) -> str:
    """The UDUNITS string for a unit's text; CO2-equivalent counts as mass, a plain number and counted things as 1.

    The text itself stands beside it in the attribute `unit`, as does the substance in `long_name`.

    >>> units("tCO2e"), units("MWh"), units("gCO2e/kWh"), units("gpu*hour"), units("token"), units("word/day")
    ('t', 'MW h', 'g kW-1 h-1', 'hour', '1', 'day-1')
    """
    plain = re.sub(r"(?<=[A-Za-z])_?CO2(?:eq?)?\b", "", text)
    terms = [_term(name, -int(power or 1) if sign == "/" else int(power or 1)) for sign, name, power in _read(plain)]
    return " ".join(filter(None, terms)) or "1"


def _read(text: str) -> list[tuple[str, str, str]]:
    return _TERM.findall(text.replace("(", "").replace(")", ""))


def _term(name: str, power: int) -> str:
    factors = _physical(name).split()
    return " ".join(factor if power == 1 else f"{factor}{power}" for factor in factors)


def _physical(name: str) -> str:
    """What UDUNITS calls a unit; empty for what is counted, which it has no name for."""
    if name in _WORDS or name in _SYMBOLS:
        return _WORDS.get(name) or _SYMBOLS[name]
    if name[0] in _PREFIXES and name[1:] in _SYMBOLS:
        return name[0].replace("µ", "u").replace("μ", "u") + _SYMBOLS[name[1:]]
    singular = name.removesuffix("s")
    return _physical(singular) if singular != name and singular in _WORDS else ""
