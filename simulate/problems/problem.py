"""Problems in what the user gave, each with position, rule, value, choices and remedy."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

KeyPath = tuple[str | int | float, ...]
"""The keys and indices that lead to a value in a document: ``("inputs", "pue", "pert", 0)``."""

Remedy = Callable[[], str]
"""A remedy that is searched for when it is read: ``partial(did_you_mean, "unifrom", laws)``."""

#: Characters of a message, a file (or an option with its text) and a key path that are shown, as what a file contains
#: may be long, or secret; and of what a message quotes, so that its remedy is still seen.
_LONGEST, _LONGEST_FILE, _LONGEST_FIELD, _LONGEST_QUOTED = 1000, 700, 200, 120
_QUOTED = re.compile(rf"(?<!\w)'[^']{{{_LONGEST_QUOTED + 1},}}'(?!\w)")
#: The most problems that are reported at once: a file of a megabyte may have 30,000.
MOST_PROBLEMS = 100
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


@dataclasses.dataclass(frozen=True)
class Problem:
    """One mistake or warning: ``file:line:column: field: rule, got value; remedy``.

    A `remedy` that takes a search is no part of the rule: it is called when the message is read, as few of many are.
    `count` is that of the mistakes which it stands for, 0 if it is not known: the last problem of many stands for those
    that are left out.

    >>> Problem("no laws are named 'unifrom'", "pue", remedy=lambda: "did you mean 'uniform'?").message
    "no laws are named 'unifrom'; did you mean 'uniform'?"
    """

    rule: str
    field: str = ""
    file: str = ""
    line: int = 0
    column: int = 0
    count: int = 1
    remedy: Remedy | None = dataclasses.field(default=None, compare=False)

    @property
    def message(self) -> str:
        """The rule with its remedy."""
        return f"{self.rule}; {self.remedy()}" if self.remedy else self.rule

    def __str__(self) -> str:
        file = clipped(self.file, _LONGEST_FILE)
        position = f"{file}:{self.line}:{self.column}" if self.line else file
        message = _QUOTED.sub(lambda quoted: f"'{clipped(quoted[0][1:-1], _LONGEST_QUOTED)}'", self.message)
        pieces = position, clipped(self.field, _LONGEST_FIELD), clipped(message, _LONGEST)
        return ": ".join(printable(piece) for piece in pieces if piece)


def first_problems(problems: Sequence[Problem]) -> tuple[Problem, ...]:
    """The first `MOST_PROBLEMS` of `problems`, and if there are more, one with the number of those left out.

    >>> len(first_problems([Problem("is missing", file="a.yaml", line=line) for line in range(1, 30_001)]))
    101
    """
    shown, rest = problems[:MOST_PROBLEMS], problems[MOST_PROBLEMS:]
    if not rest:
        return tuple(shown)
    first, count = rest[0], sum(each.count for each in rest) if all(each.count for each in rest) else 0
    number = f"{count:,} more" if count else "more"
    rule = f"{number} {'mistake' if count == 1 else 'mistakes'} from here on, not shown; correct those above first"
    return *shown, Problem(rule, "", first.file, first.line, first.column, count)


class InvalidInput(ValueError):
    """All problems in what the user gave, at once; of very many the first, and how many more there are."""

    def __init__(self, problems: Iterable[Problem] | str) -> None:
        self.problems = (Problem(problems),) if isinstance(problems, str) else first_problems(tuple(problems))
        super().__init__(self.problems)

    def __str__(self) -> str:
        return "\n".join(map(str, self.problems))
