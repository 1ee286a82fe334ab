"""The density of an answer as a small SVG, in the style of the plots, drawn without their library: it takes its time.

What is drawn, and where, is that of `plots.intervals`, published figures too; a grey outline is the density before
anything was changed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache, cached_property
from html import escape

import numpy as np
from numpy.typing import NDArray

from ..plots import figure_format, style
from ..plots.densities import density, marks
from ..plots.densities.heights import height_name, round_heights
from ..plots.densities.stage import stage
from ..plots.evidence.published import Published, published
from ..plots.figure_format import Format
from ..plots.plot_data import Panel
from ..plots.quantity_axis import QuantityAxis
from ..plots.ticks import alike, round_numbers
from ..show import labels

Floats = NDArray[np.float64]

#: The size of type [px], and pixels in a point of the plots, whose small type is as large.
_TYPE, _SCALE = 12.0, 12.0 / 8.5
#: Between a mark and its name, and the height of a row of names and of bars [px].
_BESIDE, _LINE, _ROW = 5.0, 17.0, 20.0
#: From the middle of a published figure's diamond to its corners, and half as high as what ends a range is [px].
_DIAMOND, _TICK = 5.0, 6.0
#: The colour of the nominal value: darker than in the plots, as small letters need more contrast.
_NOMINAL = "#b34e00"
#: An axis that shows the density before too is at most this many times as long as one without.
_LONGEST = 4.0
#: The density before may be this many times as high; what is higher is cut.
_HIGHEST = 2.0


@dataclass(frozen=True)
class PictureSize:
    """The size of a picture, the room left of its axis, and the height of the density [px]; heights may be unnamed.

    Published figures with their texts have at most `most_rows` rows, named `claims`.
    """

    width: float
    left: float
    high: float
    name: str
    most_rows: int
    claims: str = "published"
    has_heights: bool = True

    @property
    def length(self) -> float:
        """The length of the axis."""
        return self.width - self.left - 10

    @property
    def format(self) -> Format:
        """The format in which the plots have as long an axis."""
        beside = Format().width * figure_format.POINTS - Format().room
        return Format((self.length / _SCALE + beside) / figure_format.POINTS)


SIZES = WIDE, NARROW = (
    PictureSize(640, 78, 168, "wide", 6),
    PictureSize(356, 46, 92, "narrow", 2, claims="claim", has_heights=False),
)


def picture(panel: Panel, words: str, *, before: Panel | None = None, size: PictureSize = WIDE) -> str:
    """An SVG of the density of `panel` above its intervals, its axis common with `before`; `words` are the picture's.

    Raises InvalidInput for numbers that no axis can show.
    """
    with figure_format.using(size.format):
        on = _axis(panel, before)
        drawn = _Drawing(panel, before, size, on)
        body, bottom = "".join(drawn.parts()), drawn.bottom + 40
    box = f'viewBox="0 0 {size.width:g} {bottom:g}" width="{size.width:g}" height="{bottom:g}"'
    return f'<svg class="{size.name}" role="img" aria-label="{escape(words)}" {box} font-size="{_TYPE:g}">{body}</svg>'


def _axis(panel: Panel, before: Panel | None) -> QuantityAxis:
    """The axis of a panel; that of `before` too if it is not much longer."""
    own = stage(panel)
    if before is None:
        return own
    other = stage(before)
    if own.log and other.low <= 0:
        return own
    both = QuantityAxis(min(own.low, other.low), max(own.high, other.high), own.log)
    return both if both.at(own.high) - both.at(own.low) > 1 / _LONGEST else own


@cache
def _tints(count: int) -> list[str]:
    return style.tints(count)


@dataclass(frozen=True)
class _Drawing:
    """What is drawn of a panel on an axis, from the back to the front."""

    panel: Panel
    before: Panel | None
    size: PictureSize
    on: QuantityAxis

    @property
    def top(self) -> float:
        """Where the density has its highest, below two rows of names."""
        return 2 * _LINE + 8

    @property
    def floor(self) -> float:
        """Where the density is 0."""
        return self.top + self.size.high

    @property
    def bottom(self) -> float:
        """Where the axis is, below the bars and the published figures."""
        return self.floor + _ROW * (len(self.panel.ends) + len(self._rows)) + 10

    def x(self, value: float) -> float:
        """Where a value is, at most at an end of the axis."""
        return self.size.left + self.size.length * min(max(self.on.at(value), 0.0), 1.0)

    def parts(self) -> Iterator[str]:
        """Every element."""
        single = density.atoms(self.panel.marginal.bins)
        yield from self._density() if single is None else self._atoms(*single)
        yield from self._bars()
        yield from self._claims()
        yield from self._quantity()
        yield from self._marks()
        yield from self._ends()

    def _density(self) -> Iterator[str]:
        x, y = self._curve(self.panel)
        ghost = self._ghost()
        highest = float(y.max(initial=0.0)) or 1.0
        if ghost:
            highest = max(highest, min(float(ghost[1].max()), _HIGHEST * highest))
        name, per = height_name(self.panel, highest, log=self.on.log)
        peak = round_heights(highest)[-1]
        yield from self._heights(highest, name, per)
        yield self._area(x, y, peak, style.PALE)
        for (low, high), tint in reversed(list(zip(self.panel.ends, _tints(len(self.panel.ends)), strict=True))):
            ends = [min(max(each.value, self.on.low), self.on.high) for each in (low, high)]
            inside = np.union1d(x[(x >= ends[0]) & (x <= ends[1])], ends)
            yield self._area(inside, np.interp(inside, x, y), peak, tint)
        yield f'<path d="{self._line(x, y, peak)}" fill="none" stroke="{style.INK}" stroke-width="1.4"/>'
        if ghost:
            dashes = 'stroke-width="1.4" stroke-dasharray="2 3"'
            line = self._line(ghost[0], np.minimum(ghost[1], peak), peak)
            yield f'<path class="before" d="{line}" fill="none" stroke="#444" {dashes}/>'

    def _ghost(self) -> tuple[Floats, Floats] | None:
        """The density before, unless there is none or it lies beyond the axis."""
        if self.before is None or density.atoms(self.before.marginal.bins) is not None:
            return None
        marginal = self.before.marginal
        is_beyond = marginal.minimum >= self.on.high or marginal.maximum <= self.on.low
        return None if is_beyond else self._curve(self.before)

    def _curve(self, panel: Panel) -> tuple[Floats, Floats]:
        """The density on the axis; what is crowded at single values is left out, as in the plots."""
        _, rest = density.split(panel.marginal.bins)
        if not len(rest.counts):
            return np.array([self.on.low, self.on.high]), np.zeros(2)
        x, y = density.curve(rest, self.on.low, self.on.high, log=self.on.log)
        fewer = self.on.value(0.0), *(self.on.value(each) for each in np.linspace(0, 1, int(self.size.length / 2))[1:])
        return np.array(fewer), np.interp(fewer, x, y) * (rest.counts.sum() / panel.marginal.samples)

    def _atoms(self, values: Floats, probabilities: Floats) -> Iterator[str]:
        highest = float(probabilities.max())
        peak = round_heights(highest)[-1]
        yield from self._heights(highest, "probability", 1.0, percent=True)
        for value, share in zip(values, probabilities, strict=True):
            x, y = self.x(float(value)), self._y(float(share), peak)
            yield _line(x, x, y, self.floor, style.STRONG, width=6)

    def _heights(self, highest: float, name: str, per: float, *, percent: bool = False) -> Iterator[str]:
        """Faint lines at round heights with their numbers, and their name upright beside them."""
        heights = round_heights(highest)
        texts = [f"{100 * each:.10g} %" for each in heights] if percent else alike([each * per for each in heights])
        peak, end = heights[-1], self.size.left + self.size.length
        for height, text in zip(heights, texts, strict=True):
            y = self._y(height, peak)
            yield _line(self.size.left, end, y, y, "#dfe3e6")
            if self.size.has_heights:
                yield _text(self.size.left - 7, y, text, anchor="end", colour="#595959")
        yield _line(self.size.left, end, self.floor, self.floor, style.GREY)
        if self.size.has_heights:
            middle = min((self.top + self.floor) / 2, self.floor - _width(name) / 2)
            yield _text(11, middle, style.typeset(name), anchor="middle", colour="#595959", turned=True)

    def _y(self, height: float, peak: float) -> float:
        return self.floor - self.size.high * height / peak

    def _line(self, x: Floats, y: Floats, peak: float) -> str:
        across = self.size.left + self.size.length * _shares(self.on, x)
        down = self.floor - self.size.high * y / peak
        return "M" + "L".join(f"{a:.1f} {b:.1f}" for a, b in zip(across, down, strict=True))

    def _area(self, x: Floats, y: Floats, peak: float, colour: str) -> str:
        ends = f"V{self.floor:.1f}H{self.x(float(x[0])):.1f}Z"
        return f'<path d="{self._line(x, y, peak)}{ends}" fill="{colour}"/>'

    def _bars(self) -> Iterator[str]:
        """The intervals, the narrowest first, each with its level."""
        tints = _tints(len(self.panel.ends))
        for number, (low, high) in enumerate(self.panel.ends):
            y = self._row(number)
            yield _text(self.size.left - 7, y, labels.level(self.panel.levels[number]), anchor="end")
            yield _line(self.x(low.value), self.x(high.value), y, y, tints[number], width=10)

    def _ends(self) -> Iterator[str]:
        """The numbers at the ends of the intervals, over the lines that may cross them."""
        for number, (low, high) in enumerate(self.panel.ends):
            quote, bold = self.panel.span(number).quote, number == self.panel.main
            ends = self.x(low.value), self.x(high.value)
            left = self.size.left + _width(quote.low, bold=bold) + _BESIDE <= ends[0]
            yield _beside(ends[0], self._row(number), quote.low, right=not left, bold=bold)
            right = ends[1] + _width(quote.high, bold=bold) + _BESIDE <= self.size.width
            yield _beside(ends[1], self._row(number), quote.high, right=right, bold=bold)

    @cached_property
    def _rows(self) -> list[list[Published]]:
        """The published figures by row, so that none lies over another; without texts if those need too many rows."""
        figures = published(self.panel)
        rows = self._packed(figures)
        return rows if len(rows) <= self.size.most_rows else self._packed([replace(each, text="") for each in figures])

    def _packed(self, figures: Iterable[Published]) -> list[list[Published]]:
        """Each figure in the first row that has room for it."""
        rows: list[list[Published]] = []
        for figure in figures:
            row = next((row for row in rows if all(self._is_clear(figure, other) for other in row)), None)
            if row is None:
                rows.append(row := [])
            row.append(figure)
        return rows

    def _is_clear(self, one: Published, other: Published) -> bool:
        """Whether two published figures with their texts leave each other room."""
        first, second = sorted((self._reach(one), self._reach(other)))
        return first[1] + 2 * _BESIDE <= second[0]

    def _reach(self, figure: Published) -> tuple[float, float]:
        """Where a published figure with its text begins and ends."""
        begin, end = self.x(figure.low) - _DIAMOND, self.x(figure.high) + _DIAMOND
        if not figure.text:
            return begin, end
        at, right = self._text_of(figure)
        far = at + (1 if right else -1) * (_BESIDE + _width(figure.text))
        return min(begin, far), max(end, far)

    def _text_of(self, figure: Published) -> tuple[float, bool]:
        """Where the text of a published figure is, and whether it goes right: beside it, else over a range."""
        begin, end, wide = self.x(figure.low) - _DIAMOND, self.x(figure.high) + _DIAMOND, _BESIDE + _width(figure.text)
        if end + wide <= self.size.width:
            return end, True
        return (begin, False) if begin - wide >= self.size.left else (begin + 2 * _DIAMOND, True)

    def _claims(self) -> Iterator[str]:
        """The published figures below the intervals: a diamond each, a line for a range, an arrowhead at the edge."""
        for number, row in enumerate(self._rows):
            y = self._row(len(self.panel.ends) + number)
            if not number:
                yield _text(self.size.left - 11, y, self.size.claims, anchor="end")
            for figure in row:
                yield f'<g class="claim">{"".join(self._claim(figure, y))}</g>'

    def _claim(self, figure: Published, y: float) -> Iterator[str]:
        is_range = figure.low != figure.high
        if is_range:
            yield _line(self.x(figure.low), self.x(figure.high), y, y, style.INK, width=1.6)
        for value in dict.fromkeys((figure.low, figure.high)):
            x, d, share = self.x(value), _DIAMOND, self.on.at(value)
            if 0 <= share <= 1 and is_range:
                yield _line(x, x, y - _TICK, y + _TICK, style.INK, width=1.6)
            elif 0 <= share <= 1:
                yield f'<path d="M{x - d:.1f} {y:.1f}l{d:g} {-d:g}l{d:g} {d:g}l{-d:g} {d:g}Z" fill="{style.INK}"/>'
            else:
                yield _arrowhead(x, y, style.INK, right=share > 1)
        if figure.text:
            at, right = self._text_of(figure)
            if right and at < self.x(figure.high):  # the line would strike it through
                room = f'x="{at + 2:.1f}" y="{y - 7:.1f}" width="{_width(figure.text) + 6:.1f}" height="14"'
                yield f'<rect {room} fill="#fff"/>'
            yield _beside(at, y, figure.text, right=right)

    def _row(self, number: int) -> float:
        """Where the bar of an interval is."""
        return self.floor + _ROW * (number + 0.8)

    def _quantity(self) -> Iterator[str]:
        """The axis with its round numbers and its name."""
        end = self.size.left + self.size.length
        yield _line(self.size.left, end, self.bottom, self.bottom, style.GREY)
        ticks = round_numbers((self.on.low, self.on.high), room=self.size.length / _SCALE, log=self.on.log)
        written = 0.0
        for value, text in ticks:
            x, half = self.x(value), _width(text) / 2
            yield _line(x, x, self.bottom, self.bottom + 4, style.GREY)
            middle = min(x, self.size.width - 1 - half)
            if middle - half >= written + _BESIDE:
                yield _text(middle, self.bottom + 13, text, anchor="middle")
                written = middle + half
        name = style.typeset(self.panel.quantity) + (", log scale" if self.on.log else "")
        middle = self.size.left + self.size.length / 2
        middle = max(min(middle, self.size.width - _width(name) / 2 - 2), _width(name) / 2 + 2)
        yield _text(middle, self.bottom + 31, name, anchor="middle")

    def _marks(self) -> Iterator[str]:
        """Median and nominal value: a line each, its name above, pointing away from each other."""
        marginal = self.panel.marginal
        before = marginal.nominal < marginal.median.value
        x = self.x(marginal.median.value)
        yield _line(x, x, self.top - 6, self.bottom, style.INK, width=1.2)
        yield self._name(x, self.top - 12, marks.median_name(self.panel), style.INK, right=before)
        share, name = self.on.at(marginal.nominal), marks.nominal_name(self.panel, self.on)
        x, y = self.x(marginal.nominal), self.top - 12 - _LINE
        if 0 <= share <= 1:
            yield _line(x, x, y + 6, self.bottom, _NOMINAL, width=1.8, dashes="5 3")
        else:
            yield _arrowhead(x, y, _NOMINAL, right=share > 1)
            x -= 5 if share > 1 else -5
        yield self._name(x, y, name, _NOMINAL, right=not before)

    def _name(self, x: float, y: float, text: str, colour: str, *, right: bool) -> str:
        """A mark's name beside it, turned inwards where it would leave the picture."""
        wide = _width(text) + _BESIDE
        if (right and x + wide > self.size.width) or (not right and x < wide):
            right = not right
        if right and x + wide > self.size.width:
            return _text(self.size.width - 1, y, text, anchor="end", colour=colour)
        return _beside(x, y, text, right=right, colour=colour)


