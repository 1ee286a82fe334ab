"""Columns of numbers to the right of a plot whose rows they belong to, each with a small head above."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from . import style

if TYPE_CHECKING:
    from matplotlib.axes import Axes

#: Points from the axes to the first column, and between columns.
GAP = 8
#: Points that the heads take.
HEADS = 12


def write(ax: Axes, name: str, texts: Sequence[str], *, start: float, right: bool = False) -> float:
    """Write a text a row, 0 and on, in a column that begins `start` points from the axes; returns where it ends.

    The column is flush `right` or left.
    """
    end = start + width(name, texts)
    beside = end if right else start
    for row, text in enumerate(texts):
        ax.annotate(style.typeset(text), (1, row), xycoords=ax.get_yaxis_transform(), xytext=(beside, 0),
                    va="center_baseline", ha="right" if right else "left", textcoords="offset points",
                    fontsize=style.SMALL, color=style.INK, annotation_clip=False)  # fmt: skip
    head(ax, name, 1, beside, right=right)
    return end


def width(name: str, texts: Sequence[str]) -> float:
    """The width of a column with this head [points]."""
    widest = max(style.text_width(style.typeset(text), style.SMALL) for text in texts)
    return max(widest, style.text_width(name, style.TINY))


def head(ax: Axes, text: str, x: float, beside: float, *, right: bool = False) -> None:
    """Write the head of a column, small above it, `beside` points from the share `x` of the axes' width."""
    ax.annotate(text, (x, 1), xycoords="axes fraction", xytext=(beside, 4), textcoords="offset points", va="bottom",
                ha="right" if right else "left", fontsize=style.TINY, color=style.GREY,
                annotation_clip=False)  # fmt: skip
