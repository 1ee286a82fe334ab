"""What was found wrong in a file so far, so that everything is told at once and one mistake is told once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from ..files.document import Document
from ..problems import InvalidInput, KeyPath, Problem


@dataclass
class Diagnostics:
    """Problems and warnings about one document, in the order of its lines.

    `damaged` holds what was unreadable and left out: what follows from its absence is not told again.
    """

    document: Document
    problems: list[Problem] = field(default_factory=list)
    warnings: list[Problem] = field(default_factory=list)
    damaged: set[KeyPath] = field(default_factory=set)

    def problem(self, key_path: KeyPath, message: str) -> None:
        """Note a mistake in what `key_path` leads to."""
        found = self.document.problem(key_path, message)
        if found not in self.problems:
            self.problems.append(found)

    def absent(self, key_path: KeyPath, message: str) -> None:
        """Note that what `key_path` leads to is missing, unless something unreadable beside it may have been it."""
        if not any(key_path[:-1] == damaged[: len(key_path) - 1] for damaged in self.damaged):
            self.problem(key_path, message)

    def adopt(self, key_path: KeyPath, problems: Iterable[Problem]) -> None:
        """Note mistakes found elsewhere; those without a line of their own have the place of `key_path`."""
        for found in problems:
            if found.line:
                self.problems.append(found)
            else:
                self.problem(key_path, ": ".join(filter(None, (found.field, found.message))))

    def warn(self, key_path: KeyPath, message: str) -> None:
        """Note what is allowed but should be seen."""
        self.warnings.append(self.document.problem(key_path, message))

    def clean(self, key_path: KeyPath) -> bool:
        """Whether nothing at, below or around `key_path` was unreadable."""
        return not any(all(a == b for a, b in zip(key_path, damaged, strict=False)) for damaged in self.damaged)

    def any_at(self, key_path: KeyPath) -> bool:
        """Whether a problem was noted at or below `key_path`."""
        field = ".".join(map(str, key_path))
        return any(f"{found.field}.".startswith(f"{field}.") for found in self.problems)

    def stop_if_any(self) -> None:
        """Raise every problem found, if there is one, as `InvalidInput`."""
        if self.problems:
            raise InvalidInput(sorted(self.problems, key=lambda found: (found.file, found.line, found.column)))
