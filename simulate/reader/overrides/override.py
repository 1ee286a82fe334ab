"""A value that takes the place of an input's."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Override:
    """A value, as in a file, that takes the place of that of the input `name`; `text` is how it was given."""

    name: str
    value: Any
    text: str

    @property
    def option(self) -> str:
        """The option that gives it: the source of the value, and the position of problems with it."""
        return f"--set {self.text}"
