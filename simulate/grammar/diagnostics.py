"""The problems and warnings found in one document: all reported at once, each only once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from ..files.document import Document
from ..problems import InvalidInput, KeyPath, Problem


@dataclass
class Diagnostics:
    """Problems and warnings about one document, in the order of its lines.

    `damaged` holds the key paths of invalid entries, which are left out: their absence causes no further problems.
    """

    document: Document
    problems: list[Problem] = field(default_factory=list)
    warnings: list[Problem] = field(default_factory=list)
    damaged: set[KeyPath] = field(default_factory=set)

    def problem(self, key_path: KeyPath, message: str) -> None:
        """Add a problem with the value at `key_path`."""
        found = self.document.problem(key_path, message)
        if found not in self.problems:
            self.problems.append(found)

    def absent(self, key_path: KeyPath, message: str) -> None:
        """Add a problem for a missing value at `key_path`, unless an invalid entry beside it may explain that."""
        if not any(key_path[:-1] == damaged[: len(key_path) - 1] for damaged in self.damaged):
            self.problem(key_path, message)

    def adopt(self, key_path: KeyPath, problems: Iterable[Problem]) -> None:
        """Add problems of another document; those without a line get the position of `key_path`."""
        for found in problems:
            if found.line:
                self.problems.append(found)
            else:
                self.problem(key_path, ": ".join(filter(None, (found.field, found.message))))

    def warn(self, key_path: KeyPath, message: str) -> None:
        """Add a warning about the value at `key_path`."""
        self.warnings.append(self.document.problem(key_path, message))

    def clean(self, key_path: KeyPath) -> bool:
        """Whether no entry at, below or above `key_path` is invalid."""
        return not any(all(a == b for a, b in zip(key_path, damaged, strict=False)) for damaged in self.damaged)

    def any_at(self, key_path: KeyPath) -> bool:
        """Whether there is a problem at or below `key_path`."""
        field = ".".join(map(str, key_path))
        return any(f"{found.field}.".startswith(f"{field}.") for found in self.problems)

    def stop_if_any(self) -> None:
        """Raise InvalidInput with every problem, sorted by position, unless there are none."""
        if self.problems:
            raise InvalidInput(sorted(self.problems, key=lambda found: (found.file, found.line, found.column)))
