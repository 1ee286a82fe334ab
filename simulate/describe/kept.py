"""Scenarios kept between processes: what was read once is known again, while nothing it came from has changed.

Reading a file takes YAML, a grammar and units, each a library that takes long to import; to know that the file and all
that it was read with are the same takes none.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
from dataclasses import dataclass, field
from functools import cache
from importlib.metadata import PackageNotFoundError, distribution, version
from pathlib import Path

from . import plain, reads
from .memo import cache_folder, put_in_place
from .scenario import Scenario

#: Scenarios kept at most; whoever comes later takes another's place.
SLOTS = 1024
#: What turns a file into a scenario: what is shipped with this package, and libraries.
_SOURCES = ("simulate/describe/**/*.py", "simulate/describe/**/*.txt", "models/*.py", "configs/catalog/*.csv")
_LIBRARIES = ("numpy", "pint", "pydantic", "ruamel.yaml", "scipy")


def _here() -> str:
    """Where relative names start; empty where that folder is gone."""
    try:
        return os.getcwd()  # noqa: PTH109 - a text
    except OSError:
        return ""


@dataclass(frozen=True)
class Question:
    """A scenario's name as it was asked for, what was set and fixed in it, and from which folder."""

    name: str
    sets: tuple[str, ...] = ()
    fixes: tuple[str, ...] = ()
    here: str = field(default_factory=_here)

    @property
    def path(self) -> Path:
        """The file that the answer lies in, if it is kept; several questions may share it."""
        slot = int(hashlib.sha256(repr(self).encode()).hexdigest(), 16) % SLOTS
        return cache_folder() / "scenarios" / f"{slot:03x}.json"

    def __str__(self) -> str:
        """All that decides the answer, beside the files it is read from."""
        return repr((self.name, self.sets, self.fixes, self.here, _at_first()))


def recall(question: Question) -> Scenario | None:
    """The scenario that was kept for `question`; None where there is none, or where it would now be read otherwise.

    Whatever is wrong with a file of the cache, reading the scenario anew mends it.
    """
    with contextlib.suppress(Exception):
        digest, _, text = question.path.read_text(encoding="utf-8").partition("\n")
        if digest == _digest(text):
            entry = json.loads(text)
            if entry["question"] == str(question) and reads.unchanged(entry["files"]):
                scenario = plain.read(entry["scenario"])
                return scenario if isinstance(scenario, Scenario) else None
    return None


def keep(question: Question, scenario: Scenario, noted: reads.Noted) -> None:
    """Keep `scenario`, which was read from the files `noted`, for `question`; where that cannot be, nothing happens.

    A scenario with a model of the user's own is not kept: what its file imports and opens, nobody can tell. Nor is one
    whose readers were edited since this process began.
    """
    with contextlib.suppress(plain.NotPlain, OSError, PackageNotFoundError):
        entry = {"question": str(question), "files": noted, "scenario": plain.written(scenario)}
        text = json.dumps(entry)
        if makers() == _at_first():
            put_in_place(question.path, f"{_digest(text)}\n{text}")


def makers() -> str:
    """What reads scenarios: a digest of all in this package that does, and the versions of the libraries."""
    root = Path(__file__).parents[2]
    found = hashlib.sha256()
    for path in sorted(path for pattern in _SOURCES for path in root.glob(pattern)):
        found.update(f"{path.relative_to(root)}\0".encode() + path.read_bytes())
    return " ".join([found.hexdigest(), *map(_stamp, _LIBRARIES)])


def _stamp(library: str) -> str:
    """A digest of what a library says of itself, its version included, which takes longer to single out."""
    return _digest(distribution(library).read_text("METADATA") or version(library))


@cache
def _at_first() -> str:
    """What reads scenarios as this process found it: it has that in its memory, whatever is edited since."""
    return makers()


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
