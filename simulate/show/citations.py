"""The sources of an answer in the form of citations: ``Patterson et al. 2021``."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence

from ..language import counted_phrase, joined, phrase
from ..shipped.sources import Source, shipped

_INITIALS = re.compile(r"^(?:[^\W\d_]\.[ -]?)+ ?")


def cited(sources: Iterable[str]) -> tuple[str, ...]:
    """Each source once, in order, keys of shipped ones apart; of numbers that were set by hand there is none."""
    return tuple(dict.fromkeys(key for source in sources for key in _apart(source)))


def _apart(source: str) -> list[str]:
    """The keys of shipped sources in a text, or the text itself; nothing for a command-line option."""
    if not source or source.startswith("--"):
        return []
    keys = [key.strip() for key in source.split(",")]
    return keys if all(key in shipped() for key in keys) else [source]


def short(source: str) -> str:
    """The short citation of a source: authors, else its title up to a colon or comma, and year; other text unchanged.

    >>> short("latif-2024"), short("codecarbon"), short("our meter, May 2026")
    ('Latif et al. 2024', 'CodeCarbon', 'our meter, May 2026')
    """
    found = shipped().get(source)
    if found is None:
        return source
    who = _who(found) if found.authors or not found.year else f"“{_who(found)}”"
    return f"{who} {found.year}" if found.year else who


def _who(source: Source) -> str:
    """Last names, ``et al.`` for more than two; without authors the title up to a colon or comma."""
    names = [_INITIALS.sub("", name) for name in source.names]
    if not names:
        return re.split(r"[:,]", source.title)[0]
    if source.has_others or len(names) > 2:
        return f"{names[0]} et al."
    return joined(names)


def sentence(sources: Sequence[str], fits: Callable[[str], bool]) -> str:
    """``Sources: A 2021; B 2023 and 3 more``, with as many citations as `fits` accepts; empty without sources.

    >>> sentence(["latif-2024", "codecarbon", "mlco2"], lambda text: len(text) < 45)
    'Sources: Latif et al. 2024 and 2 more.'
    >>> sentence(["codecarbon"], lambda text: True)
    'Source: CodeCarbon.'
    """
    names = list(dict.fromkeys(map(short, sources)))
    texts = (_listed(names, count) for count in range(len(names), 0, -1))
    return next((text for text in texts if fits(text)), _listed(names, 1) if names else "")


def _listed(names: Sequence[str], count: int) -> str:
    """The first `count` of `names` and the number of the others."""
    left = len(names) - count
    listed = phrase("; ").join(names[:count])
    if left:
        listed = counted_phrase(left, "{names} and {count} more", "{names} and {count} more", names=listed)
    found = phrase("Source: {names}", names=listed) if len(names) == 1 else phrase("Sources: {names}", names=listed)
    return found if found.endswith(".") else f"{found}."
