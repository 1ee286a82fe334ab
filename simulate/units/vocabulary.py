"""The words of the field that scenarios are about, which configs/vocabulary.yaml lists: `simulate` has none of its own.

Reading YAML takes libraries that are slow to import, so the content is kept between processes under the file's digest.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass, fields
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from ..cache.digest import source_digest
from ..cache.memo import Memo
from ..problems import InvalidInput, Problem, did_you_mean
from .definitions import CONFIGS

if TYPE_CHECKING:
    from ..files.document import Document

FILE = CONFIGS / "vocabulary.yaml"


@dataclass(frozen=True)
class Substance:
    """What is weighed apart from plain mass, in units such as ``gCO2e``, and heads an answer.

    `name` and `aliases` are the endings of its units, `plain` is the ending of units that count as plain mass.
    `spellings` may follow a unit of mass; a space in one is a space, a hyphen or nothing.
    """

    __pydantic_config__: ClassVar = {"extra": "forbid"}

    name: str
    long_name: str
    aliases: list[str]
    plain: str
    spellings: list[str]


@dataclass(frozen=True)
class Vocabulary:
    """The sections of the file.

    `substance` heads an answer. `quantities` names quantities, each with the units that it is shown in, ascending; the
    first that fits wins. `usual` has the lowest and highest usual value of some quantities, beyond which a unit was
    probably mistaken. `coherent` has units of factor 1 that replace products of base units. `symbols` says how units
    and words of a name print, `plurals` which plurals of printed units are irregular, `typeset` what pictures print for
    a text. The message about an unknown unit lists the `examples` and may suggest one of the `suggestions`. `acronyms`
    are words of option names as pictures print them.
    """

    __pydantic_config__: ClassVar = {"extra": "forbid"}

    substance: Substance
    quantities: dict[str, list[str]]
    usual: dict[str, list[str]]
    coherent: list[str]
    symbols: dict[str, str]
    plurals: dict[str, str]
    typeset: dict[str, str]
    examples: list[str]
    suggestions: list[str]
    acronyms: list[str]


@cache
def vocabulary() -> Vocabulary:
    """The vocabulary that ships with the package.

    >>> vocabulary().substance.name, vocabulary().plurals["person"]
    ('CO2e', 'people')
    """
    memo = Memo("vocabulary", source_digest([FILE, Path(__file__)]))
    kept = memo.get(FILE.name)
    if kept is None:
        kept = asdict(read(FILE.read_bytes(), file=FILE.name))
        memo.put(FILE.name, kept)
    return _built(kept)


def read(content: bytes, *, file: str) -> Vocabulary:
    """The vocabulary in the YAML `content`; `file` is its name in messages.

    Raises InvalidInput with every mistake and its position.
    """
    from ..files import yaml

    document = yaml.parse(content, file=file)
    if problems := list(_problems(document)):
        raise InvalidInput(problems)
    return _built(document.data)


def _built(data: dict[str, Any]) -> Vocabulary:
    return Vocabulary(**{**data, "substance": Substance(**data["substance"])})


def _problems(document: Document) -> Iterator[Problem]:
    from pydantic import TypeAdapter, ValidationError

    try:
        TypeAdapter(Vocabulary).validate_python(document.data)
    except ValidationError as error:
        yield from (document.problem(each["loc"], _rule(**each)) for each in error.errors())
    for name, units in document.data.get("quantities", {}).items():
        if units == []:
            yield document.problem(("quantities", name), "needs at least one unit, such as [Wh, kWh]")
    for name, ends in document.data.get("usual", {}).items():
        if isinstance(ends, list) and len(ends) != 2:
            yield document.problem(("usual", name), "needs the lowest and the highest value, such as [1 W, 10 kW]")


def _rule(*, type: str, loc: tuple[int | str, ...], input: object, **_: object) -> str:  # noqa: A002 - pydantic's names
    """The message for one of pydantic's errors."""
    if type == "missing":
        return "is missing"
    if type == "unexpected_keyword_argument":
        known = fields(Vocabulary if len(loc) == 1 else Substance)
        return f"unknown key; {did_you_mean(str(loc[-1]), [field.name for field in known])}"
    wanted = {"string_type": "text", "list_type": "a list", "dict_type": "a mapping"}.get(type, "a mapping")
    return f"must be {wanted}, got {input!r:.60}"
