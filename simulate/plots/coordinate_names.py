"""The names of coordinates, outputs and inputs in pictures: options as the scenario names them, all else in words."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from functools import cache
from typing import Any

from ..language import counted_phrase, numeral, output_name, phrase
from ..show import labels
from ..units.vocabulary import vocabulary

#: Letters that abbreviate: one before a number, several without a vowel before a hyphen and a number, a B behind one.
_ABBREVIATION = re.compile(r"\b(?:[a-z](?=\d)|[b-df-hj-np-tv-xz]{2,}(?=-\d))|(?<=\d)b\b")
_TOTAL = "total "
#: The label of a number, as those of a sweep are.
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?(?:e[-+]?\d+)?")
_WORD = re.compile(r"[^\W\d_]+")
_BRACKETS = re.compile(r" *\(([^()]*)\)")


def row(coordinates: Mapping[str, str], names: Mapping[str, str]) -> str:
    """The name of a coordinate as a row of a picture: options by their `names`, others in words.

    >>> row({"region": "central_us", "start": "3"}, {"central_us": "Central US"})
    'Central US, 3'
    >>> row({"allocation": "by_days", "region": "camx", "model": "gpt-3"}, {})
    'By days, CAMX, GPT-3'
    """
    text = _joined(coordinates, names)
    is_named = next(iter(coordinates.values()), "") in names
    return text if is_named else text[:1].upper() + text[1:]


def _joined(coordinates: Mapping[str, str], names: Mapping[str, str]) -> str:
    return ", ".join(names.get(label) or _unnamed(label) for label in coordinates.values())


def titled(attributes: Mapping[Any, Any], coordinates: Mapping[str, str]) -> str:
    """The title of the scenario of which a file's `attributes` are, and the coordinate, if there is any."""
    named = in_brackets(coordinates, json.loads(attributes["option_names"])) if coordinates else ""
    return ": ".join(filter(None, (attributes["title"], named)))


def in_brackets(coordinates: Mapping[str, str], names: Mapping[str, str]) -> str:
    """The name of a coordinate within the brackets of a sentence.

    It is in lower case unless the scenario names it, has no brackets of its own, and numbers follow their axis.

    >>> in_brackets({"region": "central_us", "start_hour": "3"}, {"central_us": "Central US (MISO)"})
    'Central US, MISO, start hour 3'
    >>> in_brackets({"allocation": "by_days", "region": "norway"}, {})
    'by days, norway'
    """
    options = {axis: f"{axis} {label}" if labels.is_whole(label) else label for axis, label in coordinates.items()}
    return _BRACKETS.sub(r", \1", _joined(options, names)).removeprefix(", ")


def outputs(names: Sequence[str], parts: Collection[str]) -> dict[str, str]:
    """The names of outputs in words, without their part's name if that leaves no two alike.

    >>> outputs(["serving_emissions", "americans_people"], {"serving", "americans"})
    {'serving_emissions': 'emissions', 'americans_people': 'people'}
    >>> outputs(["serving_emissions", "total_emissions"], {"serving"})
    {'serving_emissions': 'serving emissions', 'total_emissions': 'total emissions'}
    """
    full = {each: labels.spoken(each) for each in names}
    bare = {each: _bare(each, parts) for each in names}
    taken = Counter([*bare.values(), *(text.removeprefix(_TOTAL) for text in full.values() if text.startswith(_TOTAL))])
    return {each: output_name(bare[each] if taken[bare[each]] == 1 else full[each]) for each in names}


def of_input(name: str) -> str:
    """The name of an input in words, after its part's.

    >>> of_input("serving.pue"), of_input("carbon_intensity"), of_input("x05")
    ('serving PUE', 'carbon intensity', 'x05')
    """
    return _with_acronyms(labels.spoken(name.replace(".", " ")))


def of_inputs(names: Sequence[str]) -> str:
    """The name of a set of inputs that move together.

    >>> of_inputs(["pue", "idle_power"]), of_inputs(["pue", "idle_power", "words", "users"])
    ('PUE and idle power', 'PUE and 3 more')
    """
    first = of_input(names[0])
    if len(names) == 1:
        return first
    if len(names) == 2:
        return phrase("{first} and {last}", first=first, last=of_input(names[1]))
    return counted_phrase(len(names) - 1, "{names} and {count} more", "{names} and {count} more", names=first)


def _bare(name: str, parts: Collection[str]) -> str:
    """An output's name in words, without its part's name."""
    part = max((part for part in parts if name.startswith(f"{part}_")), key=len, default="")
    return labels.spoken(name.removeprefix(f"{part}_"))


def _unnamed(label: str) -> str:
    """A label in words, with the capitals of abbreviations and acronyms: ``GPT-3``, ``H100``, ``CAMX``."""
    if _NUMBER.fullmatch(label):
        return numeral(label)
    return _with_acronyms(_ABBREVIATION.sub(lambda found: found[0].upper(), labels.spoken(label)))


def _with_acronyms(text: str) -> str:
    return _WORD.sub(lambda found: _acronyms().get(found[0], found[0]), text)


@cache
def _acronyms() -> dict[str, str]:
    return {word.lower(): word for word in vocabulary().acronyms}
