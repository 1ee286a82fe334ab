"""Which fonts a text is drawn in: the usual one, and installed ones that have the letters it lacks."""

from __future__ import annotations

import logging
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import NamedTuple

#: What matplotlib brings along, so that a picture is the same everywhere.
USUAL = "DejaVu Sans"
#: Sans serifs with many letters, the widest spread first; any other font is tried after them.
_KNOWN = (
    "Noto Sans CJK SC",
    "Noto Sans CJK JP",
    "Noto Sans SC",
    "Source Han Sans SC",
    "WenQuanYi Zen Hei",
    "WenQuanYi Micro Hei",
    "PingFang SC",
    "Hiragino Sans",
    "Apple SD Gothic Neo",
    "Microsoft YaHei",
    "SimHei",
    "Yu Gothic",
    "Malgun Gothic",
    "Noto Sans",
    "Arial Unicode MS",
)


class Fonts(NamedTuple):
    """Families in the order in which a letter is looked for, and the letters that none of them has."""

    families: tuple[str, ...]
    missing: frozenset[str]


def fonts(text: str) -> Fonts:
    """The fewest fonts that are needed for a text: the usual one alone, unless letters are missing there.

    >>> fonts("médiane 2,4 t CO₂e")
    Fonts(families=('DejaVu Sans',), missing=frozenset())
    """
    families, missing = [USUAL], {letter for letter in text if not letter.isspace()} - _letters(USUAL)
    for family in _installed() if missing else ():
        if missing & _letters(family):
            families.append(family)
            missing -= _letters(family)
        if not missing:
            break
    return Fonts(tuple(families), frozenset(missing))


@contextmanager
def boxes_for_missing() -> Iterator[None]:
    """Meanwhile, a letter that no font has is drawn as a box, and nothing is said of each, nor of missing weights."""
    log = logging.getLogger("matplotlib.font_manager")
    level = log.level
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="Glyph .* missing from")
        log.setLevel(logging.ERROR)
        try:
            yield
        finally:
            log.setLevel(level)


@cache
def _letters(family: str) -> frozenset[str]:
    """All that a font can draw; nothing for a font that cannot be read."""
    from matplotlib.ft2font import FT2Font

    try:
        return frozenset(map(chr, FT2Font(_files()[family]).get_charmap()))
    except (OSError, RuntimeError, ValueError):
        return frozenset()


@cache
def _files() -> dict[str, str]:
    """The file of each family that matplotlib knows."""
    from matplotlib.font_manager import fontManager

    return {font.name: font.fname for font in fontManager.ttflist}


@cache
def _installed() -> tuple[str, ...]:
    """The system's fonts; of those that matplotlib brings along some are for mathematics or draw boxes for all."""
    from matplotlib import get_data_path

    own = Path(get_data_path())
    names = {name for name, file in _files().items() if own not in Path(file).parents}
    others = sorted(names - set(_KNOWN), key=lambda name: ("Sans" not in name, name))
    return (*(name for name in _KNOWN if name in names), *others)
