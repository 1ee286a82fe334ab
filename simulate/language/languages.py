"""The languages of pictures: English, whose phrases are those in the sources, and one for each file of translations.

Reading YAML takes libraries that are slow to import, so a language is kept between processes under its file's digest.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, ClassVar

from ..cache.digest import source_digest
from ..cache.memo import Memo
from ..problems import InvalidInput

FOLDER = Path(__file__).parents[2] / "configs" / "languages"
_ENGLISH = "en"


@dataclass(frozen=True)
class Language:
    """The rules and the words of a language.

    `decimal` is its decimal sign, and `thousands` what it writes between thousands in numbers of `grouped_from` digits
    or more. A noun is singular with 1, or with all numbers under `singular_below` if there is one. `ordinals` maps the
    end of a number, as a pattern, to its ordinal; the first that fits wins. `spacing` replaces signs in phrases by ones
    with the right spaces about them.

    `texts` has the translation of each English phrase: two, for one and for several, of a phrase that counts. `units`
    has the singular and the plural of each unit that is a word, and `per` the phrases for one unit that are not formed
    like others, as Italian *al giorno* is. `names` are those of outputs of the shipped models.
    """

    __pydantic_config__: ClassVar = {"extra": "forbid"}

    code: str
    name: str
    decimal: str = "."
    thousands: str = ","
    grouped_from: int = 4
    singular_below: float | None = None
    ordinals: Mapping[str, str] = field(default_factory=dict)
    spacing: Mapping[str, str] = field(default_factory=dict)
    per: Mapping[str, str] = field(default_factory=dict)
    units: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)
    texts: Mapping[str, str | tuple[str, str]] = field(default_factory=dict)

    def spaced(self, text: str) -> str:
        """A phrase with the right spaces about its signs."""
        for typed, printed in self.spacing.items():
            text = text.replace(typed, printed)
        return text

    def is_singular(self, value: float) -> bool:
        """Whether a noun counted by `value` is in the singular."""
        return value == 1 if self.singular_below is None else abs(value) < self.singular_below


ENGLISH = Language(
    code=_ENGLISH,
    name="English",
    ordinals={"^1[123]$": "{number}th", "1$": "{number}st", "2$": "{number}nd", "3$": "{number}rd", "$": "{number}th"},
)


@cache
def codes() -> tuple[str, ...]:
    """The codes of all languages, English first.

    >>> codes()
    ('en', 'de', 'es', 'fr', 'it', 'pt')
    """
    return (_ENGLISH, *sorted(path.stem for path in FOLDER.glob("*.yaml")))


@cache
def language(code: str) -> Language:
    """The language with this code; raises InvalidInput if there is none.

    >>> language("de").texts["median"], language("de").decimal
    ('Median', ',')
    """
    if code not in codes():
        raise InvalidInput(f"lang: must be {', '.join(codes())}, got {code!r}")
    if code == _ENGLISH:
        return ENGLISH
    file = FOLDER / f"{code}.yaml"
    memo = Memo("languages", source_digest([file, Path(__file__)]))
    data = memo.get(file.name)
    if data is None:
        data = _read(file)
        memo.put(file.name, data)
    return _built(code, data)


def _read(file: Path) -> Any:
    from ..files import yaml

    return yaml.parse(file.read_bytes(), file=file.name).data


def _built(code: str, data: Mapping[str, Any]) -> Language:
    """The language in the data of its file, whose lists are pairs; one that is not shipped does not get here."""
    pairs = {section: {key: _pair(value) for key, value in data[section].items()} for section in ("units", "texts")}
    return Language(code, **{**data, **pairs})


def _pair(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value
