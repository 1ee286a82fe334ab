"""The problems and warnings found in one document: all reported at once, each only once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import accumulate

from ..files.document import Document
from ..problems import InvalidInput, KeyPath, Problem, Remedy


class KeyPaths(set[KeyPath]):
    """Key paths that are added one by one; `around` are they and all that they are in, as there may be many."""

    def __init__(self, key_paths: Iterable[KeyPath] = ()) -> None:
        super().__init__()
        self.around: set[KeyPath] = set()
        for each in key_paths:
            self.add(each)

    def add(self, key_path: KeyPath) -> None:
        """Add one."""
        super().add(key_path)
        self.around.update(key_path[:length] for length in range(len(key_path) + 1))


@dataclass
class Diagnostics:
    """Problems and warnings about one document, in the order of its lines.

    `damaged` holds the key paths of invalid entries, which are left out: their absence causes no further problems.
    """

    document: Document
    problems: list[Problem] = field(default_factory=list)
    warnings: list[Problem] = field(default_factory=list)
    damaged: KeyPaths = field(default_factory=KeyPaths)
    #: Those that were added here, to be found among many.
    _known: set[Problem] = field(default_factory=set)
    #: The fields of the first `_located` problems, and all that these fields are in.
    _fields: set[str] = field(default_factory=set)
    _located: int = 0

    def problem(self, key_path: KeyPath, rule: str, remedy: Remedy | None = None) -> None:
        """Add a problem with the value at `key_path`; what `remedy` says is searched for if the problem is shown."""
        found = self.document.problem(key_path, rule, remedy)
        if found not in self._known:
            self._add(found)

    def _add(self, found: Problem) -> None:
        self._known.add(found)
        self.problems.append(found)

    def absent(self, key_path: KeyPath, message: str) -> None:
        """Add a problem for a missing value at `key_path`, unless an invalid entry beside it may explain that."""
        if key_path[:-1] not in self.damaged.around:
            self.problem(key_path, message)

    def adopt(self, key_path: KeyPath, problems: Iterable[Problem]) -> None:
        """Add problems of another document; those without a line get the position of `key_path`."""
        for found in problems:
            if found.line:
                self._add(found)
            else:
                self.problem(key_path, ": ".join(filter(None, (found.field, found.rule))), found.remedy)

    def warn(self, key_path: KeyPath, message: str) -> None:
        """Add a warning about the value at `key_path`."""
        self.warnings.append(self.document.problem(key_path, message))

    def clean(self, key_path: KeyPath) -> bool:
        """Whether no entry at, below or above `key_path` is invalid."""
        is_inside = any(key_path[:length] in self.damaged for length in range(len(key_path)))
        return not is_inside and key_path not in self.damaged.around

    def any_at(self, key_path: KeyPath) -> bool:
        """Whether there is a problem at or below `key_path`."""
        for found in self.problems[self._located :]:
            self._fields.update(accumulate(found.field.split("."), "{}.{}".format))
        self._located = len(self.problems)
        return ".".join(map(str, key_path)) in self._fields

    def stop_if_any(self) -> None:
        """Raise InvalidInput with every problem, sorted by position, unless there are none."""
        if self.problems:
            raise InvalidInput(sorted(self.problems, key=lambda found: (found.file, found.line, found.column)))
