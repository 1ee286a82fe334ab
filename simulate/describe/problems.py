"""What is wrong with an input, told so that it can be mended: place, rule, value, choices, remedy."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Problem:
    """One mistake: ``file:line:column: field: rule, got value; remedy``."""

    message: str
    field: str = ""
    file: str = ""
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}:{self.column}" if self.line else self.file
        return ": ".join(piece for piece in (place, self.field, self.message) if piece)


class InvalidInput(ValueError):
    """Everything that is wrong with what the user gave, all at once."""

    def __init__(self, problems: Iterable[Problem] | str) -> None:
        self.problems = (Problem(problems),) if isinstance(problems, str) else tuple(problems)
        super().__init__("\n".join(map(str, self.problems)))


def did_you_mean(word: str, choices: Iterable[str]) -> str:
    """A remedy for an unknown `word`: the nearest of `choices`, or all of them when none is near.

    >>> did_you_mean("lognromal", ["normal", "lognormal"])
    "did you mean 'lognormal'?"
    """
    known = list(choices)
    near = difflib.get_close_matches(word, known, n=1, cutoff=0.6)
    if near:
        return f"did you mean {near[0]!r}?"
    return f"choose one of {', '.join(known)}" if known else "there is none to choose"
