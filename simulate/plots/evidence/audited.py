"""An audit drawn: every published figure over the median of what its own method supports, on its intervals."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from ...answer.audits.audit import AuditedFigure, ClaimAudit
from ...answer.identity import versions
from ...answer.statistics.levels import HEADLINE_LEVEL, LEVELS
from ...language import counted_phrase, phrase
from ...problems import InvalidInput
from ...scenario.plausibility import implausible_names
from ...show import citations, digits
from ...show.reports import audit as report
from .. import captions, figure_format, style, wording
from . import over_medians
from .published import Published, mark

if TYPE_CHECKING:
    from matplotlib.axes import Axes

#: Inches of a row, and of what is around the rows beside words.
_ROW, _AROUND = 0.27, 0.75
#: The share of a picture's width that the names of rows take at most.
_NAMES = 0.4
#: The least length of the axis [points]: beside a column of numbers, and for the choice of its own.
_SHORT, _LEAST_ROOM = 90.0, 24.0

#: The head of a column of numbers, a text a row, and whether it is flush right.
_Column = tuple[str, tuple[str, ...], bool]


@dataclass(frozen=True)
class AuditPicture:
    """What is drawn of an audit: the claims of a publication with this `title`, computed with this `seed`.

    Raises InvalidInput if none of its figures can be drawn.
    """

    title: str
    claims: tuple[ClaimAudit, ...]
    seed: int = 0

    def __post_init__(self) -> None:
        if not self.figures:
            raise InvalidInput(f"{self.title}: no claim to draw: an uncertain output above zero and a published number")

    @cached_property
    def figures(self) -> tuple[AuditedFigure, ...]:
        """The figures that have a place on a logarithmic axis, in the order of the publication."""
        return tuple(
            each
            for claim in self.claims
            for each in claim.figures
            if not each.claim.below and not each.marginal.constant and each.marginal.interval(LEVELS[-1]).low.value > 0
        )

    @property
    def implausible(self) -> tuple[str, ...]:
        """The inputs whose nominal values are outside their beliefs; of several scenarios, each with its own."""
        scenarios = {each.audited.scenario.name: each.audited.scenario for each in self.claims if each.audited.scenario}
        found = [(name, of) for of, scenario in scenarios.items() for name in implausible_names(scenario)]
        return tuple(f"{name} of {of}" if len(scenarios) > 1 else name for name, of in found)

    @property
    def headline(self) -> str:
        """How many figures, or parts of ranges, lie in their intervals."""
        hits = sum(map(is_inside, self.figures))
        return counted_phrase(
            len(self.figures),
            "{hits} of {count} published figures agree with the 90 % interval of their own method",
            "{hits} of {count} published figures agree with the 90 % interval of their own method",
            hits=hits,
        )

    @property
    def counted(self) -> str:
        """How many figures the claims have, with those that they are made of, and how many of them are drawn."""
        drawn, every = len(self.figures), sum(len(claim.figures) for claim in self.claims)
        total = counted_phrase(
            len(self.claims),
            "With its parts, the claim has {figures}",
            "With their parts, the {count} claims have {figures}",
            figures=counted_phrase(every, "{count} figure", "{count} figures"),
        )
        if every == drawn:
            return phrase("{total}, a row each.", total=total)
        return counted_phrase(
            every - drawn,
            "{total}: {drawn} are drawn, a row each; {count} comparison or figure has no place on this axis.",
            "{total}: {drawn} are drawn, a row each; {count} comparisons and figures have no place on this axis.",
            total=total,
            drawn=drawn,
        )

    @property
    def statement(self) -> captions.Statement:
        """What is written around the picture."""
        key = phrase(
            "Bars: 50, 90 and 95 % credible intervals of what its own method supports. "
            "Diamonds: published figures, orange outside the 90 % interval; arrows: open ends."
        )
        sources = dict.fromkeys(each.claim.source for each in self.figures if each.claim.source)
        samples = digits.samples(self.figures[0].marginal.samples)
        computed = wording.computed(versions()["carbonspan"], samples, self.seed, "")
        sentences = (f"{self.title}. {report.conclusion(self.claims)}.", self.counted, key)
        return captions.Statement(self.headline, sentences, citations.cited(tuple(sources)), computed)

    @property
    def height(self) -> float:
        """The height of the rows and the words around them [inches]."""
        words = self.statement.lines().height + captions.HEADS
        return _AROUND + words / style.POINTS + _ROW * max(len(self.figures), 3)

    @property
    def description(self) -> str:
        """The picture in words, for screen readers."""
        outside = [each.claim.name for each in self.figures if not is_inside(each)]
        found = phrase("Published figures divided by medians, on credible intervals.")
        missed = phrase("Outside: {names}.", names=", ".join(outside)) if outside else ""
        return " ".join(filter(None, (found, f"{self.headline}.", missed)))


def is_inside(figure: AuditedFigure) -> bool:
    """Whether the 90 % interval holds a figure, or a part of a range."""
    ends = figure.marginal.interval(HEADLINE_LEVEL)
    return figure.claim.low <= ends.high.value and figure.claim.high >= ends.low.value


def draw(audit: AuditPicture, ax: Axes) -> Axes:
    """Draw the audit on `ax`, a row a figure."""
    figures, names = audit.figures, _names(audit.figures)
    over = [[end / each.marginal.median.value for end in (each.claim.low, each.claim.high)] for each in figures]
    style.bare(ax)
    for row, each in enumerate(figures):
        over_medians.draw_intervals(ax, row, each.marginal)
    axis = phrase("published figure and intervals over the median")
    columns = _columns(figures, names)
    room = max(_room(names, columns), _LEAST_ROOM)
    over_medians.finish_axis(ax, len(figures), axis, [end for ends in over for end in ends], room=room)
    for row, (each, (low, high)) in enumerate(zip(figures, over, strict=True)):
        mark(Published(low, high, ""), ax, row, colour=style.INK if is_inside(each) else style.NOMINAL)
    ax.set_yticks(range(len(figures)), names)
    ax.grid(axis="x", color=style.GREY, alpha=0.2, lw=0.5)
    ax.set_axisbelow(True)
    end = 0.0
    for head, texts, right in columns:
        end = captions.write_column(ax, head, texts, start=end + captions.GAP, right=right)
    captions.write_statement(ax, audit.statement, above=captions.HEADS)
    return ax


def _names(figures: Sequence[AuditedFigure]) -> list[str]:
    """The names of rows, shortened if they are too long."""
    room = _NAMES * figure_format.current().width * style.POINTS
    return style.shortened_apart([each.claim.name for each in figures], room, style.SMALL)


def _columns(figures: Sequence[AuditedFigure], names: Sequence[str]) -> list[_Column]:
    """Published figures and intervals, in columns on the right; the first of them beside which the axis has room."""
    published, _, _, intervals = zip(*map(report.numbers, figures), strict=True)
    found = [(phrase("published"), published, True), (phrase("{level} % interval", level="90"), intervals, False)]
    while found and _room(names, found) < _SHORT:
        found = found[:-1]
    return found


def _room(names: Sequence[str], columns: Sequence[_Column]) -> float:
    """The length of the axis between the rows' names and the columns [points]."""
    widest = max(style.text_width(style.typeset(name), style.SMALL) for name in names)
    beside = sum(captions.column_width(head, texts) + captions.GAP for head, texts, _ in columns)
    return float(figure_format.current().width * style.POINTS - widest - beside - 4 * captions.GAP)
