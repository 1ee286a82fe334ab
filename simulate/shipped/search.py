"""Search for texts that mention words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from ..problems import InvalidInput

_WORD = re.compile(r"[^\W_]+(?:[-.][^\W_]+)*")


def mentioning(words: Sequence[str], texts: Mapping[str, str], *, what: str) -> tuple[str, ...]:
    """The keys of the texts that contain all of `words`, in any case; `what` names a text in messages.

    Raises InvalidInput if there is none; the message suggests similar words.

    >>> mentioning(["NORWAY", "2024"], {"a": "Norway, 2023", "b": "Norway, 2024"}, what="row")
    ('b',)
    """
    wanted = [word.lower() for word in words]
    lowered = {key: text.lower() for key, text in texts.items()}
    found = tuple(key for key, text in lowered.items() if all(word in text for word in wanted))
    if not found:
        raise InvalidInput(_nothing(wanted, lowered.values(), what))
    return found


def _nothing(words: Sequence[str], texts: Iterable[str], what: str) -> str:
    known = "\n".join(texts)
    absent = [word for word in words if word not in known]
    if not absent:
        return f"no {what} mentions {' and '.join(map(repr, words))} together; leave a word out"
    from difflib import get_close_matches

    near = get_close_matches(absent[0], sorted(set(_words(known))), n=3, cutoff=0.7)
    remedy = f"did you mean {' or '.join(map(repr, near))}?" if near else "without words, all are shown"
    return f"no {what} mentions {absent[0]!r}; {remedy}"


def _words(text: str) -> Iterable[str]:
    """Every word, and the parts of hyphenated ones."""
    for word in _WORD.findall(text):
        yield word
        yield from word.split("-")
