"""Sources as BibTeX entries, for whoever cites what a result rests on."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from ..shipped.sources import Source

UNVERIFIED = "unverified: its figures are quoted from a text that cites it"

_ARXIV = re.compile(r"arXiv (\d{4}\.\d{4,5}(?:v\d+)?)")
_DOI = re.compile(r"doi (10\.\S+?)(?=,|$)")
_INITIALS = re.compile(r"(?:[^\W\d_]\.[ -]?)+ ?\S+")
_ESCAPES = str.maketrans(
    {"\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}"}
    | {mark: rf"\{mark}" for mark in "&%$#_{}"}
)


def bibtex(sources: Iterable[Source]) -> str:
    r"""One entry a source, in their order.

    >>> print(bibtex([Source("a-2024", "Costs & causes", "B. Moe and Acme Labs", 2024, "arXiv 2401.00001")]), end="")
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
    yield "author", _authors(source.authors)
    yield "title", f"{{{_escaped(source.title)}}}"
    yield "year", str(source.year or "")
    yield from _where(source.where)
    yield "note", "" if source.verified else UNVERIFIED


def _where(where: str) -> Iterator[tuple[str, str]]:
    """What can be looked up as what it is; the rest of the text as it stands."""
    eprint, doi = _ARXIV.search(where), _DOI.search(where)
    if eprint:
        yield "eprint", eprint[1]
        yield "archiveprefix", "arXiv"
    if doi:
        yield "doi", doi[1]
    rest = _DOI.sub("", _ARXIV.sub("", where)).strip(" ,;")
    yield "howpublished", _escaped(rest)


def _authors(text: str) -> str:
    """Names joined by "and"; one of several words without initials is braced, lest it be taken apart."""
    named, others, _ = text.partition(" et al.")
    names = [_name(name) for name in re.split(r", | and ", named) if name]
    return " and ".join([*names, *(["others"] if others else [])])


def _name(name: str) -> str:
    is_whole = " " not in name or _INITIALS.fullmatch(name)
    return _escaped(name) if is_whole else f"{{{_escaped(name)}}}"


def _escaped(text: str) -> str:
    return text.translate(_ESCAPES)
