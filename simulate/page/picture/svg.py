"""Elements of an SVG, in the type and the colours of the picture."""

from __future__ import annotations

from html import escape

from ...plots import style

#: The size of type [px]; fonts of screens are narrower than that of the plots, by which texts are measured.
TYPE = 12.0
#: Between a mark and its name [px].
BESIDE = 5.0


def width(words: str, *, bold: bool = False) -> float:
    """The width of a text at most [px]."""
    return style.text_width(style.typeset(words), TYPE, bold=bold)


def text(  # noqa: PLR0913 - a text and how it looks
    x: float,
    y: float,
    words: str,
    *,
    anchor: str,
    colour: str = style.INK,
    bold: bool = False,
    halo: bool = False,
    turned: bool = False,
) -> str:
    """A text that begins, ends or has its middle at `x`, as `anchor` says; `turned` it reads upwards."""
    where = f'transform="translate({x:.1f} {y:.1f}) rotate(-90)"' if turned else f'x="{x:.1f}" y="{y:.1f}"'
    more = ' font-weight="650"' if bold else ""
    if halo:
        more += ' stroke="#fff" stroke-width="3" stroke-linejoin="round" paint-order="stroke"'
    return (
        f'<text {where} text-anchor="{anchor}" dominant-baseline="central" fill="{colour}"{more}>{escape(words)}</text>'
    )


def beside(  # noqa: PLR0913 - a text and how it looks
    x: float, y: float, words: str, *, right: bool, bold: bool = False, colour: str = style.INK
) -> str:
    """A text right or left of what is at `x`, with a rim that separates it from lines."""
    away, anchor = (BESIDE, "start") if right else (-BESIDE, "end")
    return text(x + away, y, style.typeset(words), anchor=anchor, colour=colour, bold=bold, halo=True)


def line(  # noqa: PLR0913 - two points and how the line looks
    x1: float, x2: float, y1: float, y2: float, colour: str, *, width: float = 1.0, dashes: str = ""
) -> str:
    """A line between two points."""
    dashed = f' stroke-dasharray="{dashes}"' if dashes else ""
    ends = f'x1="{x1:.1f}" x2="{x2:.1f}" y1="{y1:.1f}" y2="{y2:.1f}"'
    return f'<line {ends} stroke="{colour}" stroke-width="{width:g}"{dashed}/>'


def arrowhead(x: float, y: float, colour: str, *, right: bool) -> str:
    """What points at a value beyond an end of the axis."""
    tip, back = (x + 4, x - 5) if right else (x - 4, x + 5)
    return f'<path d="M{tip:.1f} {y:.1f}L{back:.1f} {y - 5:.1f}V{y + 5:.1f}Z" fill="{colour}"/>'
