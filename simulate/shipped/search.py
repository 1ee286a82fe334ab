"""Search for texts that mention words."""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from functools import partial

from ..problems import InvalidInput

_NEAREST, _SHORTEST = 3, 3
_WORD = re.compile(r"[^\W_]+(?:[-.][^\W_]+)*")


def mentioning(
    words: Sequence[str], texts: Mapping[str, str], *, what: str, names: Container[str] = ()
) -> tuple[str, ...]:
    """The keys of the texts that contain all of `words`, in any case, first of those in which the words are whole.

    `what` names a text in messages.

    A word that is one of `names` is whole in a text: DE is no part of model, and h100 none of h1000. Raises
    InvalidInput if there is none; the message suggests similar words, or parts of the word.

    >>> mentioning(["NORWAY", "2024"], {"a": "Norway, 2023", "b": "Norway, 2024"}, what="row")
    ('b',)
    """
    wanted = [word.lower() for word in words]
    lowered = {key: text.lower() for key, text in texts.items()}
    tests = [_whole(word) if word in names else partial(_is_in, word) for word in wanted]
    found = tuple(key for key, text in lowered.items() if all(test(text) for test in tests))
    if not found:
        raise InvalidInput(_nothing(wanted, lowered.values(), what))
    whole = [*map(_whole, wanted)]
    return tuple(sorted(found, key=lambda key: not all(test(lowered[key]) for test in whole)))


def _whole(word: str) -> Callable[[str], object]:
    return re.compile(rf"(?<![^\W_]){re.escape(word)}(?![^\W_])").search


def _is_in(word: str, text: str) -> bool:
    return word in text


def _nothing(words: Sequence[str], texts: Iterable[str], what: str) -> str:
    known = "\n".join(texts)
    absent = [word for word in words if word not in known]
    if not absent:
        return f"no {what} mentions {' and '.join(map(repr, words))} together; leave a word out"
    from difflib import get_close_matches

    every = set(_words(known))
    near = get_close_matches(absent[0], sorted(every), n=_NEAREST, cutoff=0.7) or _parts(absent[0], every)
    remedy = f"did you mean {' or '.join(map(repr, near))}?" if near else "without words, all are shown"
    if len(words) > 1:
        remedy = f"leave it out; {remedy}" if near else "leave it out"
    return f"no {what} mentions {absent[0]!r}; {remedy}"


def _parts(word: str, every: Container[str]) -> list[str]:
    """The parts of a word that texts have, but for the shortest."""
    parts = (part for part in _words(word) if len(part) >= _SHORTEST and part in every)
    return list(dict.fromkeys(parts))[:_NEAREST]


def _words(text: str) -> Iterable[str]:
    """Every word, and the parts of hyphenated ones."""
    for word in _WORD.findall(text):
        yield word
        yield from word.split("-")
