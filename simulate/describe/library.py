"""Scenarios by name: those shipped under configs/, and a user's own files."""

from __future__ import annotations

import os
from functools import cache
from importlib import resources
from pathlib import Path

from . import reads
from .problems import InvalidInput, Problem, did_you_mean

_OTHER_DATA = {"audit", "catalog", "conformance", "hindcast"}


@cache
def folder() -> Path:
    """Where the shipped data lies, as files."""
    return Path(str(resources.files(__package__.partition(".")[0]).joinpath("configs")))


def names() -> tuple[str, ...]:
    """Every shipped scenario by name, sorted: ``chatgpt/by-words``, ...

    >>> "chatgpt/by-words" in names()
    True
    """
    found = (path.relative_to(folder()).with_suffix("") for path in folder().glob("*/**/*.yaml"))
    return tuple(sorted(path.as_posix() for path in found if path.parts[0] not in _OTHER_DATA))


def find(name: str) -> tuple[str, Path]:
    """The scenario's name and file: a file of the user's where there is one, else a shipped one.

    Raises:
        InvalidInput: when there is neither; the message names the nearest.

    >>> find("chatgpt/by-words")[1].name
    'by-words.yaml'

    """
    if _means_a_file(name):
        return Path(name).stem, Path(name)
    if name in names():
        return name, folder() / f"{name}.yaml"
    raise InvalidInput([Problem(f"is no shipped scenario and no file; {did_you_mean(name, names())}", file=name)])


def _means_a_file(name: str) -> bool:
    separators = {os.sep, os.altsep} - {None}
    is_written_as_one = name.endswith((".yaml", ".yml"))
    return is_written_as_one or (any(part in name for part in separators if part) and reads.is_file(Path(name)))
