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

Figures that a hindcast compares with predictions are not in the catalog, unless it marks them as seen: single draws,
energies of runs, two figures of eGRID 2023 (US and CAMX). Energies of ``training`` and draws in serving are, for
scenarios of published figures; no hindcast names them.
"""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import astuple, dataclass
from difflib import get_close_matches
from functools import cache
from typing import Any

from ..files import yaml
from . import library
from .search import mentioning


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
        with path.open(encoding="utf-8", newline="") as stream:
            read = (CatalogRow(**cells | {"id": f"{path.stem}/{cells['id']}"}) for cells in csv.DictReader(stream))
            found |= {row.id: row for row in read}
    return found


def search(words: Sequence[str]) -> tuple[CatalogRow, ...]:
    """The rows that mention all of `words`, in any case.

    Raises InvalidInput if there is none; the message suggests similar words.

    >>> [row.id for row in search(["norway", "ember"])]
    ['grid/no-2024-ember', 'grid/no-owid']
    """
    texts = {name: " ".join(astuple(row)) for name, row in rows().items()}
    return tuple(rows()[name] for name in mentioning(words, texts, what="row of the catalog"))


def remedy(name: str) -> str:
    """The remedy for a `name` that no row has: a similar name, or how to search.

    >>> remedy("grid/wecc-2002")
    "did you mean 'grid/wecc-2020'?"
    """
    near = get_close_matches(name, rows(), n=1)
    return f"did you mean {near[0]!r}?" if near else "`carbonspan catalog` lists and searches them"


def _law(belief: str) -> dict[str, Any]:
    """The keys of an input's entry that a belief has."""
    law: dict[str, Any] = yaml.parse(f"belief: {{{belief}}}".encode(), file="catalog").data["belief"]
    return law
