"""Sources as BibTeX entries."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from ..shipped.sources import Source

UNVERIFIED = "unverified: its figures are quoted from a text that cites it"

_INITIALS = re.compile(r"(?:[^\W\d_]\.[ -]?)+ ?\S+")
_ESCAPES = str.maketrans(
    {"\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}"}
    | {mark: rf"\{mark}" for mark in "&%$#_{}"}
)


def bibtex(sources: Iterable[Source]) -> str:
    r"""One entry per source, in the given order.

    >>> print(bibtex([Source("a-2024", "Costs & causes", "B. Moe and Acme Labs", 2024, "2401.00001")]), end="")
    @misc{a-2024,
      author = {B. Moe and {Acme Labs}},
      title = {{Costs \& causes}},
      year = {2024},
      eprint = {2401.00001},
      archiveprefix = {arXiv},
      note = {unverified: its figures are quoted from a text that cites it}
    }
    """
    return "\n".join(_entry(source) for source in sources)


def _entry(source: Source) -> str:
    fields = ",\n".join(f"  {name} = {{{value}}}" for name, value in _fields(source) if value)
    return f"@misc{{{source.key},\n{fields}\n}}\n"


def _fields(source: Source) -> Iterator[tuple[str, str]]:
    yield "author", " and ".join([*map(_name, source.names), *(["others"] if source.has_others else [])])
    yield "title", f"{{{_escaped(source.title)}}}"
    yield "year", str(source.year or "")
    yield "eprint", source.arxiv
    yield "archiveprefix", "arXiv" if source.arxiv else ""
    yield "doi", source.doi
    yield "howpublished", _escaped(source.where)
    yield "note", "" if source.verified else UNVERIFIED


def _name(name: str) -> str:
    """A name; BibTeX splits one of several words into first and last names unless it is in braces, as a body's is."""
    is_whole = " " not in name or _INITIALS.fullmatch(name)
    return _escaped(name) if is_whole else f"{{{_escaped(name)}}}"


def _escaped(text: str) -> str:
    return text.translate(_ESCAPES)
