"""Scenarios by name: those shipped under configs/, and a user's own files."""

from __future__ import annotations

import os
from collections.abc import Iterable
from functools import cache, partial
from importlib import resources
from pathlib import Path

from ..cache import dependencies
from ..problems import InvalidInput, Problem, clipped, did_you_mean, nearest

#: The command that lists all scenarios.
SEE = "`carbonspan list` names them all"
_LONGEST, _SHOWN = 200, 40  # the longest name that is looked for, and how much of it a message shows
_SUFFIXES = (".yaml", ".yml")
_ANSWERS = (".nc", ".nc4")
_MOST_FILES = 5
_OTHER_DATA = {"audit", "catalog", "conformance", "hindcast", "languages"}


@cache
def folder() -> Path:
    """The folder of the shipped data."""
    return Path(str(resources.files(__package__.partition(".")[0]).joinpath("configs")))


@cache
def names() -> tuple[str, ...]:
    """Every shipped scenario by name, sorted: ``chatgpt/by-words``, ...

    >>> "chatgpt/by-words" in names()
    True
    """
    found = (path.relative_to(folder()).with_suffix("") for path in folder().glob("*/**/*.yaml"))
    return tuple(sorted(path.as_posix() for path in found if path.parts[0] not in _OTHER_DATA))


def find(name: str) -> tuple[str, Path]:
    """The scenario's name and file: a file of the user's if there is one, else a shipped one.

    Raises InvalidInput if there is neither; the message suggests similar names.

    >>> find("chatgpt/by-words")[1].name
    'by-words.yaml'

    """
    if _means_a_file(name) and dependencies.is_file(Path(name)):
        return Path(name).stem, Path(name)
    if name in names():
        return name, folder() / f"{name}.yaml"
    raise InvalidInput([unknown(name, names(), rule="is no shipped scenario and no file")])


def unknown(name: str, known: Iterable[str], *, rule: str, see: str = SEE) -> Problem:
    """The problem of an unknown name: it suggests files of a folder, the file that is meant, or `known` names.

    >>> str(unknown("chatgtp/by-words", names(), rule="is no shipped scenario"))
    "chatgtp/by-words: is no shipped scenario; did you mean 'chatgpt/by-words'?"
    """
    if len(name) > _LONGEST or not name:
        long = "is longer than any file's name"
        return Problem(
            f"{long if name else 'a scenario has a name, got an empty text'}; {see}", file=clipped(name, _SHOWN)
        )
    if Path(name).is_dir():
        return Problem(f"is a folder; {_offered(Path(name))}", file=name)
    if Path(name).exists() and not Path(name).is_file():
        return Problem("is a pipe or a device; a scenario is a regular file", file=name)
    if name.endswith(_SUFFIXES):
        return _missing(Path(name))
    if Path(name).is_file():
        return _of_other_data(name)
    meant = [file for file in (f"{name}{suffix}" for suffix in _SUFFIXES) if Path(file).is_file()]
    choices = meant or list(known)
    is_topic = any(each.startswith(f"{name}/") for each in choices)
    remedy = "" if meant or is_topic else _asked_about(name)
    near = partial(did_you_mean, name, choices, see=see)
    return Problem(rule, file=name, remedy=(lambda: remedy) if remedy else near)


def _of_other_data(name: str) -> Problem:
    """The problem of a file whose suffix is none of a scenario's."""
    if name.endswith(_ANSWERS):
        remedy = "`carbonspan plot` draws it, `carbonspan export` writes its table"
        return Problem(f"holds an answer and no scenario; {remedy}", file=name)
    rule = f"must end in {' or '.join(_SUFFIXES)}, as scenarios and lists of claims do"
    return Problem(f"{rule}; rename it, if it is one", file=name)


def _asked_about(name: str) -> str:
    """The remedy for a name that is that of a thing of a question; empty for any other."""
    from .names import named_as

    things = (thing.label for kind, thing in named_as(name) if kind.is_asked)
    return next((f"for {label}, ask: `carbonspan ask {name}`" for label in things), "")


def _missing(path: Path) -> Problem:
    """The problem of a missing file: it suggests a similar one, or the shipped scenario of that name."""
    stems = {Path(each).stem: each for each in _files(path.parent)}
    shipped = [name for name in names() if name == path.with_suffix("").as_posix()]
    near = [stems[stem] for stem in nearest(path.stem, list(stems))] or shipped
    remedy = f"; did you mean {near[0]!r}?" if near else ""
    return Problem(f"cannot be read: no such file or directory{remedy}", file=str(path))


def _files(folder: Path) -> list[str]:
    """The YAML files in a folder; none if there is no such folder."""
    return sorted(str(path) for path in folder.glob("*") if path.suffix in _SUFFIXES and path.is_file())


def _offered(folder: Path) -> str:
    """A remedy that lists the first scenario files of a folder."""
    files = _files(folder)
    more = ", ..." if len(files) > _MOST_FILES else ""
    return f"name a file in it: {', '.join(files[:_MOST_FILES])}{more}" if files else "no scenario file is in it"


def _means_a_file(name: str) -> bool:
    separators = {os.sep, os.altsep} - {None}
    is_written_as_one = name.endswith(_SUFFIXES)
    return is_written_as_one or (any(part in name for part in separators if part) and dependencies.is_file(Path(name)))
