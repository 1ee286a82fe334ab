"""Units as people say them: ``89 trees``, ``29,167 GPU·hours``, ``g CO2e/kWh``.

The one place where a unit becomes a word. What a program reads keeps the text that pint understands.
"""

from __future__ import annotations

import re

from ..numerals import grouping

#: Dots and powers as people write them for the signs of the units' grammar.
_SIGNS = {"**2": "²", "**3": "³", "*": "·"}
_PLURALS = {"query": "queries", "person": "people", "GPU": "GPUs", "CPU": "CPUs"}
#: Units that are words; symbols such as kWh have no plural and no article.
_WORD = re.compile(r"(?!(?:min|sec)$)[a-z]{3,}")
_COUNTED = re.compile(r"\bcount_(?=[A-Za-z0-9])")
#: A number with what may be its unit, in a text.
_AMOUNT = re.compile(r"(?<![\w.])([-+]?\d[\d,.]*(?:e[-+]?\d+)?) ((?!(?:or|to|and)\b)[A-Za-zµμ°][^\s,;]*)")


def readable(text: str) -> str:
    """A unit's text as people write it, of one.

    >>> readable("tCO2e"), readable("gCO2e/kWh"), readable("gpu*hour"), readable("m**3"), readable("count_flight")
    ('t CO2e', 'g CO2e/kWh', 'GPU·hour', 'm³', 'flight')
    """
    for sign, written in _SIGNS.items():
        text = text.replace(sign, written)
    text = re.sub(r"\b[cgt]pu\b", lambda found: found[0].upper(), _COUNTED.sub("", text))
    return re.sub(r"(?<=[A-Za-z])CO2eq?\b", " CO2e", text)


def many(unit: str) -> str:
    """A readable unit of several: what is counted has a plural, a symbol has none.

    >>> many("person"), many("GPU·hour"), many("query/person/day"), many("kWh"), many("t CO2e a day")
    ('people', 'GPU·hours', 'queries/person/day', 'kWh', 't CO2e a day')
    """
    upper, slash, under = unit.partition("/")
    first, dot, last = upper.rpartition("·")
    return f"{first}{dot}{_plural(last)}{slash}{under}"


def counted(number: str, unit: str) -> str:
    """A number as it is printed, with a readable unit that agrees with it.

    >>> counted("89", "tree"), counted("1", "tree"), counted("3.82", "t CO2e"), counted("0.3", "")
    ('89 trees', '1 tree', '3.82 t CO2e', '0.3')
    """
    return f"{number} {unit if number == '1' else many(unit)}".rstrip()


def amounts(text: str) -> str:
    """A text that somebody wrote, its numbers and their units as people read them.

    >>> amounts("at least 65000 tree"), amounts("0.1 t to 3.1 t"), amounts("29167 gpu*hour"), amounts("1 day")
    ('at least 65,000 trees', '0.1 t to 3.1 t', '29,167 GPU·hours', '1 day')
    """
    return grouping(_AMOUNT.sub(lambda found: counted(found[1], readable(found[2])), text))


def is_word(unit: str) -> bool:
    """Whether a readable unit is a word, such as hour: then it has an article and a plural."""
    return bool(_WORD.fullmatch(unit))


def _plural(word: str) -> str:
    if word in _PLURALS:
        return _PLURALS[word]
    return f"{word.removesuffix('s')}s" if is_word(word) else word
