"""The tables of the standards' shapes, from ``configs/standards``."""

from __future__ import annotations

import csv
from functools import cache

from ..shipped import library


@cache
def rows(name: str) -> tuple[dict[str, str], ...]:
    """The rows of a table by its name, each by the names of its columns."""
    with (library.folder() / "standards" / f"{name}.csv").open(encoding="utf-8", newline="") as stream:
        return tuple(csv.DictReader(stream))


def text(key: str) -> str:
    """The words for a column or a sentence."""
    return next(each["text"] for each in rows("texts") if each["key"] == key)


def shape_of(form: str) -> str:
    """The shape of a form: ``equation``, ``inventory`` or ``bill``."""
    return next(each["shape"] for each in rows("forms") if each["form"] == form)


def notes(form: str) -> tuple[str, ...]:
    """What a reader must know of a form: its source, and what was not verified."""
    return tuple(each["text"] for each in rows("notes") if each["form"] == form)
