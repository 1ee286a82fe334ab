"""Names to suggest for a word that is none: "did you mean"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from .problem import clipped

#: The similarity from which a name is suggested for a word, as a whole and by one of its pieces.
_ALIKE, _ALIKE_PIECE = 0.6, 0.8
#: The most names that are suggested if several are near, and if none is.
_MOST_NEAR, _MOST = 3, 5
#: Characters of a name that are shown.
_LONGEST = 60


def did_you_mean(word: str, choices: Iterable[str], *, see: str = "") -> str:
    """A remedy for an unknown `word`: the nearest of `choices`, or all of them if none is near.

    If none is near and there are many, the remedy is `see`, which says what lists them.

    >>> did_you_mean("lognromal", ["normal", "lognormal"])
    "did you mean 'lognormal'?"
    >>> did_you_mean("blom", ["bloom/embodied", "bloom/training", "grid/us-mix"])
    "did you mean 'bloom/embodied' or 'bloom/training'?"
    """
    known = list(dict.fromkeys(choices))
    if near := nearest(word, known):
        return f"did you mean {' or '.join(repr(_shown(name)) for name in near[:_MOST_NEAR])}?"
    if see and len(known) > _MOST:
        return see
    return f"choose one of {', '.join(map(_shown, known))}" if known else "there are none to choose from"


def _shown(name: str) -> str:
    return clipped(name, _LONGEST)


def nearest(word: str, known: Sequence[str]) -> list[str]:
    """The names that `word` may mean: those with it as a piece, the most similar one, or those with a similar piece."""
    import difflib

    return _holding(word, known) or difflib.get_close_matches(word, known, n=1, cutoff=_ALIKE) or _like(word, known)


def _holding(word: str, known: Iterable[str]) -> list[str]:
    """The names with `word` as a piece: a topic, or one word of several."""
    return [name for name in known if word in _pieces(name)]


def _like(word: str, known: Iterable[str]) -> list[str]:
    """The names with a piece similar to `word`."""
    import difflib

    return [name for name in known if difflib.get_close_matches(word, _pieces(name), n=1, cutoff=_ALIKE_PIECE)]


def _pieces(name: str) -> list[str]:
    return re.split(r"[/.\-]", name)