def _shares(on: QuantityAxis, x: Floats) -> Floats:
    low, high = (np.log10(on.low), np.log10(on.high)) if on.log else (on.low, on.high)
    shares: Floats = np.clip(((np.log10(x) if on.log else x) - low) / (high - low), 0.0, 1.0)
    return shares


def _width(text: str, *, bold: bool = False) -> float:
    """The width of a text at most [px]: fonts of screens are narrower than that of the plots."""
    return style.text_width(style.typeset(text), _TYPE, bold=bold)


def _beside(  # noqa: PLR0913 - a text and how it looks
    x: float, y: float, text: str, *, right: bool, bold: bool = False, colour: str = style.INK
) -> str:
    away, anchor = (_BESIDE, "start") if right else (-_BESIDE, "end")
    return _text(x + away, y, style.typeset(text), anchor=anchor, colour=colour, bold=bold, halo=True)


def _text(  # noqa: PLR0913 - a text and how it looks
    x: float,
    y: float,
    text: str,
    *,
    anchor: str,
    colour: str = style.INK,
    bold: bool = False,
    halo: bool = False,
    turned: bool = False,
) -> str:
    where = f'transform="translate({x:.1f} {y:.1f}) rotate(-90)"' if turned else f'x="{x:.1f}" y="{y:.1f}"'
    more = ' font-weight="650"' if bold else ""
    if halo:
        more += ' stroke="#fff" stroke-width="3" stroke-linejoin="round" paint-order="stroke"'
    return (
        f'<text {where} text-anchor="{anchor}" dominant-baseline="central" fill="{colour}"{more}>{escape(text)}</text>'
    )


def _arrowhead(x: float, y: float, colour: str, *, right: bool) -> str:
    """What points at a value beyond an end of the axis."""
    tip, back = (x + 4, x - 5) if right else (x - 4, x + 5)
    return f'<path d="M{tip:.1f} {y:.1f}L{back:.1f} {y - 5:.1f}V{y + 5:.1f}Z" fill="{colour}"/>'


def _line(  # noqa: PLR0913 - two points and how the line looks
    x1: float, x2: float, y1: float, y2: float, colour: str, *, width: float = 1.0, dashes: str = ""
) -> str:
    dashed = f' stroke-dasharray="{dashes}"' if dashes else ""
    ends = f'x1="{x1:.1f}" x2="{x2:.1f}" y1="{y1:.1f}" y2="{y2:.1f}"'
    return f'<line {ends} stroke="{colour}" stroke-width="{width:g}"{dashed}/>'
