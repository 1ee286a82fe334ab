"""A file's data with the position of each key, so that every problem can be reported where it was written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from ..problems import KeyPath, Problem, Remedy


class Position(NamedTuple):
    """Where something was written: file, line and column, from 1. A command-line option has no line."""

    file: str
    line: int = 0
    column: int = 0


@dataclass(frozen=True)
class Document:
    """The data of a file, as plain dicts, lists, text and numbers, with their positions.

    `positions` holds the position of every key and list item; a value that was added later has its parent's. `prefix`
    is the key path of the data within a larger document, to which the positions refer.
    """

    data: dict[str, Any]
    positions: Mapping[KeyPath, Position] = field(default_factory=dict)
    prefix: KeyPath = ()

    def position(self, key_path: KeyPath) -> Position:
        """The position of the value at `key_path`, or of its nearest parent that has one."""
        whole = self.prefix + key_path
        nearest = (whole[:length] for length in range(len(whole), -1, -1))
        return next((self.positions[each] for each in nearest if each in self.positions), Position(""))

    def problem(self, key_path: KeyPath, rule: str, remedy: Remedy | None = None) -> Problem:
        """A problem with the value at `key_path`, with its position and key path."""
        field = ".".join(map(str, self.prefix + key_path))
        return Problem(rule, field, *self.position(key_path), remedy=remedy)
