"""Numbers that many scenarios use, each written once: the rows of the CSV files in configs/catalog.

A row is one number wherever it is used, so that two scenarios, or two parts of one, share its draws.

Its id starts with the file's name: ``gpu/THING/QUANTITY``, and ``server``, ``provider``, ``generation``, ``water``,
``training`` and ``equivalent`` alike; ``grid/PLACE-YEAR-DATABASE``, the year left out where it is not known;
``usage/QUANTITY``. Where several sources have one quantity, each has its row, the source last:
``provider/aws/pue-ecologits``. Ids never change.

Its belief is written as beside an input's nominal value, ``gsd: 1.16``, and covers what is unsure about one number: an
intensity's GSD is that of one database in the row's own year, and the least and greatest of a published range without
more detail, or of what several tools say, are 5 and 95 % points. What several numbers share is a row of ``factor``, for
a scenario to name: the error common to one database, and that of age where the year is not the row's own. A row without
a belief is a definition, a default of some tool, or a mean that says nothing about the case at hand.

What a hindcast is scored on is no row here: single draws, energies of runs, two figures of eGRID 2023 (US and CAMX).
The energies of ``training`` and the draws in serving are, for scenarios of published figures; no hindcast names them.
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
class Row:
    """One number: what it is of, its value (or none, where only a law is known) and the belief about it, as text."""

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
        """The row as an input's entry in a scenario file; what it is of goes into the note.

        >>> Row("grid/a", value="40", unit="g/kWh", belief="gsd: 1.2", year="2024").entry
        {'nominal': 40, 'unit': 'g/kWh', 'gsd': 1.2, 'note': '2024'}
        """
        said = {"nominal": yaml.scalar(self.value) if self.value else "", "unit": self.unit, **_law(self.belief)}
        note = "; ".join(filter(None, (self.thing, self.year, self.basis, self.note)))
        grounds = {"source": self.source, "evidence": self.evidence, "note": note}
        return {key: value for key, value in {**said, **grounds}.items() if value != ""}


@cache
def rows() -> dict[str, Row]:
    """Every row by its id, in the order of the files.

    >>> rows()["provider/google/pue"].belief
    'pert: [1.07, 1.1, 1.13]'
    """
    found: dict[str, Row] = {}
    for path in sorted((library.folder() / "catalog").glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as stream:
            read = (Row(**cells | {"id": f"{path.stem}/{cells['id']}"}) for cells in csv.DictReader(stream))
            found |= {row.id: row for row in read}
    return found


def search(words: Sequence[str]) -> tuple[Row, ...]:
    """The rows that mention all of `words`, in whatever case.

    Raises InvalidInput where there is none; the message names the nearest words.

    >>> [row.id for row in search(["norway", "ember"])]
    ['grid/no-2024-ember', 'grid/no-owid']
    """
    texts = {name: " ".join(astuple(row)) for name, row in rows().items()}
    return tuple(rows()[name] for name in mentioning(words, texts, what="row of the catalog"))


def remedy(name: str) -> str:
    """What to do about a `name` that no row has: the nearest, or where to look.

    >>> remedy("grid/wecc-2002")
    "did you mean 'grid/wecc-2020'?"
    """
    near = get_close_matches(name, rows(), n=1)
    return f"did you mean {near[0]!r}?" if near else "`carbonspan catalog` lists and searches them"


def _law(belief: str) -> dict[str, Any]:
    """The keys of an input's entry that a belief spells out."""
    law: dict[str, Any] = yaml.parse(f"belief: {{{belief}}}".encode(), file="catalog").data["belief"]
    return law
