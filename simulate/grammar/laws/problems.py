"""The mistakes in one law, collected while reading continues."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar, TypeVarTuple

from ...laws.base import LawError
from ...problems import KeyPath

T = TypeVar("T")
Ts = TypeVarTuple("Ts")


class Problems:
    """Mistakes in one law: (key path, message) pairs."""

    def __init__(self) -> None:
        self.found: list[tuple[KeyPath, str]] = []

    def attempt(self, path: KeyPath, fallback: T, read: Callable[[*Ts], T], *arguments: *Ts) -> T:
        """What `read` returns; `fallback` if it raises a LawError, whose problems are recorded under `path`."""
        try:
            return read(*arguments)
        except LawError as error:
            self.found.extend(error.under(*path).problems)
            return fallback

    def add(self, message: str, *path: str | float) -> None:
        """Record one mistake at `path`."""
        self.found.append((path, message))

    def finish(self) -> None:
        """Raise one LawError with all mistakes unless there are none."""
        if self.found:
            raise LawError(self.found)
