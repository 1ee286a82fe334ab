"""Shares of a whole that are replaced, as by ``--set "mix={coal: 0.3, gas: 0.7}"``, or held as by ``--fix mix``."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from ...files.document import Document, Position
from ...files.yaml_writer import flow
from ...grammar.input_entries import SharesEntry
from ...problems import KeyPath
from ...units import UnitError
from ..documents.resolve import entry_at, with_entry
from ..shares import EXACT
from .override import Override

_CERTAINTY = "concentration"


def named_wholes(data: Any, prefix: str = "", key_path: KeyPath = ()) -> Iterator[tuple[str, KeyPath]]:
    """The name and the key path of every whole with shares, ``part.whole`` in a part.

    >>> list(named_wholes({"shares": {"mix": {}}}))
    [('mix', ('shares', 'mix'))]
    """
    if not isinstance(data, dict):
        return
    wholes, parts = data.get("shares"), data.get("parts")
    for name in wholes if isinstance(wholes, dict) else ():
        yield f"{prefix}{name}", (*key_path, "shares", name)
    for part, entry in parts.items() if isinstance(parts, dict) else ():
        yield from named_wholes(entry, f"{part}.", ("parts", part))


def stated_shares(entry: Mapping[str, Any]) -> dict[str, Any]:
    """The shares of an entry by name, without what else it has."""
    return {name: each for name, each in entry.items() if name not in SharesEntry.model_fields}


def with_shares(document: Document, given: Override, key_path: KeyPath) -> Document:
    """The document with other shares, or another concentration; whether they sum to 1 is checked as in a file.

    Raises UnitError for a value that is no mapping.
    """
    below = entry_at(document.data, key_path)
    if not isinstance(given.value, dict):
        raise UnitError(f"must be shares that sum to 1, such as {flow(stated_shares(below))}, got {given.value}")
    entry = {**below, "source": given.option, "evidence": "assumed", **given.value}
    outside = {at: each for at, each in document.positions.items() if at[: len(key_path)] != key_path}
    return Document(with_entry(document.data, key_path, entry), {**outside, key_path: Position(given.option)})


def with_held_shares(document: Document, fixes: Collection[str]) -> tuple[Document, list[str]]:
    """The document with the wholes that `fixes` names at their shares exactly, and the other names."""
    wholes = dict(named_wholes(document.data))
    data = document.data
    for name in (each for each in fixes if each in wholes):
        entry = entry_at(data, wholes[name])
        data = with_entry(data, wholes[name], {**entry, _CERTAINTY: EXACT})
    return Document(data, document.positions), [each for each in fixes if each not in wholes]
