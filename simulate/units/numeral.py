"""The digits and the unit in the text of one number; messages about other notations show the right one."""

from __future__ import annotations

import re

from .notation import UnitError

_DIGITS = r"[-+]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][-+]?[0-9]+)?"
_NUMBER = re.compile(rf"({_DIGITS})\s*(.*)")
_BETWEEN = re.compile(r".*\S\s+to\s+\S.*")
_HALF = re.compile(r"to\s.*|.*\sto")
_DASHED = re.compile(rf"({_DIGITS})\s*(?:-|–|—|\.\.+|…)\s*({_DIGITS})(.*)")
_SPREAD = re.compile(rf"({_DIGITS})([^±]*?)\s*(?:±|\+/-|\+-)\s*({_DIGITS})\s*(.*)")
_POWERED = re.compile(rf"({_DIGITS})\s*[*·×x]\s*10\s*(?:\*\*|\^)?\s*([-+]?[0-9]+)(.*)")
_GROUPED = re.compile(r"([-+]?[0-9]{1,3})((?:[,_' ][0-9]{3})+)(?![0-9])(.*)")
_WITH_COMMA = re.compile(r"([-+]?(?:[0-9]{1,3}(?:\.[0-9]{3})+|[0-9]+)),([0-9]+)(?![0-9,.])(.*)")
_POINTED = re.compile(r"([-+]?[0-9]{1,3}(?:\.[0-9]{3}){2,})(?![0-9,.])(.*)")


def split(text: str, wanted: str) -> tuple[str, str]:
    """The digits and the unit in the text of one number.

    Raises UnitError for any other text; `wanted` describes the number in the message.

    >>> split("3e8 word/day", "must be a number")
    ('3e8', 'word/day')
    """
    _refuse_several(text)
    if found := _POWERED.fullmatch(text):
        raise UnitError(f"a power of ten is written {found[1]}e{int(found[2])}{found[3]}; got {text!r}")
    found = _NUMBER.fullmatch(text)
    if not found:
        raise UnitError(f"{wanted}, got {text!r}")
    if re.match(r"[,_']|\.[0-9]|(?!1\s*/)[0-9]", found[2]):
        raise UnitError(f"{_plain_digits(text)}; got {text!r}")
    return found[1], found[2]


def _plain_digits(text: str) -> str:
    """The message for a number with separators between its digits."""
    example = "1287.5 MWh"
    if found := _GROUPED.fullmatch(text):
        example = f"{found[1]}{re.sub('[^0-9]', '', found[2])}{found[3]}"
        if re.fullmatch(",[0-9]{3}", found[2]) and not found[3].startswith("."):
            example += f", or {found[1]}.{found[2][1:]}{found[3]}"
    elif found := _POINTED.fullmatch(text):
        example = f"{found[1].replace('.', '')}{found[2]}"
    elif found := _WITH_COMMA.fullmatch(text):
        example = f"{found[1].replace('.', '')}.{found[2]}{found[3]}"
    return f"use a decimal point and no thousands separators: {example}"


def _refuse_several(text: str) -> None:
    """Raise UnitError for a range and for a number with its spread; each is a law."""
    if _BETWEEN.fullmatch(text):
        raise UnitError(f"must be one number, got the range {text!r}")
    if _HALF.fullmatch(text):
        raise UnitError(f"a range has two ends and is written `1.2 to 1.5`; got {text!r}")
    if found := _DASHED.fullmatch(text):
        raise UnitError(f"a range is written `{found[1]} to {found[2]}{found[3]}`; got {text!r}")
    if found := _SPREAD.fullmatch(text):
        raise UnitError(f"must be one number; {_spread(found)}; got {text!r}")


def _spread(found: re.Match[str]) -> str:
    """The law that ``10 ± 2 kWh`` may mean."""
    middle, of_middle, spread, of_spread = found.groups()
    text = of_middle.strip() or ("" if of_spread.startswith("%") else of_spread)
    if of_spread.startswith("%") and of_middle.strip() != "%":
        law = f"lognormal: {{mean: {f'{middle} {text}'.rstrip()}, cv: {spread} %}}"
        return f"a spread is a law, such as `{law}`"
    law = f"normal: {{mean: {f'{middle} {text}'.rstrip()}, sd: {f'{spread} {of_spread or text}'.rstrip()}}}"
    return f"a spread is a law, such as `{law}`"
