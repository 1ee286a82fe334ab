"""Phrases, numbers and words in the language of the picture that is being drawn; in English they are as written.

A phrase is a literal where it is used, with its values as named fields, so that a test finds every one in the sources
and holds the translations against them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from functools import reduce

from .languages import ENGLISH, Language, language

_CURRENT: ContextVar[Language] = ContextVar("language", default=ENGLISH)


def current() -> Language:
    """The language of the picture that is being drawn."""
    return _CURRENT.get()


@contextmanager
def using(code: str | None) -> Iterator[None]:
    """Within this context, pictures are in the language with this code; None leaves it as it is.

    Raises InvalidInput if there is no such language.
    """
    token = _CURRENT.set(current() if code is None else language(code))
    try:
        yield
    finally:
        _CURRENT.reset(token)


def phrase(text: str, /, **values: object) -> str:
    """An English phrase in the current language, with `values` in its fields.

    >>> with using("de"):
    ...     phrase("{low} to {high}", low="0,5", high="2")
    '0,5 bis 2'
    """
    found = current()
    return _translation(found, text).format(**values)


def _translation(found: Language, text: str) -> str:
    if found is ENGLISH:
        return text
    translation = found.texts[text]
    if not isinstance(translation, str):
        raise TypeError(f"{text!r} is translated as a phrase that counts")
    return found.spaced(translation)


def counted_phrase(count: int, one: str, several: str, /, **values: object) -> str:
    """One of two English phrases, for a `count` of 1 and for others, in the current language.

    The count itself is the field `count`, with separators between thousands.

    >>> counted_phrase(1000, "{count} sample", "{count} samples")
    '1,000 samples'
    """
    found = current()
    forms = (one, several) if found is ENGLISH else found.texts[several]
    text = forms[0] if found.is_singular(count) else forms[1]
    return found.spaced(text).format(count=numeral(f"{count:,}"), **values)


def listing(texts: Sequence[str]) -> str:
    """Texts in a sentence: ``a``, ``a and b``, ``a, b and c``.

    >>> listing(["50", "90", "95"])
    '50, 90 and 95'
    """
    first, last = ", ".join(texts[:-1]), texts[-1]
    return phrase("{first} and {last}", first=first, last=last) if first else last


def joined(texts: Sequence[str]) -> str:
    """Texts with an *and* between any two: ``user and day and place``."""
    return reduce(lambda first, last: phrase("{first} and {last}", first=first, last=last), texts)


def ordinal(number: str) -> str:
    """The ordinal of a printed number: ``71st``; in some languages the number itself.

    >>> ordinal("71"), ordinal("11"), ordinal("69.5")
    ('71st', '11th', '69.5th')
    """
    found = current().ordinals
    return next(form for end, form in found.items() if re.search(end, number)).format(number=number)


def numeral(text: str) -> str:
    """A number in English notation, in that of the current language.

    >>> with using("de"):
    ...     numeral("11,870.8"), numeral("-1.5e12"), numeral("552")
    ('11.870,8', '-1,5e12', '552')
    """
    found = current()
    if found is ENGLISH:
        return text
    whole, point, rest = text.partition(".")
    digits = sum(map(str.isdigit, whole.partition("e")[0]))
    separator = found.thousands if digits >= found.grouped_from else ""
    return f"{whole.replace(',', separator)}{point.replace('.', found.decimal)}{rest}"


def value_of(text: str) -> float:
    """The number that a printed one is.

    >>> value_of("11,870.8")
    11870.8
    """
    found = current()
    return float(text.replace(found.thousands, "").replace(found.decimal, ".").replace("−", "-"))


def unit_word(word: str, *, plural: bool = False) -> str | None:
    """A unit that is a word in the current language; None in English and for a word that it does not have.

    >>> with using("de"):
    ...     unit_word("day", plural=True), unit_word("gadget")
    ('Tage', None)
    """
    forms = current().units.get(word)
    return forms[plural] if forms else None


def per_one(unit: str) -> str | None:
    """The phrase for one unit, ``al giorno``, if it is not formed like others."""
    return current().per.get(unit)


def output_name(text: str) -> str:
    """The name of an output of a shipped model; any other text as it is."""
    return current().names.get(text, text)
