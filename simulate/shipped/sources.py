"""The sources that numbers shipped with this package come from, each written once, in configs/sources.yaml."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from ..files import yaml
from . import library
from .search import mentioning


@dataclass(frozen=True)
class Source:
    """One publication or data set; `verified` says whether its figures were read in it and not quoted from others."""

    key: str
    title: str
    authors: str = ""
    year: int | None = None
    where: str = ""
    verified: bool = False

    def __str__(self) -> str:
        year = f" ({self.year})" if self.year else ""
        parts = [f"{self.authors}{year}".strip(), self.title, self.where, "" if self.verified else "unverified"]
        return ", ".join(part for part in parts if part)


@cache
def shipped() -> dict[str, Source]:
    """Every shipped source by its key."""
    document = yaml.open_document(library.folder() / "sources.yaml")
    return {key: Source(key, **entry) for key, entry in document.data.items()}


def search(words: Sequence[str]) -> tuple[Source, ...]:
    """The sources that mention all of `words`, in whatever case.

    Raises InvalidInput where there is none; the message names the nearest words.

    >>> [source.key for source in search(["BLOOM", "served"])]
    ['bigscience-2022']
    """
    texts = {key: f"{key} {source}" for key, source in shipped().items()}
    return tuple(shipped()[key] for key in mentioning(words, texts, what="source"))


def describe(source: str) -> str:
    """What an input's `source` means to a reader: keys written out, several joined by commas; other text as it is.

    >>> describe("our meter, May 2026")
    'our meter, May 2026'
    """
    keys = [key.strip() for key in source.split(",")]
    if not all(key in shipped() for key in keys):
        return source
    return "; ".join(str(shipped()[key]) for key in keys)
