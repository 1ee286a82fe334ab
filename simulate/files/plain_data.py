"""Python data as a file has it: mappings, lists, text, numbers, true, false and null."""

from __future__ import annotations

import math
from collections.abc import Mapping
from numbers import Integral, Real
from typing import Any

from ..problems import InvalidInput, KeyPath, Problem
from .visible import unprintable
from .yaml_constructor import DEEPEST


def plain(value: object) -> Any:
    """`value` with tuples as lists and numbers of any type, such as numpy's, as Python's.

    Raises InvalidInput, with the key path of each, for values that a file cannot have.

    >>> plain({"range": (0, 24), "sets": "start"})
    {'range': [0, 24], 'sets': 'start'}
    """
    problems: list[Problem] = []
    data = _plain(value, (), problems)
    if problems:
        raise InvalidInput(problems)
    return data


def _plain(value: object, key_path: KeyPath, problems: list[Problem]) -> Any:
    if isinstance(value, Mapping | list | tuple):
        if len(key_path) >= DEEPEST:
            _refuse(key_path[:3], f"must not be nested deeper than {DEEPEST} levels", problems)
            return None
        return _members(value, key_path, problems)
    if isinstance(value, str):
        if rule := unprintable(value):
            _refuse(key_path, rule, problems)
        return str(value)
    if value is None or isinstance(value, bool):
        return value
    return _number(value, key_path, problems)


def _members(value: Mapping[Any, Any] | list[Any] | tuple[Any, ...], key_path: KeyPath, problems: list[Problem]) -> Any:
    if not isinstance(value, Mapping):
        return [_plain(each, (*key_path, index), problems) for index, each in enumerate(value)]
    found = {}
    for key, member in value.items():
        if isinstance(key, bool) or not isinstance(key, str | int | float):
            _refuse(key_path, f"a key must be text or a number, got {key!r}", problems)
        else:
            found[_plain(key, key_path, problems)] = _plain(member, (*key_path, key), problems)
    return found


def _number(value: object, key_path: KeyPath, problems: list[Problem]) -> int | float | None:
    """A number of any type as Python's."""
    if isinstance(value, Integral):
        return int(value)
    if isinstance(value, Real) and not math.isnan(value):
        return float(value)
    got = "NaN" if isinstance(value, Real) else f"{type(value).__name__} {value!r:.40}"
    rule = "must be a number, text such as '0.35 gpu*s/word', a mapping or a list"
    _refuse(key_path, f"{rule}, got {got}", problems)
    return None


def _refuse(key_path: KeyPath, message: str, problems: list[Problem]) -> None:
    problems.append(Problem(message, ".".join(map(str, key_path))))
