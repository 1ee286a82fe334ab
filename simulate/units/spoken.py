"""Units as people write them: ``89 trees``, ``29,167 GPU·hours``, ``g CO2e/kWh``, and back to the units' grammar.

The one place where a unit becomes a word. What a program reads keeps the text that pint understands.
"""

from __future__ import annotations

import re

from .number_format import grouping

_POWER = re.compile(r"(?:\*\*|\^)\s*(-?[1-9])(?![0-9])")
_RAISED = str.maketrans("-123456789", "⁻¹²³⁴⁵⁶⁷⁸⁹")
_RAISED_POWER = re.compile("⁻?[¹²³⁴⁵⁶⁷⁸⁹]")
_LOWERED = str.maketrans("⁻¹²³⁴⁵⁶⁷⁸⁹", "-123456789")
#: Signs that print alike, each with the one the units' grammar has.
_ALIKE = str.maketrans({"·": "*", "⋅": "*", "×": "*", "₂": "2", "\u00a0": " ", "\u202f": " ", "‑": "-"})
_PER = re.compile(r"\s+per\s+")
#: CO2 behind a unit of mass, apart from it or not, with whatever marks it as an equivalent.
_CO2 = re.compile(r"([A-Za-zµμ]+)\s*CO2(\s*-?\s*(?:e|eq|equivalents?)\b)?(?![A-Za-z0-9])")
#: Units of mass that the definitions join to CO2e with an underscore, for they are words.
_MASS_WORD = re.compile(r"(\w*(?:gram|tonne|pound))s?")
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
    text = _POWER.sub(lambda found: found[1].translate(_RAISED), text).replace("*", "·")
    text = re.sub(r"\b[cgt]pu\b", lambda found: found[0].upper(), _COUNTED.sub("", text))
    return re.sub(r"(?<=[A-Za-z])_?CO2eq?\b", " CO2e", text)


def typed(text: str) -> str:
    """A unit as people write it, in the characters of the units' grammar; what has these already stays as it is.

    >>> typed("g CO₂e/kWh"), typed("kg CO2-eq"), typed("GPU·hours"), typed("m³"), typed("kWh per query")
    ('gCO2e/kWh', 'kgCO2e', 'GPU*hours', 'm**3', 'kWh/query')
    """
    text = _RAISED_POWER.sub(lambda found: f"**{found[0].translate(_LOWERED)}", text.translate(_ALIKE))
    return _CO2.sub(_joined, _PER.sub("/", text))


def _joined(found: re.Match[str]) -> str:
    """A mass of CO2 in one word: ``tCO2``, ``kgCO2e``, ``tonne_CO2e``."""
    word = _MASS_WORD.fullmatch(found[1])
    mass = f"{word[1]}_" if word else found[1]
    return f"{mass}CO2{'e' if found[2] else ''}"


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
