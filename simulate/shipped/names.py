"""Names that people know for things of the catalog: of each kind, a table of configs/names or a wide one in catalog.

A table has a row a thing: its name, other names, what it is called in a sentence, and, under the name of each input
that it decides, that input's entry as ``--set`` takes it; nothing where it decides nothing. Names are the same whatever
their case, and whatever stands between letters and digits.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from ..problems import InvalidInput, Problem
from . import catalog, library

_GROUNDS = ("name", "aliases", "label", "source", "note")
_NEAR, _SHOWN, _CUTOFF = 4, 12, 0.6


@dataclass(frozen=True)
class Named:
    """One thing: its name and others, what a sentence calls it, and the entry of each input that it decides."""

    name: str
    aliases: tuple[str, ...]
    label: str
    entries: Mapping[str, str]
    source: str = ""
    note: str = ""


@dataclass(frozen=True)
class Kind:
    """A kind of things that have names, under its own name and others; `what` describes one."""

    name: str
    aliases: tuple[str, ...]
    what: str

    @property
    def is_asked(self) -> bool:
        """Whether questions are about a thing of this kind, as they are of the first."""
        return next(iter(kinds())) == self.name

    @property
    def things(self) -> Mapping[str, Named]:
        """Every thing of this kind by each of its names, in one spelling."""
        return _things(self.name)

    def find(self, text: str, *, option: str) -> Named:
        """The thing that `text` names; `option` is the position of the problem.

        Raises InvalidInput if there is none; the message suggests similar names.

        >>> kinds()["region"].find("FRA", option="--region FRA").label
        'France'
        """
        spelled = spelling(text)
        found = self.things.get(spelled) or self.things.get(spelling(text.rpartition("/")[2]))
        if found:
            return found
        raise InvalidInput([Problem(f"{text!r} is no name of {self.what}; {self.remedy(text)}", file=option)])

    def remedy(self, text: str) -> str:
        """The remedy for a `text` that names nothing: similar names, or some of all."""
        from difflib import get_close_matches

        near = get_close_matches(spelling(text), self.things, n=_NEAR * 2, cutoff=_CUTOFF)
        things: dict[str, str] = {}
        for each in near:
            things.setdefault(self.things[each].name, each)
        names = [name if spelling(name) == each else each for name, each in things.items()][:_NEAR]
        if names:
            return f"did you mean {' or '.join(map(repr, names))}?"
        every = list(dict.fromkeys(each.name for each in self.things.values()))
        more = f", ... ({len(every)} in all)" if len(every) > _SHOWN else ""
        return f"there are {', '.join(every[:_SHOWN])}{more}"


def spelling(text: str) -> str:
    """A name in the spelling in which names are compared.

    >>> spelling("NVIDIA A100-SXM4-80GB"), spelling("Llama 3.1 70B")
    ('nvidia-a100-sxm4-80gb', 'llama-3-1-70b')
    """
    return re.sub(r"[\W_]+", "-", text.casefold()).strip("-")


@cache
def kinds() -> dict[str, Kind]:
    """Every kind by each of its names.

    >>> kinds()["country"].name
    'region'
    """
    found: dict[str, Kind] = {}
    for cells in _rows("kinds"):
        kind = Kind(cells["kind"], _split(cells["also"]), cells["what"])
        found |= dict.fromkeys((kind.name, *kind.aliases), kind)
    return found


def named_as(text: str) -> Iterator[tuple[Kind, Named]]:
    """Every thing of any kind that `text` names, with its kind."""
    for kind in dict.fromkeys(kinds().values()):
        if found := kind.things.get(spelling(text)):
            yield kind, found


@cache
def by_row() -> dict[str, list[str]]:
    """The names under which each row of the catalog is known."""
    found: dict[str, list[str]] = {}
    for kind in dict.fromkeys(kinds().values()):
        for thing in {each.name: each for each in kind.things.values()}.values():
            for entry in thing.entries.values():
                found.setdefault(entry, []).extend((thing.name, *thing.aliases, thing.label))
    return found


@cache
def every_name() -> frozenset[str]:
    """The names of all things of all kinds, in lower case."""
    return frozenset(name.lower() for names in by_row().values() for name in names)


@cache
def _things(kind: str) -> dict[str, Named]:
    things = [*map(_named, _rows(kind))] if (_folder() / f"{kind}.csv").exists() else _wide(kind)
    return {spelling(name): thing for thing in things for name in (*reversed(thing.aliases), thing.name)}


def _named(cells: Mapping[str, str]) -> Named:
    entries = {name: entry for name, entry in cells.items() if entry and name not in _GROUNDS}
    return Named(cells["name"], _split(cells["aliases"]), cells["label"], entries, cells["source"], cells["note"])


def _wide(kind: str) -> list[Named]:
    """The things of the catalog's wide table of this kind; each column of numbers is an input."""
    return [
        Named(
            _as_written(each),
            (each.thing, *each.aliases),
            each.thing,
            {quantity.replace("-", "_"): row for quantity, row in each.rows.items()},
            each.source,
            each.note,
        )
        for each in catalog.things(f"{kind}s")
    ]


def _as_written(thing: catalog.Thing) -> str:
    """The id of a thing, with the points of what it is called, if that is the same: ``llama-3.1-70b``."""
    dotted = re.sub(r"\s+", "-", thing.thing.casefold())
    return dotted if spelling(dotted) == spelling(thing.id) else thing.id


def _rows(name: str) -> Iterator[dict[str, str]]:
    with (_folder() / f"{name}.csv").open(encoding="utf-8", newline="") as stream:
        yield from csv.DictReader(stream)


def _folder() -> Path:
    return library.folder() / "names"


def _split(text: str) -> tuple[str, ...]:
    return tuple(filter(None, (each.strip() for each in text.split(";"))))
