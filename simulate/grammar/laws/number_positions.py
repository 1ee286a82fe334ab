"""Every number of a law that carries the input's unit, wherever its form puts it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ...problems import KeyPath
from .entry import Change, ChangeLaw
from .law import changed_list
from .mixture import MIXTURE
from .registry import BESIDE, LAWS, TRUNCATE

Entry = Mapping[Any, Any]


def component_of(path: KeyPath) -> KeyPath:
    """The component of a mixture that a number is in; empty outside."""
    return path[:2] if path[0] == MIXTURE else ()


def numbers_of(entry: Entry) -> list[tuple[KeyPath, Any]]:
    """Every number of a law that carries the input's unit, with the path that leads to it."""
    found: list[tuple[KeyPath, Any]] = []

    def note(path: KeyPath, raw: Any) -> Any:
        found.append((path, raw))
        return raw

    def component(path: KeyPath, inner: Entry) -> Entry:
        found.extend(((*path, *rest), raw) for rest, raw in numbers_of(inner))
        return inner

    changed(entry, note, component)
    return found


def changed(entry: Entry, change: Change, change_law: ChangeLaw) -> dict[Any, Any]:
    """`entry` with what `change` returns for each number in the input's unit, and `change_law` for each component."""
    return {key: _body(key, body, change, change_law) for key, body in entry.items()}


def _body(key: Any, body: Any, change: Change, change_law: ChangeLaw) -> Any:
    if key == TRUNCATE:
        return changed_list((key,), body, change)
    if key in BESIDE:
        return change((key,), body)
    law = LAWS.get(str(key))
    return law.changed(body, change, change_law) if law else body
