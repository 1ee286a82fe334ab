"""The sources an answer rests on, as a reader would cite them: ``Patterson et al. 2021``."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence

from ..shipped.sources import Source, shipped

_INITIALS = re.compile(r"^(?:[^\W\d_]\.[ -]?)+ ?")


def cited(sources: Iterable[str]) -> tuple[str, ...]:
    """Each source once, in order, keys of shipped ones apart; of numbers that were set by hand there is none."""
    return tuple(dict.fromkeys(key for source in sources for key in _apart(source)))


def _apart(source: str) -> list[str]:
    """Keys of shipped sources apart; free text as it is."""
    if not source or source.startswith("--"):
        return []
    keys = [key.strip() for key in source.split(",")]
    return keys if all(key in shipped() for key in keys) else [source]


def short(source: str) -> str:
    """A source as it is cited in passing: who and when, or, where nobody signed it, its title up to a colon or comma.

    >>> short("latif-2024"), short("codecarbon"), short("our meter, May 2026")
    ('Latif et al. 2024', 'CodeCarbon', 'our meter, May 2026')
    """
    found = shipped().get(source)
    if found is None:
        return source
    who = _who(found) if found.authors or not found.year else f"“{_who(found)}”"
    return f"{who} {found.year}" if found.year else who


def _who(source: Source) -> str:
    if not source.authors:
        return re.split(r"[:,]", source.title)[0]
    signed, others, _ = source.authors.partition(" et al.")
    names = [_INITIALS.sub("", name) for name in re.split(r", | and ", signed)]
    return f"{names[0]} et al." if others or len(names) > 2 else " and ".join(names)


def sentence(sources: Sequence[str], fits: Callable[[str], bool]) -> str:
    """``Sources: A 2021; B 2023 and 3 more``, with as many names as fit; empty where there is no source.

    >>> sentence(["latif-2024", "codecarbon", "mlco2"], lambda text: len(text) < 45)
    'Sources: Latif et al. 2024 and 2 more.'
    >>> sentence(["codecarbon"], lambda text: True)
    'Source: CodeCarbon.'
    """
    names = list(dict.fromkeys(map(short, sources)))
    texts = (_listed(names, count) for count in range(len(names), 0, -1))
    return next((text for text in texts if fits(text)), _listed(names, 1) if names else "")


def _listed(names: Sequence[str], count: int) -> str:
    """The first `count` of names, and how many there are beside them."""
    left = len(names) - count
    said = "; ".join(names[:count]) + (f" and {left} more" if left else "")
    return f"Source{'s' if len(names) > 1 else ''}: {said}{'' if said.endswith('.') else '.'}"
