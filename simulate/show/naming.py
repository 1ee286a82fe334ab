"""What coordinates are called in pictures: by the names a scenario gives its options, or by their labels as spoken."""

from __future__ import annotations

import re
from collections.abc import Mapping

from . import labels

#: A letter before a number, and letters that are no word before a hyphen and a number.
_STANDS_FOR = re.compile(r"\b(?:[a-z](?=\d)|[b-df-hj-np-tv-xz]{2,}(?=-\d))")


def row(coordinates: Mapping[str, str], names: Mapping[str, str]) -> str:
    """A coordinate as a row of a picture is called: options by their `names`, others as they are spoken.

    >>> row({"region": "central_us", "start": "3"}, {"central_us": "Central US"})
    'Central US, 3'
    >>> row({"allocation": "by_days", "model": "gpt-3"}, {})
    'By days, GPT-3'
    """
    said = [names.get(label) or _unnamed(label) for label in coordinates.values()]
    if said and next(iter(coordinates.values())) not in names:
        said[0] = said[0][:1].upper() + said[0][1:]
    return ", ".join(said)


def _unnamed(label: str) -> str:
    """A label as it is spoken, with capitals where letters stand for something: ``GPT-3``, ``H100``."""
    return _STANDS_FOR.sub(lambda found: found[0].upper(), labels.spoken(label))


def place(coordinates: Mapping[str, str], names: Mapping[str, str]) -> str:
    """The same in a sentence, where a number must say of what it is one.

    >>> place({"region": "central_us", "start_hour": "3"}, {"central_us": "Central US"})
    'Central US, start hour 3'
    """
    said = {
        axis: f"{axis} {label}" if label.removeprefix("-").isdecimal() else label for axis, label in coordinates.items()
    }
    return row(said, names)
