"""Numbers as people write them in a question: ``70B``, ``3.2 million``, ``400 tokens``, ``3,200,000 per month``."""

from __future__ import annotations

import re
from typing import Final

#: A number as a scenario file has it.
_PLAIN: Final = re.compile(r"\+?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?", re.ASCII)
_WRITTEN: Final = re.compile(
    r"\+?(?P<digits>(\d{1,3}(,\d{3})+|\d+)(\.\d*)?|\.\d+)\s*(?P<scale>[kKMBbT]|thousand|million|billion|trillion)?",
    re.ASCII,
)
_EXPONENTS: Final = {"k": 3, "thousand": 3, "m": 6, "million": 6, "b": 9, "billion": 9, "t": 12, "trillion": 12}
_PERIODS: Final = {
    "second": ("s", "sec"),
    "minute": ("min",),
    "hour": ("h", "hr"),
    "day": ("d",),
    "week": ("wk",),
    "month": ("mo",),
    "year": ("yr", "y"),
}


def number(text: str) -> float | None:
    """The value of a plain number; None for anything else, such as a law.

    >>> number("3.2e6"), number("200 to 800")
    (3200000.0, None)
    """
    return float(text) if _PLAIN.fullmatch(text.strip()) else None


def as_number(text: str, unit: str = "") -> str:
    """A number as people write it, of things that `unit` counts, as a scenario file has it; other texts as they are.

    >>> as_number("70B", "parameter"), as_number("3,200,000", "request"), as_number("400 tokens", "token/request")
    ('70e9', '3200000', '400')
    >>> as_number("200 to 800", "token/request"), as_number("50 g", "token/request")
    ('200 to 800', '50 g')
    """
    thing = unit.partition("/")[0]
    bare = re.sub(rf"(?<=[\d\s.kKMBbTn])\s*{thing}s?$", "", text.strip()) if thing else text.strip()
    if _PLAIN.fullmatch(bare):
        return bare
    read = _WRITTEN.fullmatch(bare)
    if not read or (read["scale"] and not thing):
        return text
    exponent = _EXPONENTS[read["scale"].lower()] if read["scale"] else 0
    digits = read["digits"].replace(",", "")
    return f"{digits}e{exponent}" if exponent else digits


def a_period(text: str) -> str:
    """The period of ``3e6/month`` or ``3e6 per month`` as ``a month``; empty if there is none, or it is unknown."""
    name = _split(text)[1]
    return f"{'an' if name == 'hour' else 'a'} {name}" if name in _PERIODS else ""


def count(text: str, unit: str) -> tuple[str, float | None]:
    """The number of things that a text counts, alone or in a period: as it is written, and its value.

    The value is None if the text is no number above 0, or the period is unknown.

    >>> count("3.2 million requests per month", "request")
    ('3.2e6', 3200000.0)
    """
    amount, period = _split(text)
    written = as_number(amount, unit)
    value = number(written)
    return written, None if value is None or value <= 0 or (period and period not in _PERIODS) else value


def periods() -> tuple[str, ...]:
    """The periods that a count may have."""
    return tuple(_PERIODS)


def _split(text: str) -> tuple[str, str]:
    """The amount, and the name of the period or what stands in its place."""
    amount, mark, period = re.sub(r"\s+(per|an?|each)\s+", "/", text.strip()).partition("/")
    names = {each: name for name, also in _PERIODS.items() for each in (name, *also)}
    return amount, names.get(period.strip(), period.strip() or "?") if mark else ""
