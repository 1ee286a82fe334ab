"""The colours of a picture, for paper, for a page on a screen, and for a dark one.

Blues and oranges are Okabe and Ito's (2008) and tints of them, distinct to colour-blind readers and in grey.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from ..problems import InvalidInput, did_you_mean


@dataclass(frozen=True)
class Palette:
    """Colours by what they are for; `paper` is what is drawn on, and is seen through where it is `clear`.

    Text has `ink`, or `grey` where it matters less, and lines behind others are `pale`. The nominal figure is
    `nominal`. Blues go from `deep` over `strong`, `between`, `middle` and `tint` to `faint`, the strongest being the
    one that differs most from the paper; `other` and `other_tint` are of another hue, `neutral` of none.
    """

    paper: str = "white"
    clear: bool = False
    ink: str = "#1a1a1a"
    grey: str = "#666666"
    pale: str = "#e9edf0"
    nominal: str = "#d55e00"
    deep: str = "#004c78"
    strong: str = "#0072b2"
    between: str = "#3f97cf"
    middle: str = "#56b4e9"
    tint: str = "#9fcbea"
    faint: str = "#cfe5f4"
    other: str = "#e69f00"
    other_tint: str = "#f5d491"
    neutral: str = "#c4c4c4"


PRINT = Palette()
PALETTES = {
    "print": PRINT,
    "screen": replace(PRINT, clear=True),
    "dark": Palette(
        paper="#14181d",
        ink="#f1f3f5",
        grey="#aab3bd",
        pale="#2b323b",
        nominal="#ff9a4d",
        deep="#c4e5ff",
        strong="#56b4e9",
        between="#4398cf",
        middle="#2c7bb0",
        tint="#256795",
        faint="#1c4664",
        other="#e69f00",
        other_tint="#7d5a12",
        neutral="#59626c",
    ),
}


def palette(name: str | None) -> Palette:
    """The palette called `name`, for None the one for print; raises InvalidInput for another name."""
    if name is None:
        return PRINT
    if name not in PALETTES:
        raise InvalidInput(f"style: no style is called {name!r}; {did_you_mean(name, PALETTES)}")
    return PALETTES[name]
