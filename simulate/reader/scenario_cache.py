"""A cache of scenarios on disk: an entry is valid while nothing that it was read from has changed.

Reading a file needs YAML, the grammar and units, which import slow libraries; checking that an entry is still valid
needs none of them.
"""

from __future__ import annotations

import contextlib
import os
import pickle
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from ..cache import dependencies
from ..cache.digest import source_digest
from ..cache.libraries import library_stamp
from ..cache.store import Store
from ..scenario.scenario import Scenario

STORE = Store("scenarios", most=1024)
#: What a scenario depends on beside its files: sources and data of this package, and libraries.
_SOURCES = (
    "simulate/cache/*.py",
    "simulate/problems/*.py",
    "simulate/units/*",
    "simulate/files/**/*.py",
    "simulate/laws/*.py",
    "simulate/scenario/**/*.py",
    "simulate/shipped/*.py",
    "simulate/grammar/**/*.py",
    "simulate/reader/**/*.py",
    "models/*.py",
    "configs/units.txt",
    "configs/vocabulary.yaml",
    "configs/catalog/*.csv",
    "configs/names/*.csv",
)
_LIBRARIES = ("numpy", "pint", "pydantic", "pyyaml", "ruamel.yaml", "scipy")


def _working_folder() -> str:
    """The working folder, which relative names start from; empty if it was deleted."""
    try:
        return os.getcwd()  # noqa: PTH109 - as text
    except OSError:
        return ""


@dataclass(frozen=True)
class ScenarioKey:
    """What identifies a scenario in the cache: its name, the inputs set and fixed, and the working folder."""

    name: str
    sets: tuple[str, ...] = ()
    fixes: tuple[str, ...] = ()
    folder: str = field(default_factory=_working_folder)

    def __str__(self) -> str:
        """The key as text, with everything that the scenario depends on except its files."""
        return repr((self.name, self.sets, self.fixes, self.folder, _readers_at_start()))


def recall(key: ScenarioKey) -> Scenario | None:
    """The scenario stored under `key`; None if there is none, or if something that it was read from has changed.

    An invalid entry of any kind is ignored: the scenario is then read again.
    """
    with contextlib.suppress(Exception):
        entry = STORE.get(str(key))
        if entry:
            files, scenario = pickle.loads(entry)  # noqa: S301 - from a folder that only the user can write, and verified
            if isinstance(scenario, Scenario) and dependencies.unchanged(files):
                return scenario
    return None


def store(key: ScenarioKey, scenario: Scenario, noted: dependencies.Digests) -> None:
    """Store `scenario`, which was read from the files `noted`, under `key`, if that is possible.

    A scenario with a model of the user is not stored, as what its file imports and opens is unknown. Nor is one if the
    readers were edited since this process started.
    """
    with contextlib.suppress(OSError, ImportError):
        shipped = not any(part.model.path for part in scenario.parts)
        if shipped and readers() == _readers_at_start():
            STORE.put(str(key), pickle.dumps((noted, scenario)))


def readers() -> str:
    """What reads scenarios: a digest of the sources in this package, and the versions of the libraries."""
    root = Path(__file__).parents[2]
    sources = source_digest(path for pattern in _SOURCES for path in root.glob(pattern))
    return " ".join([sources, *map(library_stamp, _LIBRARIES)])


@cache
def _readers_at_start() -> str:
    """The readers when this process first asked: it has loaded them, whatever is edited later."""
    return readers()
