"""The sources of the numbers that ship with this package: configs/sources.yaml has each once."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from ..files import yaml
from . import library
from .search import mentioning

_OTHERS = " et al."


@dataclass(frozen=True)
class Source:
    """One publication or data set.

    `arxiv` and `doi` are its identifiers, `where` is how to find it otherwise. `verified` is False for figures that are
    quoted from a text that cites it.
    """

    key: str
    title: str
    authors: str = ""
    year: int | None = None
    arxiv: str = ""
    doi: str = ""
    where: str = ""
    verified: bool = False

    def __str__(self) -> str:
        year = f" ({self.year})" if self.year else ""
        parts = [f"{self.authors}{year}".strip(), self.title, self.location, "" if self.verified else "unverified"]
        return ", ".join(part for part in parts if part)

    @property
    def location(self) -> str:
        """How to find it, in one text.

        >>> Source("a-2024", "Costs", arxiv="2401.00001", where="its source code").location
        'arXiv 2401.00001, its source code'
        """
        identifiers = (f"arXiv {self.arxiv}" if self.arxiv else "", f"doi {self.doi}" if self.doi else "")
        return ", ".join(filter(None, (*identifiers, self.where)))

    @property
    def names(self) -> tuple[str, ...]:
        """The authors that are named, one by one.

        >>> Source("a-2024", "Costs", "B. Moe, C. Li and Acme Labs").names
        ('B. Moe', 'C. Li', 'Acme Labs')
        """
        named = self.authors.removesuffix(_OTHERS)
        return tuple(name for name in re.split(r", | and ", named) if name)

    @property
    def has_others(self) -> bool:
        """Whether there are authors beside those that are named."""
        return self.authors.endswith(_OTHERS)


@cache
def shipped() -> dict[str, Source]:
    """Every shipped source by its key."""
    document = yaml.open_document(library.folder() / "sources.yaml")
    return {key: Source(key, **entry) for key, entry in document.data.items()}


def search(words: Sequence[str]) -> tuple[Source, ...]:
    """The sources that mention all of `words`, in any case.

    Raises InvalidInput if there is none; the message suggests similar words.

    >>> [source.key for source in search(["BLOOM", "served"])]
    ['bigscience-2022']
    """
    texts = {key: f"{key} {source}" for key, source in shipped().items()}
    return tuple(shipped()[key] for key in mentioning(words, texts, what="source"))
