"""The form of a question: its options, each with the inputs that it sets, and the outputs that answer it.

configs/ask holds it as data: ``request.yaml`` is the scenario that a question fills in, ``options.csv`` has a row an
option, ``outputs.csv`` a row an output, ``inputs.csv`` a row an input that no option sets.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from ..shipped import library, names

#: The shipped scenario that questions fill in.
SCENARIO = "ask/request"
_AT_MOST = "at most "


@dataclass(frozen=True)
class QuestionOption:
    """An option: the inputs that it sets, their unit, or the kind of thing that it names.

    `role` says what else it is: the ``amount`` is what the answer grows with, ``part of in`` is taken off what ``in``
    sets, ``at most parameters`` may not exceed it, the ``count`` may have a period, and what is ``unnamed`` is asked
    about by that option instead of a name.
    `says` is how a title mentions its value, `assumed` what is taken without it; `metavar` and `help` are for the
    command line.
    """

    name: str
    inputs: tuple[str, ...]
    unit: str
    kind: str
    role: str
    metavar: str
    says: str
    assumed: str
    help: str

    @property
    def bound(self) -> str:
        """The option whose value this one's may not exceed; empty if there is none."""
        return self.role.removeprefix(_AT_MOST) if self.role.startswith(_AT_MOST) else ""

    @property
    def flag(self) -> str:
        """The option as it is written: ``--region PLACE``."""
        return f"--{self.name} {self.metavar}"


@dataclass(frozen=True)
class Shown:
    """An output that answers: what it is called, and the output that it says nothing beside if both are the same."""

    name: str
    label: str
    like: str
    note: str


@cache
def options() -> dict[str, QuestionOption]:
    """Every option by its name, in the order in which titles mention them."""
    return {
        cells["option"]: QuestionOption(
            cells["option"],
            tuple(each.strip() for each in cells["inputs"].split(";")),
            *(cells[key] for key in ("unit", "kind", "role", "metavar", "says", "assumed", "help")),
        )
        for cells in _rows("options")
    }


def with_role(role: str) -> QuestionOption:
    """The option that has this role."""
    return next(each for each in options().values() if each.role == role)


@cache
def outputs() -> tuple[Shown, ...]:
    """The outputs that answer, most important first."""
    return tuple(Shown(cells["output"], cells["label"], cells["like"], cells["note"]) for cells in _rows("outputs"))


@cache
def inputs() -> dict[str, str]:
    """What is assumed of inputs that no option sets, by their names."""
    return {cells["input"]: cells["assumed"] for cells in _rows("inputs")}


def description() -> str:
    """What the command does, for its help."""
    return (library.folder() / "ask" / "help.txt").read_text(encoding="utf-8")


def subject() -> names.Kind:
    """The kind of things that questions are about."""
    return next(kind for kind in names.kinds().values() if kind.is_asked)


def _rows(name: str) -> Iterator[dict[str, str]]:
    with (library.folder() / "ask" / f"{name}.csv").open(encoding="utf-8", newline="") as stream:
        yield from csv.DictReader(stream)
