"""What was found wrong in a file so far, so that everything is told at once and one mistake is told once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from ..files.document import Document, Trail
from ..problems import InvalidInput, Problem


@dataclass
class Findings:
    """Problems and warnings about one document, in the order of its lines.

    `damaged` holds what was unreadable and left out: what follows from its absence is not told again.
    """

    document: Document
    problems: list[Problem] = field(default_factory=list)
    warnings: list[Problem] = field(default_factory=list)
    damaged: set[Trail] = field(default_factory=set)

    def problem(self, trail: Trail, message: str) -> None:
        """Note a mistake in what `trail` leads to."""
        found = self.document.problem(trail, message)
        if found not in self.problems:
            self.problems.append(found)

    def absent(self, trail: Trail, message: str) -> None:
        """Note that what `trail` leads to is missing, unless something unreadable beside it may have been it."""
        if not any(trail[:-1] == damaged[: len(trail) - 1] for damaged in self.damaged):
            self.problem(trail, message)

    def adopt(self, trail: Trail, problems: Iterable[Problem]) -> None:
        """Note mistakes found elsewhere; those without a line of their own have the place of `trail`."""
        for found in problems:
            if found.line:
                self.problems.append(found)
            else:
                self.problem(trail, ": ".join(filter(None, (found.field, found.message))))

    def warn(self, trail: Trail, message: str) -> None:
        """Note what is allowed but should be seen."""
        self.warnings.append(self.document.problem(trail, message))

    def clean(self, trail: Trail) -> bool:
        """Whether nothing at, below or around `trail` was unreadable."""
        return not any(all(a == b for a, b in zip(trail, damaged, strict=False)) for damaged in self.damaged)

    def any_at(self, trail: Trail) -> bool:
        """Whether a problem was noted at or below `trail`."""
        field = ".".join(map(str, trail))
        return any(f"{found.field}.".startswith(f"{field}.") for found in self.problems)

    def stop_if_any(self) -> None:
        """Raise every problem found, if there is one, as `InvalidInput`."""
        if self.problems:
            raise InvalidInput(sorted(self.problems, key=lambda found: (found.file, found.line, found.column)))
