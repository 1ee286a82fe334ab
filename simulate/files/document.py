"""A file's data that knows where each key was written, so that every mistake can be told with its place."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from ..problems import KeyPath, Problem


class Position(NamedTuple):
    """Where something was written: a file and its line and column, from 1; of a command-line option no line."""

    file: str
    line: int = 0
    column: int = 0


@dataclass(frozen=True)
class Document:
    """What a file says, as plain dicts, lists, text and numbers, and where it says so.

    `positions` holds the place of every key and list item; a value that was put in later has the place of its parent.
    `prefix` leads to the data where they are a part of a larger document, whose places these are.
    """

    data: dict[str, Any]
    positions: Mapping[KeyPath, Position] = field(default_factory=dict)
    prefix: KeyPath = ()

    def position(self, key_path: KeyPath) -> Position:
        """The place of what `key_path` leads to, or of the nearest thing around it that has one."""
        whole = self.prefix + key_path
        nearest = (whole[:length] for length in range(len(whole), -1, -1))
        return next((self.positions[each] for each in nearest if each in self.positions), Position(""))

    def problem(self, key_path: KeyPath, message: str) -> Problem:
        """A mistake in what `key_path` leads to, told with its place and the names that lead there."""
        return Problem(message, ".".join(map(str, self.prefix + key_path)), *self.position(key_path))
