"""The fonts of a text: the usual one, and installed ones for letters that it lacks.

matplotlib takes each letter from the first family of a list that has it, but it opens every family on that list. So the
list is kept short, and the letters of other fonts are looked up only for a text that needs them.
"""

from __future__ import annotations

import logging
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

#: Part of matplotlib, so that a picture is the same everywhere.
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


def families(text: str) -> list[str]:
    """The font families to look for the letters of `text` in, as a value of matplotlib's ``font.family``.

    >>> families("médiane 2,4 t CO₂e")
    ['DejaVu Sans']
    """
    found, missing = [USUAL], {letter for letter in text if not letter.isspace()} - _letters(USUAL)
    for family in _installed() if missing else ():
        if missing & _letters(family):
            found.append(family)
            missing -= _letters(family)
        if not missing:
            break
    return found


@contextmanager
def boxes_for_missing() -> Iterator[None]:
    """Within this context, matplotlib draws a letter that no font has as a box, without warnings or log records."""
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
    """The letters of a font; none for one that cannot be read."""
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
    """The system's families, best first. Some of matplotlib's own are for mathematics, others draw only boxes."""
    from matplotlib import get_data_path

    own = Path(get_data_path())
    names = {name for name, file in _files().items() if own not in Path(file).parents}
    others = sorted(names - set(_KNOWN), key=lambda name: ("Sans" not in name, name))
    return (*(name for name in _KNOWN if name in names), *others)
