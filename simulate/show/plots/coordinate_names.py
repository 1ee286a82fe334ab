"""What coordinates are called in pictures: by the names a scenario gives its options, or by their labels as spoken."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from functools import cache

from ...units.vocabulary import vocabulary
from .. import labels

#: A letter before a number, letters that are no word before a hyphen and a number, and the B of billions behind one.
_STANDS_FOR = re.compile(r"\b(?:[a-z](?=\d)|[b-df-hj-np-tv-xz]{2,}(?=-\d))|(?<=\d)b\b")
_TOTAL = "total "
_WORD = re.compile(r"[^\W\d_]+")
_BRACKETS = re.compile(r" *\(([^()]*)\)")


def row(coordinates: Mapping[str, str], names: Mapping[str, str]) -> str:
    """A coordinate as a row of a picture is called: options by their `names`, others as they are spoken.

    >>> row({"region": "central_us", "start": "3"}, {"central_us": "Central US"})
    'Central US, 3'
    >>> row({"allocation": "by_days", "region": "camx", "model": "gpt-3"}, {})
    'By days, CAMX, GPT-3'
    """
    said = [names.get(label) or _unnamed(label) for label in coordinates.values()]
    if said and next(iter(coordinates.values())) not in names:
        said[0] = said[0][:1].upper() + said[0][1:]
    return ", ".join(said)


def place(coordinates: Mapping[str, str], names: Mapping[str, str]) -> str:
    """The same in a sentence, within brackets: it has none of its own, and a number says of what it is one.

    >>> place({"region": "central_us", "start_hour": "3"}, {"central_us": "Central US (MISO)"})
    'Central US, MISO, start hour 3'
    """
    said = {
        axis: f"{axis} {label}" if label.removeprefix("-").isdecimal() else label for axis, label in coordinates.items()
    }
    return _BRACKETS.sub(r", \1", row(said, names)).removeprefix(", ")


def outputs(names: Sequence[str], parts: Collection[str]) -> dict[str, str]:
    """What outputs are called: a part's name is left out where nothing else would be called the same.

    >>> outputs(["serving_emissions", "americans_people"], {"serving", "americans"})
    {'serving_emissions': 'emissions', 'americans_people': 'people'}
    >>> outputs(["serving_emissions", "total_emissions"], {"serving"})
    {'serving_emissions': 'serving emissions', 'total_emissions': 'total emissions'}
    """
    said = {name: labels.spoken(name) for name in names}
    bare = {name: _bare(name, parts) for name in names}
    taken = Counter([*bare.values(), *(text.removeprefix(_TOTAL) for text in said.values() if text.startswith(_TOTAL))])
    return {name: bare[name] if taken[bare[name]] == 1 else said[name] for name in names}


def _bare(name: str, parts: Collection[str]) -> str:
    """An output's name without that of its part."""
    part = max((part for part in parts if name.startswith(f"{part}_")), key=len, default="")
    return labels.spoken(name.removeprefix(f"{part}_"))


def _unnamed(label: str) -> str:
    """A label as it is spoken, with capitals where letters stand for something: ``GPT-3``, ``H100``, ``CAMX``."""
    return _spelled(_STANDS_FOR.sub(lambda found: found[0].upper(), labels.spoken(label)))


def _spelled(text: str) -> str:
    return _WORD.sub(lambda found: _acronyms().get(found[0], found[0]), text)


@cache
def _acronyms() -> dict[str, str]:
    return {word.lower(): word for word in vocabulary().acronyms}
