"""Problems in what the user gave, each with position, rule, value, choices and remedy."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

KeyPath = tuple[str | int | float, ...]
"""The keys and indices that lead to a value in a document: ``("inputs", "pue", "pert", 0)``."""

#: Characters of a message and of a key path that are shown: what a file contains may be long, or secret.
_LONGEST, _LONGEST_FIELD = 1000, 200
#: White space that is not printable to Python: a new line, and spaces of fixed width.
_SPACES = "\n\u00a0\u2009\u202f"


def nearby(path: str) -> str:
    """The name of a file for messages: relative inside the working folder, else in full.

    >>> nearby(str(Path("models") / "power.py")), nearby(str(Path("models").resolve() / "power.py"))
    ('models/power.py', 'models/power.py')
    """
    full = Path(path)
    return str(full.relative_to(Path.cwd())) if full.is_relative_to(Path.cwd()) else path


def printable(text: str) -> str:
    r"""`text` with escapes in place of characters that a terminal obeys or hides.

    >>> print(printable("title\x1b[31m"))
    title\x1b[31m
    """
    if text.isprintable():
        return text
    return "".join(
        each if each.isprintable() or each in _SPACES else each.encode("unicode_escape").decode() for each in text
    )


def clipped(text: str, longest: int) -> str:
    """At most `longest` characters of `text`, with an ellipsis in place of what is left out."""
    return text if len(text) <= longest else f"{text[: longest - 1]}…"


@dataclass(frozen=True)
class Problem:
    """One mistake or warning: ``file:line:column: field: rule, got value; remedy``."""

    message: str
    field: str = ""
    file: str = ""
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        file = clipped(self.file, _LONGEST)  # it may be an option with its text
        position = f"{file}:{self.line}:{self.column}" if self.line else file
        pieces = position, clipped(self.field, _LONGEST_FIELD), clipped(self.message, _LONGEST)
        return ": ".join(printable(piece) for piece in pieces if piece)


class InvalidInput(ValueError):
    """All problems in what the user gave, at once."""

    def __init__(self, problems: Iterable[Problem] | str) -> None:
        self.problems = (Problem(problems),) if isinstance(problems, str) else tuple(problems)
        super().__init__("\n".join(map(str, self.problems)))
