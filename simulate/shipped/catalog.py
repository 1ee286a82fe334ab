"""Numbers that many scenarios use: the rows of the CSV files in configs/catalog have each once.

A row is one number wherever it is used, so that two scenarios, or two parts of one, share its draws.

Its id starts with the file's name: ``gpu/THING/QUANTITY``, and ``server``, ``provider``, ``generation``, ``water``,
``training`` and ``equivalent`` alike; ``grid/PLACE-YEAR-DATABASE``, the year left out where it is not known;
``usage/QUANTITY``. Where several sources have one quantity, each has its row, the source last:
``provider/aws/pue-ecologits``. Ids never change.

Its belief is written as for an input, ``gsd: 1.16``, and covers what is uncertain about that one number. The GSD of an
intensity is that of one database in the row's own year. The ends of a published range without more detail are 5 and
95 % points, and never bounds; a few values give the law of one more, which is wider than they are. An error that
several numbers share is a row of ``factor``, which a scenario names: that of one database, and that of age if the year
is not the row's own. A row without a belief is a definition, a tool's default, or a mean that tells nothing about a
single case.

A wide file has a row a thing with several numbers: a column each, headed ``QUANTITY [UNIT]``, whose cells have a
value, a belief, or both: ``440e9; gsd: 1.5``. They are rows too, ``models/THING/QUANTITY``, with the grounds of the
thing.

Figures that a hindcast compares with predictions are not in the catalog, unless it marks them as seen: single draws,
energies of runs, two figures of eGRID 2023 (US and CAMX). Energies of ``training`` and draws in serving are, for
scenarios of published figures; no hindcast names them.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from copy import deepcopy
from dataclasses import astuple, dataclass
from functools import cache
from pathlib import Path
from typing import Any

from . import library
from .search import mentioning

#: Columns of a wide file that are facts about a thing, beside its numbers.
_FACTS = ("access", "released")


@dataclass(frozen=True)
class CatalogRow:
    """One number as text: what it is of, its value, empty if only a law is known, and the belief about it."""

    id: str
    thing: str = ""
    value: str = ""
    unit: str = ""
    belief: str = ""
    year: str = ""
    basis: str = ""
    source: str = ""
    evidence: str = ""
    note: str = ""

    @property
    def entry(self) -> dict[str, Any]:
        """The row as the entry of an input in a scenario file; `thing` becomes part of the note.

        >>> CatalogRow("grid/a", value="40", unit="g/kWh", belief="gsd: 1.2", year="2024").entry
        {'nominal': 40, 'unit': 'g/kWh', 'gsd': 1.2, 'note': '2024'}
        """
        from ..files import yaml

        number = {"nominal": yaml.scalar(self.value) if self.value else "", "unit": self.unit, **_law(self.belief)}
        note = "; ".join(filter(None, (self.thing, self.year, self.basis, self.note)))
        grounds = {"source": self.source, "evidence": self.evidence, "note": note}
        return {key: value for key, value in {**number, **grounds}.items() if value != ""}


@cache
def rows() -> dict[str, CatalogRow]:
    """Every row by its id, in the order of the files.

    >>> rows()["provider/google/pue"].belief
    'pert: [1.07, 1.1, 1.13]'
    """
    found: dict[str, CatalogRow] = {}
    for path in sorted((library.folder() / "catalog").glob("*.csv")):
        for cells in _cells(path):
            read = _thing_rows(path.stem, cells) if _quantities(cells) else [_row(path.stem, cells)]
            found |= {row.id: row for row in read}
    return found


@dataclass(frozen=True)
class Thing:
    """A thing of a wide file: other names of it, and the id of the row of each of its quantities."""

    id: str
    thing: str
    aliases: tuple[str, ...]
    rows: Mapping[str, str]
    source: str
    note: str


def things(file: str) -> list[Thing]:
    """The things of the wide file of this name.

    >>> things("models")[0].rows["weight"]
    'models/llama-3-8b/weight'
    """
    return [
        Thing(
            cells["id"],
            cells["thing"],
            tuple(each.strip() for each in cells["aliases"].split(";") if each.strip()),
            {row.id.rpartition("/")[2]: row.id for row in _thing_rows(file, cells)},
            cells["source"],
            cells["note"],
        )
        for cells in _cells(library.folder() / "catalog" / f"{file}.csv")
    ]


def search(words: Sequence[str]) -> tuple[CatalogRow, ...]:
    """The rows that mention all of `words`, in any case.

    Raises InvalidInput if there is none; the message suggests similar words.

    >>> [row.id for row in search(["norway", "ember"])]
    ['grid/no-2024-ember', 'grid/no-owid']
    """
    from .names import by_row, every_name

    known = by_row()
    texts = {name: " ".join((*astuple(row), *known.get(name, ()))) for name, row in rows().items()}
    return tuple(rows()[name] for name in mentioning(words, texts, what="row of the catalog", names=every_name()))


def as_row(value: Any) -> Any:
    """The entry of a row where `value` is its id, or starts with a file of the catalog as one does; else `value`.

    >>> as_row("grid/fr-2024-ember"), as_row("0.15 to 0.6")
    ({'catalog': 'grid/fr-2024-ember'}, '0.15 to 0.6')
    """
    if not isinstance(value, str) or "/" not in value or " " in value:
        return value
    return {"catalog": value} if value.partition("/")[0] in _files() else value


@cache
def _files() -> frozenset[str]:
    return frozenset(path.stem for path in (library.folder() / "catalog").glob("*.csv"))


def remedy(name: str) -> str:
    """The remedy for a `name` that no row has: a similar name, of the same thing if there is one, or how to search.

    >>> remedy("grid/wecc-2002"), remedy("grid/fr-2023-ember")
    ("did you mean 'grid/wecc-2020'?", "did you mean 'grid/fr-2024-ember'?")
    """
    from difflib import get_close_matches

    thing = name.partition("-")[0]
    same = [each for each in rows() if each.partition("-")[0] == thing]
    near = get_close_matches(name, same, n=1) or get_close_matches(name, rows(), n=1)
    return f"did you mean {near[0]!r}?" if near else "`carbonspan catalog` lists and searches them"


def _cells(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def _row(file: str, cells: Mapping[str, str]) -> CatalogRow:
    return CatalogRow(**{**cells, "id": f"{file}/{cells['id']}"})


def _quantities(cells: Mapping[str, str]) -> dict[str, str]:
    """The columns of a wide file that are numbers, with their units."""
    return {head: head.partition("[")[2].rstrip("]") for head in cells if head.endswith("]")}


def _thing_rows(file: str, cells: Mapping[str, str]) -> list[CatalogRow]:
    """The rows of a thing of a wide file, one a number."""
    facts = "; ".join(filter(None, (cells[key] for key in _FACTS if key in cells)))
    found = []
    for head, unit in _quantities(cells).items():
        first, _, second = (piece.strip() for piece in cells[head].partition(";"))
        value, belief = ("", first) if ":" in first else (first, second)
        quantity = head.partition("[")[0].strip()
        grounds = {key: cells[key] for key in ("source", "evidence", "note")}
        name = f"{file}/{cells['id']}/{quantity}"
        basis = "; ".join(filter(None, (quantity.replace("-", " "), facts)))
        found.append(CatalogRow(name, cells["thing"], value, unit, belief, basis=basis, **grounds))
    return found


def _law(belief: str) -> dict[str, Any]:
    """The keys of an input's entry that a belief has."""
    return deepcopy(_parsed(belief))


@cache
def _parsed(belief: str) -> dict[str, Any]:
    from ..files import yaml

    law: dict[str, Any] = yaml.parse(f"belief: {{{belief}}}".encode(), file="catalog").data["belief"]
    return law
