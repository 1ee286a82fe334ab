"""Numbers that many scenarios use, each written once: the rows of the CSV files in configs/catalog.

A row is one number wherever it is used, so that two scenarios, or two parts of one, share its draws.
"""

from __future__ import annotations

import csv
from functools import cache
from typing import Any

from . import library
from .file.yaml import scalar

_RENAMED = {"value": "nominal"}
_DESCRIBED = ("year", "basis")


@cache
def rows() -> dict[str, dict[str, Any]]:
    """Every row by its id, ``grid/wecc-2020``, as an input's entry in a scenario file.

    >>> rows()["grid/wecc-2020"]["nominal"]
    0.000322167
    """
    found: dict[str, dict[str, Any]] = {}
    for path in sorted((library.folder() / "catalog").glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as stream:
            found |= {f"{path.stem}/{row['id']}": _entry(row) for row in csv.DictReader(stream)}
    return found


def _entry(row: dict[str, str]) -> dict[str, Any]:
    """A row as an entry: empty cells say nothing, and what it is about goes into the note."""
    described = [row[key] for key in (*_DESCRIBED, "note") if row.get(key)]
    own = {_RENAMED.get(key, key): value for key, value in row.items() if value and key not in {"id", *_DESCRIBED}}
    return {key: scalar(value) for key, value in own.items()} | {"note": "; ".join(described)}
