"""A document validated against the grammar: its valid entries, and a problem for each of the others."""

from __future__ import annotations

import copy
from functools import partial
from typing import Any, TypeVar

from pydantic import ValidationError

from ..problems import KeyPath
from .diagnostics import Diagnostics
from .entry import Entry
from .validation_messages import follows_comma, known_instead, message

#: The types of pydantic's errors about unknown keys.
_UNKNOWN_KEY = {"extra_forbidden", "invalid_key"}

Kind = TypeVar("Kind", bound=Entry)


def read_structure(diagnostics: Diagnostics, kind: type[Kind]) -> Kind:
    """The valid entries of the document, a file of this `kind`; the others are left out and added to `diagnostics`.

    Raises:
        InvalidInput: if no entry is valid.

    """
    data = diagnostics.document.data
    while True:
        try:
            return kind.model_validate(data)
        except ValidationError as invalid:
            data = copy.deepcopy(data)
            for error in sorted(invalid.errors(include_url=False, include_context=True), key=_is_absence):
                _add(error, data, diagnostics, kind)
            for key_path in sorted(diagnostics.damaged, key=len, reverse=True):
                _remove(data, key_path)


def _add(error: Any, data: dict[str, Any], diagnostics: Diagnostics, kind: type[Entry]) -> None:
    """Add one of pydantic's errors to the diagnostics."""
    key_path = _key_path(error["loc"], data)
    if error["type"] == "invalid_key":  # a number, which pydantic reports as text
        key_path = (*_key_path(error["loc"][:-1], data), error["input"])
    if _is_absence(error):
        key_path = (*key_path, error["loc"][-1])
        diagnostics.absent(key_path, "is missing")
        diagnostics.damaged.add(key_path[:-1])
    else:
        if error["type"] in _UNKNOWN_KEY:
            diagnostics.problem(key_path, "unknown key", partial(known_instead, str(key_path[-1]), key_path, kind))
        else:
            diagnostics.problem(key_path, message(error, key_path))
        is_cut = error["type"] in _UNKNOWN_KEY and follows_comma(key_path[-1])
        diagnostics.damaged.add(key_path[:-1] if is_cut else key_path)
    if () in diagnostics.damaged:
        diagnostics.stop_if_any()


def _is_absence(error: Any) -> bool:
    """Whether a key is missing: reported last, as a misspelled key may explain it."""
    return bool(error["type"] == "missing")


def _key_path(loc: tuple[Any, ...], data: Any) -> KeyPath:
    """The keys and indices among pydantic's `loc`, which also holds the branches of unions."""
    key_path: list[Any] = []
    for step in loc:
        if (isinstance(data, dict) and step in data) or (isinstance(data, list) and step in range(len(data))):
            data = data[step]
            key_path.append(step)
    return tuple(key_path)


def _remove(data: Any, key_path: KeyPath) -> None:
    """Remove the value at `key_path`, or the whole list that it is in: the indices of the other items would change."""
    for step in key_path[:-1]:
        if not isinstance(data, dict) or step not in data:
            return
        if isinstance(data[step], list):
            del data[step]
            return
        data = data[step]
    if isinstance(data, dict):
        data.pop(key_path[-1], None)
