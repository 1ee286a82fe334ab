"""Names that people know for things of the catalog: of each kind, a table of configs/names or a wide one in catalog.

A table has a row a thing: its name, other names, what it is called in a sentence, and, under the name of each input
that it decides, that input's entry as ``--set`` takes it; nothing where it decides nothing. Names are the same whatever
their case, and whatever stands between letters and digits. What others put around a name is left out if nothing is
called so with it: a path, dates, versions, a "the" before it, and the words that a kind's ``drops`` lists.
``taken_for.csv`` has what a thing is called if it is asked for by a name that stands for more, as ChatGPT does.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from ..problems import InvalidInput, Problem
from . import catalog, library

_GROUNDS = ("name", "aliases", "label", "source", "note")
_NEAR, _SHOWN, _CUTOFF = 4, 12, 0.7
#: What providers put before a name, such as ``us.meta.``, and dates and versions behind it.
_OWNER = re.compile(r"([a-z]+\.)+", re.IGNORECASE)
_EDITION = re.compile(r"-(\d{8}|\d{4}-\d{2}-\d{2}|v\d+-\d+)$")
#: A name of this many letters or fewer does not say what it stands for.
_CODE = 3


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
    """A kind of things that have names, under its own name and others; `what` describes one.

    `drops` are words that may follow a name and change nothing of what it decides.
    """

    name: str
    aliases: tuple[str, ...]
    what: str
    drops: tuple[str, ...] = ()

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
        >>> kinds()["region"].find("The Netherlands", option="").name
        'nl'
        >>> kinds()["model"].find("us.meta.llama3-1-70b-instruct-v1:0", option="model").label
        'Llama 3.1 70B'
        """
        for spelled in self._spellings(text):
            if found := self.things.get(spelled) or _by_letters(self.name).get(_letters(spelled)):
                return found
        raise InvalidInput([Problem(f"{text!r} is no name of {self.what}; {self.remedy(text)}", file=option)])

    def _spellings(self, text: str) -> Iterator[str]:
        """The spellings of a text as it is, and without what others put around a name, one after the other."""
        yield spelling(text)
        yield spelling(text).removeprefix("the-")
        name = text.strip().rpartition("/")[2]
        spelled = spelling(_OWNER.sub("", name, count=1) if _OWNER.match(name) else name)
        yield spelling(name)
        while spelled:
            yield spelled
            rest = _EDITION.sub("", spelled)
            if rest == spelled:
                rest, _, last = spelled.rpartition("-")
                if last not in self.drops:
                    return
            spelled = rest

    def remedy(self, text: str) -> str:
        """The remedy for a `text` that names nothing: similar names, or some of all."""
        from difflib import get_close_matches

        spelled = spelling(text)
        holding = [each for each in self.things if spelled and f"-{spelled}-" in f"-{each}-"]
        near = [*holding, *get_close_matches(spelled, self.things, n=_NEAR * 2, cutoff=_CUTOFF)]
        found = list({self.things[each].name: self.things[each] for each in near}.values())[:_NEAR]
        if found:
            return f"did you mean {' or '.join(map(_told, found))}?"
        every = list(dict.fromkeys(each.name for each in self.things.values()))
        more = f", ... ({len(every)} in all)" if len(every) > _SHOWN else ""
        return f"there are {', '.join(every[:_SHOWN])}{more}"


def _told(thing: Named) -> str:
    """A name as a message suggests it, with what it stands for if it is a code: ``'fr' (France)``."""
    is_clear = len(thing.name) > _CODE and spelling(thing.name).partition("-")[2] in spelling(thing.label)
    return repr(thing.name) if is_clear else f"{thing.name!r} ({thing.label})"


def _letters(spelled: str) -> str:
    """A spelling without hyphens, but for those between two numbers, which are others without."""
    return re.sub(r"(?<!\d)-|-(?!\d)", "", spelled)


@cache
def _by_letters(kind: str) -> dict[str, Named]:
    """The things of a kind by their names without hyphens, but for names that two then share."""
    found: dict[str, list[Named]] = {}
    for spelled, thing in _things(kind).items():
        found.setdefault(_letters(spelled), []).append(thing)
    return {letters: things[0] for letters, things in found.items() if len({each.name for each in things}) == 1}


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
        kind = Kind(cells["kind"], _split(cells["also"]), cells["what"], _split(cells["drops"]))
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
    found = {spelling(name): thing for thing in things for name in (*reversed(thing.aliases), thing.name)}
    for cells in _rows("taken_for"):
        if cells["kind"] == kind:
            found[spelling(cells["name"])] = replace(found[spelling(cells["name"])], label=cells["label"])
    return found


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
