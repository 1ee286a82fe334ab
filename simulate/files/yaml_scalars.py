"""The core schema of YAML 1.2: which unquoted text is null, true, false or a number."""

from __future__ import annotations

import math
import re
from typing import Any

from .floats import vanishes

_WORDS = {"": None, "~": None, "null": None, "Null": None, "NULL": None} | {
    word: word.lower() == "true" for word in ("true", "True", "TRUE", "false", "False", "FALSE")
}
_INTEGER = re.compile(r"[-+]?[0-9]{1,300}|0o[0-7]{1,300}|0x[0-9a-fA-F]{1,200}")
_FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?")
_SPECIAL = re.compile(r"[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)")


def scalar(text: str) -> Any:
    """The value of unquoted `text` in YAML 1.2's core schema (§10.3.2).

    >>> scalar("1e-3"), scalar("NO"), scalar("0.3 kWh")
    (0.001, 'NO', '0.3 kWh')
    """
    if text in _WORDS:
        return _WORDS[text]
    if _INTEGER.fullmatch(text):
        return int(text, 10 if text.lstrip("+-").isdigit() else 0)
    if _FLOAT.fullmatch(text):
        return float(text)
    return float(text.replace(".", "")) if _SPECIAL.fullmatch(text) else text


def is_based(text: str) -> bool:
    """Whether an integer is written with another base than ten.

    >>> is_based("0x10"), is_based("010")
    (True, False)
    """
    return text[:2] in {"0o", "0x"}


def decimal(text: str) -> Any:
    """`text` as `scalar` reads it; as it is if it is a number that is not decimal, or that no float tells from 0.

    >>> decimal("0.15"), decimal("0x10"), decimal("1e-400")
    (0.15, '0x10', '1e-400')
    """
    value = scalar(text)
    return text if is_based(text) or (isinstance(value, float) and vanishes(value, text)) else value


def overflows(value: float, text: str) -> bool:
    """Whether `value`, read from `text`, is infinite although the text is a finite number."""
    return math.isinf(value) and not _SPECIAL.fullmatch(text)
