"""What a scenario is made of as plain data, which JSON can hold, and back to the last bit.

Such data are read, never run: nothing can come of them but frozen dataclasses of this folder's, and shipped models.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from fractions import Fraction
from importlib import import_module
from pathlib import Path
from typing import Any

from .formulas.lookup import load_model
from .model import Model

_HOME = __package__
#: The key under which a mapping says what it stands for; nothing in a scenario has an empty name.
_IS = ""
_SIMPLE = (type(None), bool, int, float, str)


class NotPlain(TypeError):
    """Something that plain data cannot stand for, or data that stand for nothing."""


def written(value: object) -> Any:
    """`value` as plain data: tuples as lists, dataclasses as mappings that say which.

    Raises NotPlain for what would not come back as it is, a user's own model among it: its function is no data.

    >>> written(({"a": 0.5}, Path("b")))
    [{'a': 0.5}, {'': 'Path', 'text': 'b'}]
    """
    if type(value) in _SIMPLE:
        return value
    if type(value) is tuple:
        return [written(each) for each in value]
    if isinstance(value, Mapping):
        return _named(value)
    kind, parts = _taken_apart(value)
    return {_IS: kind, **{name: written(each) for name, each in parts.items()}}


def _named(value: Mapping[Any, object]) -> dict[str, Any]:
    if type(value) is not dict or not all(type(key) is str and key != _IS for key in value):
        raise NotPlain(f"{value!r} has keys that are no names")
    return {key: written(each) for key, each in value.items()}


def _taken_apart(value: object) -> tuple[str, dict[str, object]]:
    """What an object is, and what `_made` makes it of."""
    if isinstance(value, Path):
        return "Path", {"text": str(value)}
    if type(value) is frozenset:
        return "frozenset", {"members": tuple(value)}
    if type(value) is Fraction:
        return "Fraction", {"text": str(value)}
    if isinstance(value, Model):
        return "Model", {"name": _shipped(value)}
    return _kind(value), {each.name: getattr(value, each.name) for each in fields(value)}  # type: ignore[arg-type]


def _shipped(model: Model) -> str:
    if model.path:
        raise NotPlain(f"{model.name} is a model of the user's own")
    return model.name


def _kind(value: object) -> str:
    """What ``_class`` finds the dataclass of `value` by: ``laws.beta:Beta``."""
    kind = type(value)
    kind_name = f"{kind.__module__.removeprefix(f'{_HOME}.')}:{kind.__name__}"
    if not kind.__module__.startswith(f"{_HOME}.") or _class(kind_name) is not kind:
        raise NotPlain(f"{value!r} is no plain data")
    return kind_name


def read(data: Any) -> Any:
    """What `data` stand for.

    Raises NotPlain where they stand for nothing, and whatever what they stand for raises when it cannot be so.

    >>> from .units import unit
    >>> read(written(unit("kWh"))) == unit("kWh")
    True
    """
    if isinstance(data, list):
        return tuple(map(read, data))
    if not isinstance(data, dict):
        return data
    parts = {key: read(each) for key, each in data.items() if key != _IS}
    return _made(data[_IS], parts) if _IS in data else parts


def _made(kind: str, parts: dict[str, Any]) -> Any:
    match kind:
        case "Path":
            return Path(parts["text"])
        case "frozenset":
            return frozenset(parts["members"])
        case "Fraction":
            return Fraction(parts["text"])
        case "Model":
            return load_model(parts["name"])
    return _class(kind)(**parts)


def _class(kind: str) -> Any:
    """The dataclass called ``module:Name`` in this folder."""
    found = re.fullmatch(r"(\w+(?:\.\w+)*):(\w+)", kind)
    value = getattr(import_module(f"{_HOME}.{found[1]}"), found[2], None) if found else None
    if not isinstance(value, type) or not is_dataclass(value):
        raise NotPlain(f"{kind!r} is no dataclass of {_HOME}")
    return value
