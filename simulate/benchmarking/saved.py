"""Benchmarks under a name, each a JSON file in the folder ``benchmarks`` of the cache folder."""

from __future__ import annotations

import json
import re
from pathlib import Path

from ..cache import folder as cache
from ..cache.atomic_write import replacing
from ..problems import InvalidInput, Problem, did_you_mean
from .benchmark import Benchmark
from .export import as_dict, from_dict

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")


def folder() -> Path:
    """The folder of saved benchmarks."""
    return cache.cache_folder() / "benchmarks"


def names() -> list[str]:
    """The names of all saved benchmarks, sorted."""
    return sorted(path.stem for path in folder().glob("*.json"))


def check_name(name: str) -> None:
    """Raise InvalidInput unless a benchmark can be saved as `name`."""
    if not _NAME.fullmatch(name):
        rule = "must be letters, digits, '.', '_' and '-', at most 64 and none of these three first"
        raise InvalidInput([Problem(f"{rule}, got {name!r}", file="--save")])


def save(benchmark: Benchmark, name: str) -> Path:
    """The file in which a benchmark is now saved as `name`; one of that name is replaced.

    Raises InvalidInput for a name that cannot be saved, and if the file cannot be written.
    """
    check_name(name)
    path = folder() / f"{name}.json"
    try:
        cache.make(folder())
        with replacing(path, mode=0o600) as beside:
            beside.write_text(json.dumps(as_dict(benchmark), indent=1), encoding="utf-8")
    except OSError as error:
        reason = f"cannot be saved in {folder()}: {error.strerror or error}; CARBONSPAN_CACHE_DIR names another folder"
        raise InvalidInput([Problem(reason, file=f"--save {name}")]) from error
    return path


def load(name: str) -> Benchmark:
    """The benchmark saved as `name`. Raises InvalidInput if there is none, or if its file is damaged."""
    if name not in names():
        remedy = did_you_mean(name, names()) if names() else "none is saved yet; --save NAME saves one"
        raise InvalidInput([Problem(f"no benchmark is saved under this name; {remedy}", file=f"--compare {name}")])
    try:
        return from_dict(json.loads((folder() / f"{name}.json").read_text(encoding="utf-8")))
    except (OSError, ValueError, KeyError, TypeError) as error:
        reason = f"the saved benchmark cannot be read ({type(error).__name__}: {error}); save it again"
        raise InvalidInput([Problem(reason, file=f"--compare {name}")]) from error
