"""Scenarios kept between processes: what was read once is known again, while nothing it came from has changed.

Reading a file takes YAML, a grammar and units, each a library that takes long to import; to know that the file and all
that it was read with are the same takes none.
"""

from __future__ import annotations

import contextlib
import os
import pickle
from dataclasses import dataclass, field
from functools import cache
from importlib.metadata import PackageNotFoundError, distribution, version
from pathlib import Path

from ..cache import dependencies
from ..cache.digest import digest, source_digest
from ..cache.store import Store
from ..scenario.scenario import Scenario

STORE = Store("scenarios", most=1024)
#: What turns a file into a scenario: what is shipped with this package, and libraries.
_SOURCES = (
    "simulate/cache/*.py",
    "simulate/problems.py",
    "simulate/units/*",
    "simulate/files/*.py",
    "simulate/laws/*.py",
    "simulate/scenario/**/*.py",
    "simulate/shipped/*.py",
    "simulate/grammar/**/*.py",
    "simulate/reader/**/*.py",
    "models/*.py",
    "configs/units.txt",
    "configs/vocabulary.yaml",
    "configs/catalog/*.csv",
)
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

    def __str__(self) -> str:
        """All that decides the answer, beside the files it is read from."""
        return repr((self.name, self.sets, self.fixes, self.here, _at_first()))


def recall(question: Question) -> Scenario | None:
    """The scenario that was kept for `question`; None where there is none, or where it would now be read otherwise.

    Whatever is wrong with an entry, reading the scenario anew mends it.
    """
    with contextlib.suppress(Exception):
        kept = STORE.get(str(question))
        if kept:
            files, scenario = pickle.loads(kept)  # noqa: S301 - from a folder that nobody else can write, and verified
            if isinstance(scenario, Scenario) and dependencies.unchanged(files):
                return scenario
    return None


def keep(question: Question, scenario: Scenario, noted: dependencies.Digests) -> None:
    """Keep `scenario`, which was read from the files `noted`, for `question`; where that cannot be, nothing happens.

    A scenario with a model of the user's own is not kept: what its file imports and opens, nobody can tell. Nor is one
    whose readers were edited since this process began.
    """
    with contextlib.suppress(OSError, PackageNotFoundError):
        shipped = not any(part.model.path for part in scenario.parts)
        if shipped and makers() == _at_first():
            STORE.put(str(question), pickle.dumps((noted, scenario)))


def makers() -> str:
    """What reads scenarios: a digest of all in this package that does, and the versions of the libraries."""
    root = Path(__file__).parents[2]
    sources = source_digest(path for pattern in _SOURCES for path in root.glob(pattern))
    return " ".join([sources, *map(_stamp, _LIBRARIES)])


def _stamp(library: str) -> str:
    """A digest of what a library says of itself, its version included, which takes longer to single out."""
    return digest(distribution(library).read_text("METADATA") or version(library))


@cache
def _at_first() -> str:
    """What reads scenarios as this process found it: it has that in its memory, whatever is edited since."""
    return makers()
