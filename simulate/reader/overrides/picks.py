"""A pick of `one_of` that is settled, as by ``--set make=newer``: that option's inputs take the place of the draw."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ...files.document import Document, Position
from ...problems import KeyPath, did_you_mean
from ...units import UnitError
from ..documents.resolve import entry_at, filled, with_entry
from ..inputs.overlay import overlay


def named_picks(data: Any, prefix: str = "", key_path: KeyPath = ()) -> Iterator[tuple[str, KeyPath]]:
    """The name and the key path of every pick, ``part.pick`` in a part.

    >>> list(named_picks({"one_of": {"make": {}}}))
    [('make', ('one_of', 'make'))]
    """
    if not isinstance(data, dict):
        return
    picks, parts = data.get("one_of"), data.get("parts")
    for name in picks if isinstance(picks, dict) else ():
        yield f"{prefix}{name}", (*key_path, "one_of", name)
    for part, entry in parts.items() if isinstance(parts, dict) else ():
        yield from named_picks(entry, f"{part}.", ("parts", part))


def first_option(data: Any, key_path: KeyPath) -> str:
    """The first option of the pick at `key_path`, which nominal values are of; empty if it has none."""
    return next(iter(_options(data, key_path)), "")


def settled(document: Document, key_path: KeyPath, option: object) -> Document:
    """The `document` without the pick at `key_path`, the inputs of its `option` being those of the file.

    Raises UnitError for an option that it does not have.
    """
    options = _options(document.data, key_path)
    if str(option) not in options:
        raise UnitError(f"must be an option of {key_path[-1]}, got {option}; {did_you_mean(str(option), options)}")
    owner = key_path[:-2]
    here = entry_at(document.data, owner)
    inputs, given = (each if isinstance(each, dict) else {} for each in (here.get("inputs"), options[str(option)]))
    laid = {name: filled(overlay(inputs.get(name, {}), entry), {}) for name, entry in given.items()}
    picks = {name: entry for name, entry in here["one_of"].items() if name != key_path[-1]}
    others = {key: value for key, value in here.items() if key != "one_of"}
    new = {**others, "inputs": {**inputs, **laid}, **({"one_of": picks} if picks else {})}
    return Document(with_entry(document.data, owner, new), {**document.positions, **_moved(document, key_path, option)})


def _moved(document: Document, key_path: KeyPath, option: object) -> dict[KeyPath, Position]:
    """The positions of the option's entries, where its inputs are."""
    before = (*key_path, "options", str(option))
    return {
        (*key_path[:-2], "inputs", *at[len(before) :]): position
        for at, position in document.positions.items()
        if at[: len(before)] == before and len(at) > len(before)
    }


def _options(data: Any, key_path: KeyPath) -> dict[str, Any]:
    """The options of a pick by their labels as texts."""
    entry = entry_at(data, key_path)
    options = entry.get("options") if isinstance(entry, dict) else None
    return {str(label): inputs for label, inputs in options.items()} if isinstance(options, dict) else {}
