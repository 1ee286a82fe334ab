"""Problems in what the user gave, each with position, rule, value, choices and remedy."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

KeyPath = tuple[str | int | float, ...]
"""The keys and indices that lead to a value in a document: ``("inputs", "pue", "pert", 0)``."""


def nearby(path: str) -> str:
    """The name of a file for messages: relative inside the working folder, else in full.

    >>> nearby(str(Path("models") / "power.py")), nearby(str(Path("models").resolve() / "power.py"))
    ('models/power.py', 'models/power.py')
    """
    full = Path(path)
    return str(full.relative_to(Path.cwd())) if full.is_relative_to(Path.cwd()) else path


@dataclass(frozen=True)
class Problem:
    """One mistake or warning: ``file:line:column: field: rule, got value; remedy``."""

    message: str
    field: str = ""
    file: str = ""
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        position = f"{self.file}:{self.line}:{self.column}" if self.line else self.file
        return ": ".join(piece for piece in (position, self.field, self.message) if piece)


class InvalidInput(ValueError):
    """All problems in what the user gave, at once."""

    def __init__(self, problems: Iterable[Problem] | str) -> None:
        self.problems = (Problem(problems),) if isinstance(problems, str) else tuple(problems)
        super().__init__("\n".join(map(str, self.problems)))
