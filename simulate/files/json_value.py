"""JSON text as plain data: finite numbers, and texts in which every character is visible."""

from __future__ import annotations

import json
from typing import Any

from ..problems import InvalidInput, KeyPath, Problem
from .floats import TOO_SMALL, vanishes
from .visible import unprintable
from .yaml_constructor import DEEPEST

#: The most digits of a whole number: a float has no more before its decimal point.
_DIGITS = 309


def json_value(text: str, *, file: str, line: int = 1) -> Any:
    """The value of JSON `text`, which begins on `line` of `file`.

    Raises InvalidInput, with the position or the path in the value, for anything but JSON, NaN and infinity, numbers
    beyond those of floats, texts with characters that a terminal obeys or hides, and values that are nested too deep.

    >>> json_value('{"energy": [1, 2.5]}', file="run.json")
    {'energy': [1, 2.5]}
    """
    try:
        value = json.loads(text, parse_int=_whole, parse_float=_float, parse_constant=_refuse_constant)
        _check(value, ())
    except json.JSONDecodeError as error:
        at = line + error.lineno - 1, error.colno
        raise InvalidInput([Problem(f"invalid JSON: {error.msg.lower()}", "", file, *at)]) from None
    except _Refused as error:
        raise InvalidInput([Problem(str(error), error.path, file)]) from None
    except RecursionError:
        raise InvalidInput([Problem(_TOO_DEEP, file=file)]) from None
    return value


_TOO_DEEP = f"invalid JSON: must not be nested deeper than {DEEPEST} levels"


class _Refused(Exception):
    """What is JSON to Python and no data, with its path."""

    def __init__(self, rule: str, key_path: KeyPath = ()) -> None:
        self.path = ".".join(map(str, key_path))
        super().__init__(rule)


def _float(digits: str) -> float:
    value = float(digits)
    if vanishes(value, digits):
        raise _Refused(f"{TOO_SMALL}, got {digits:.20}")
    return value


def _whole(digits: str) -> int:
    if len(digits.lstrip("-")) > _DIGITS:
        raise _Refused(f"must be a number below 1e308, got one of {len(digits):,} digits")
    return int(digits)


def _refuse_constant(name: str) -> None:
    raise _Refused(f"must be a finite number, got {name}")


def _check(value: Any, key_path: KeyPath) -> None:
    """Raise _Refused for the first text that is not printable, and below the deepest level."""
    if len(key_path) > DEEPEST:
        raise _Refused(_TOO_DEEP)
    if isinstance(value, str) and (rule := unprintable(value)):
        raise _Refused(rule, key_path)
    members = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, member in members:
        if isinstance(key, str):
            _check_key(key, key_path)
        _check(member, (*key_path, key))


def _check_key(key: str, key_path: KeyPath) -> None:
    if rule := unprintable(key):
        raise _Refused(f"a key {rule}", key_path)
