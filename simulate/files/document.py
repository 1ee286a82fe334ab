"""A file's data that knows where each key was written, so that every mistake can be told with its place."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from ..problems import Problem

Trail = tuple[str | int | float, ...]
"""The keys and indices that lead to a value: ``("inputs", "pue", "pert", 0)``."""


class Place(NamedTuple):
    """Where something was written: a file (or an option of the command line, then without a line), from 1."""

    file: str
    line: int = 0
    column: int = 0


@dataclass(frozen=True)
class Document:
    """What a file says, as plain dicts, lists, text and numbers, and where it says so.

    `places` holds the place of every key and list item; a value that was put in later has the place of its parent.
    `prefix` leads to the data where they are a part of a larger document, whose places these are.
    """

    data: dict[str, Any]
    places: Mapping[Trail, Place] = field(default_factory=dict)
    prefix: Trail = ()

    def place(self, trail: Trail) -> Place:
        """The place of what `trail` leads to, or of the nearest thing around it that has one."""
        whole = self.prefix + trail
        nearest = (whole[:length] for length in range(len(whole), -1, -1))
        return next((self.places[each] for each in nearest if each in self.places), Place(""))

    def problem(self, trail: Trail, message: str) -> Problem:
        """A mistake in what `trail` leads to, told with its place and the names that lead there."""
        return Problem(message, ".".join(map(str, self.prefix + trail)), *self.place(trail))
