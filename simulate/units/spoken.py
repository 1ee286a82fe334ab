"""Units as people read them, ``89 trees``, ``29,167 GPU·hours``, ``g CO2e/kWh``, and back in the units' grammar.

No other module turns a unit into words. What a program reads keeps the text that pint understands.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from ..language import ENGLISH, current, phrase, unit_word, value_of
from .number_format import grouping
from .vocabulary import vocabulary

_POWER = re.compile(r"(?:\*\*|\^)\s*(-?[1-9])(?![0-9])")
_RAISED = str.maketrans("-123456789", "⁻¹²³⁴⁵⁶⁷⁸⁹")
_RAISED_POWER = re.compile("⁻?[¹²³⁴⁵⁶⁷⁸⁹]")
_LOWERED = str.maketrans("⁻¹²³⁴⁵⁶⁷⁸⁹", "-123456789")
#: Signs that look alike, each with its equivalent in the units' grammar.
_ALIKE = str.maketrans({"·": "*", "⋅": "*", "×": "*", "₂": "2", "€": "EUR", "\u00a0": " ", "\u202f": " ", "‑": "-"})
_PER = re.compile(r"\s+(?:per|an?)\s+")
#: Tons by their full names, and a thing with the time that it is counted in: ``GPU-hours``.
_TONS = re.compile(r"\b(?:(metric)|short) ton(?:ne)?s?\b")
_THING_TIME = re.compile(r"\b([A-Za-z]{2,})-((?:second|minute|hour|day|week|month|year)s?)\b")
#: Units of mass that are words: the definitions join a substance to them with an underscore.
_MASS_WORD = re.compile(r"(\w*(?:gram|tonne|pound))s?")
#: Units that are words; symbols such as kWh have neither plural nor article.
_WORD = re.compile(r"(?!(?:min|sec)$)[a-z]{3,}")
#: A name in a readable unit.
_NAME = re.compile(r"[A-Za-z_]+")
_COUNTED = re.compile(r"\bcount_(?=[A-Za-z0-9])")
_BOUNDS = ("at least ", "at most ")
#: A number with what may be its unit, in a text.
_AMOUNT = re.compile(r"(?<![\w.])([-+]?\d[\d,.]*(?:e[-+]?\d+)?) ((?!(?:or|to|and)\b)[A-Za-zµμ°][^\s,;]*)")


def readable(text: str) -> str:
    """A unit's text as people write it, of one.

    >>> readable("tCO2e"), readable("gCO2e/kWh"), readable("gpu*hour"), readable("m**3"), readable("count_flight")
    ('t CO2e', 'g CO2e/kWh', 'GPU·hour', 'm³', 'flight')
    """
    text = _POWER.sub(lambda found: found[1].translate(_RAISED), text).replace("*", "·")
    return _joined_substance().sub(f" {vocabulary().substance.name}", with_symbols(_COUNTED.sub("", text)))


def with_symbols(text: str, *, plural: bool = False) -> str:
    """A text with the words that have symbols as these; `plural` allows an s behind them.

    >>> with_symbols("gpu*s"), with_symbols("8 gpus", plural=True)
    ('GPU*s', '8 GPUs')
    """
    return _symbols(plural).sub(lambda found: vocabulary().symbols[found[0]], text)


@cache
def _symbols(plural: bool) -> re.Pattern[str]:  # noqa: FBT001 - as a key of the cache
    end = r"(?=s?\b)" if plural else r"\b"
    return re.compile(rf"\b(?:{_any(vocabulary().symbols)}){end}")


@cache
def _joined_substance() -> re.Pattern[str]:
    """The substance where it is joined to a unit of mass: ``gCO2e``, ``tonne_CO2eq``."""
    substance = vocabulary().substance
    return re.compile(rf"(?<=[A-Za-z])_?(?:{_any([substance.name, *substance.aliases])})\b")


@cache
def _typed_substance() -> re.Pattern[str]:
    """A unit of mass, and behind it the substance (a group of its own) or what has plain mass, apart or joined."""
    substance = vocabulary().substance
    spellings = _any([substance.name, *substance.aliases, *substance.spellings]).replace(r"\ ", r"\s*-?\s*")
    return re.compile(rf"([A-Za-zµμ]+)\s*(?:({spellings})\b|{re.escape(substance.plain)})(?![A-Za-z0-9])\.?")


def _any(texts: Iterable[str]) -> str:
    """A pattern of alternatives, none cut short by another that it begins with."""
    return "|".join(map(re.escape, sorted(texts, key=len, reverse=True)))


def typed(text: str) -> str:
    """A unit as people write it, in the characters of the units' grammar; text in these is unchanged.

    >>> typed("g CO₂e/kWh"), typed("kg CO2-eq."), typed("GPU·hours"), typed("m³"), typed("kWh per query")
    ('gCO2e/kWh', 'kgCO2e', 'GPU*hours', 'm**3', 'kWh/query')
    >>> typed("t CO2e a day"), typed("metric tons"), typed("GPU-hours"), typed("€/MWh")
    ('tCO2e/day', 'tonne', 'GPU*hours', 'EUR/MWh')
    """
    text = _RAISED_POWER.sub(lambda found: f"**{found[0].translate(_LOWERED)}", text.translate(_ALIKE))
    text = _TONS.sub(lambda found: "tonne" if found[1] else "short_ton", _PER.sub("/", text))
    return _typed_substance().sub(_joined, _THING_TIME.sub(r"\1*\2", text))


def _joined(found: re.Match[str]) -> str:
    """A mass of a substance in one word: ``tCO2``, ``kgCO2e``, ``tonne_CO2e``."""
    word, substance = _MASS_WORD.fullmatch(found[1]), vocabulary().substance
    mass = f"{word[1]}_" if word else found[1]
    return f"{mass}{substance.name if found[2] else substance.plain}"


def many(unit: str) -> str:
    """A readable unit in the plural; symbols have none.

    >>> many("person"), many("GPU·hour"), many("query/person/day"), many("kWh"), many("t CO2e a day")
    ('people', 'GPU·hours', 'queries/person/day', 'kWh', 't CO2e a day')
    """
    upper, slash, under = unit.partition("/")
    first, dot, last = upper.rpartition("·")
    return f"{one(first)}{dot}{_plural(last)}{slash}{one(under)}"


def one(unit: str) -> str:
    """A readable unit in the singular, its words in the language of the picture that is being drawn.

    >>> one("GPU·hour"), one("g CO2e/kWh")
    ('GPU·hour', 'g CO2e/kWh')
    """
    return _NAME.sub(lambda found: unit_word(found[0]) or found[0], unit)


def counted(number: str, unit: str) -> str:
    """A printed number with its readable unit, in the plural unless it is 1.

    >>> counted("89", "tree"), counted("1", "tree"), counted("3.82", "t CO2e"), counted("0.3", "")
    ('89 trees', '1 tree', '3.82 t CO2e', '0.3')
    """
    return _counted(number, unit, number == "1" if current() is ENGLISH else _is_singular(number))


def _counted(number: str, unit: str, is_one: bool) -> str:  # noqa: FBT001 - the number of the noun
    return f"{number} {one(unit) if is_one else many(unit)}".rstrip()


def _is_singular(number: str) -> bool:
    """Whether what a printed number counts is in the singular; never with words such as *unknown*."""
    try:
        return current().is_singular(value_of(number))
    except ValueError:
        return False


def amounts(text: str) -> str:
    """A text of the user's with its numbers and units as people read them.

    >>> amounts("at least 65000 tree"), amounts("0.1 t to 3.1 t"), amounts("29167 gpu*hour"), amounts("1 day")
    ('at least 65,000 trees', '0.1 t to 3.1 t', '29,167 GPU·hours', '1 day')
    """
    return _in_words(grouping(_AMOUNT.sub(_amount, text)))


def _amount(found: re.Match[str]) -> str:
    """A number as it was typed, with its unit."""
    number, unit = found[1], readable(found[2])
    is_one = number == "1" if current() is ENGLISH else current().is_singular(float(number.replace(",", "")))
    return _counted(number, unit, is_one)


def _in_words(amount: str) -> str:
    """A range or a bound with its words in the language of the picture that is being drawn."""
    low, between, high = amount.partition(" to ")
    if between:
        return phrase("{low} to {high}", low=low, high=high)
    bound, rest = next(((each, amount[len(each) :]) for each in _BOUNDS if amount.startswith(each)), ("", amount))
    if bound == "at least ":
        return phrase("at least {amount}", amount=rest)
    return phrase("at most {amount}", amount=rest) if bound else amount


def is_word(unit: str) -> bool:
    """Whether a readable unit is a word, such as hour, and so has an article and a plural."""
    return bool(_WORD.fullmatch(unit))


def _plural(word: str) -> str:
    if found := unit_word(word, plural=True):
        return found
    regular = f"{word.removesuffix('s')}s" if is_word(word) else word
    return vocabulary().plurals.get(word, regular)
