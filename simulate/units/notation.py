"""The grammar of a unit's text, its factor to base units and its dimension.

pint takes a fifth of a second to import, so its results are kept between processes.
"""

from __future__ import annotations

import re
from fractions import Fraction
from functools import cache, lru_cache, partial
from pathlib import Path
from typing import Any

from ..cache.digest import source_digest
from ..cache.libraries import library_version
from ..cache.memo import Memo
from ..problems import Remedy, did_you_mean, nearest
from .definitions import DEFINITIONS, Dimension
from .vocabulary import vocabulary

LONGEST_TEXT = 100
_SMALLEST, _LARGEST = Fraction(1, 10**300), Fraction(10**300)  # beyond, a factor is no float

# Checked before pint, whose own grammar evaluates arithmetic: towers of powers and numbers never reach it.
_NAME = r"[A-Za-zµμ°%‰][A-Za-z0-9_]*"
_FACTOR = rf"(?:\(\s*)*(?:1|{_NAME}(?:\s*(?:\*\*|\^)\s*-?[1-9])?)(?:\s*\))*"
_PRODUCT = re.compile(rf"{_FACTOR}(?:\s*[*/]\s*{_FACTOR})*")


class UnitError(ValueError):
    """A unit or a number that cannot be read, or that has another dimension than expected.

    A `remedy` that takes a search is called when the message is read.
    """

    def __init__(self, rule: str, remedy: Remedy | None = None) -> None:
        super().__init__(rule, remedy)
        self.rule, self.remedy = rule, remedy

    def __str__(self) -> str:
        return f"{self.rule}; {self.remedy()}" if self.remedy else self.rule


def meaning(text: str) -> tuple[Fraction, Dimension]:
    """The exact factor of a unit to coherent base units, and its dimension.

    Raises UnitError for text that is no product of units and for an undefined name.

    >>> meaning("kWh/word")
    (Fraction(3600000, 1), (('kg', '1'), ('m', '2'), ('s', '-2'), ('word', '-1')))
    """
    found = _looked_up(text)
    if isinstance(found, UnitError):
        raise found.with_traceback(None)
    return found


@lru_cache(maxsize=1000)
def _looked_up(text: str) -> tuple[Fraction, Dimension] | UnitError:
    """What `text` means, or why it means nothing: a wrong unit is asked for several times too."""
    try:
        _check_shape(text)
        kept = _kept(_memo().get(text))
        if kept is None:
            kept = factor, dimension = _ask_pint(text)
            _memo().put(text, [*factor.as_integer_ratio(), dimension])
    except UnitError as error:
        return error
    return kept


#: Names that mean several units, and what to write instead.
_SEVERAL = {
    "ton": "tonne (1,000 kg) or short_ton (2,000 lb)",
    "MBtu": "kBtu (1e3 Btu) or MMBtu (1e6 Btu)",
    "MBTU": "kBtu (1e3 Btu) or MMBtu (1e6 Btu)",
    "mt": "t (1,000 kg), or kg for a thousandth of it",
}
#: A metric ton to some and a thousandth of one by its prefix, also of a substance, as in ``mtCO2``.
_METRIC = re.compile(r"mt(?![a-z])")


def _check_shape(text: str) -> None:
    if "$" in text:
        raise UnitError(f"$ is the sign of several currencies; write USD, or count_NAME for another, got {text!r}")
    for name in re.findall(_NAME, text):
        if choices := _SEVERAL.get("mt" if _METRIC.match(name) else name.removesuffix("s")):
            raise UnitError(f"{name} is used for several units; write {choices}")
    if len(text) > LONGEST_TEXT:
        raise UnitError(f"a unit has at most {LONGEST_TEXT} characters, got {len(text)}")
    if not _PRODUCT.fullmatch(text) or text.count("(") != text.count(")"):
        raise UnitError(f"a unit is a product such as gpu*hour/word or kg*m**2, got {text!r}")


def _ask_pint(text: str) -> tuple[Fraction, Dimension]:
    from . import registry

    try:
        factor, dimension = registry.parse(text, re.findall(_NAME, text))
    except registry.UndefinedUnit as error:
        name = str(error)
        raise UnitError(f"unknown unit {name!r}", partial(_instead, name, registry.known())) from None
    except Exception as error:
        raise UnitError(f"a unit is a product such as gpu*hour/word, got {text!r}") from error
    if not _SMALLEST < factor < _LARGEST:
        raise UnitError(f"{text!r} is beyond what a number can hold")
    return factor, dimension


def _instead(name: str, known: list[str]) -> str:
    """The remedy for an undefined name; units with a prefix may differ in a capital alone."""
    choices = (*vocabulary().suggestions, *known)
    near = nearest(name, [word for word in choices if word.lower() == name.lower()] or choices)
    remedy = did_you_mean(name, near) if near else f"units are {', '.join(vocabulary().examples)}, ..."
    own = re.sub(r"[^A-Za-z0-9_]", "", name) or "thing"
    return f"{remedy} (a thing of your own is counted as count_{own})"


@cache
def definitions() -> str:
    """A version of everything that results depend on: pint's, and a digest of the definitions and of this parser."""
    sources = (*DEFINITIONS, *(Path(__file__).with_name(name) for name in ("notation.py", "registry.py")))
    return f"{library_version('pint')}-{source_digest(sources)[:12]}"


@cache
def _memo() -> Memo:
    return Memo("units", definitions())


def _kept(entry: Any) -> tuple[Fraction, Dimension] | None:
    """A unit's factor and dimension as kept in the cache; None for anything else."""
    match entry:
        case [int(over), int(under), [*powers]] if (
            over > 0 and under > 0 and all(isinstance(power, list) and len(power) == 2 for power in powers)
        ):
            return Fraction(over, under), tuple((str(name), str(power)) for name, power in powers)
    return None
