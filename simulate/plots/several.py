"""Several answers in one figure: their panels in one unit and under their names, and a comparison drawn."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

from .. import units
from ..answer.answer import Answer
from ..answer.statistics.marginal import Marginal
from ..comparing.compared import Compared, ComparedSide
from ..comparing.sides import MOST, functional_unit, unique_names
from ..language import phrase
from ..problems import InvalidInput
from ..show.labels import coordinate
from ..show.reports import compare
from ..units import Unit
from . import forest, style
from .plot_data import Panel, panels

if TYPE_CHECKING:
    from matplotlib.axes import Axes


def together(found: Sequence[Sequence[Panel]]) -> list[Panel]:
    """The panels of several answers, each under its name, in the unit of the first.

    Raises InvalidInput for more than a dozen, and for answers whose outputs have unlike units, or that are for unlike
    functional units.
    """
    if len(found) > MOST:
        raise InvalidInput(f"result: a plot shows {MOST} answers at most, got {len(found)}")
    names = unique_names([own[0].answer.subject.name for own in found])
    first = found[0][0]
    made = []
    for name, own in zip(names, found, strict=True):
        _check(first, own[0])
        made += [replace(panel, marginal=_in_unit(panel.marginal, first.marginal.unit), name=name) for panel in own]
    return made


def _check(first: Panel, other: Panel) -> None:
    one, another = (functional_unit(panel.answer.subject.per) for panel in (first, other))
    name, second = first.answer.subject.name, other.answer.subject.name
    if (one is None) != (another is None) or (one and another and not one.agrees(another)):
        stated = " and ".join(
            f"{each} is for {unit or 'none that it states'}" for each, unit in ((name, one), (second, another))
        )
        raise InvalidInput(f"result: answers for unlike functional units have no common axis: {stated}")
    dimensions = {units.unit(panel.marginal.unit.text).dimension for panel in (first, other)}
    if len(dimensions) > 1 and not units.compatible(*(units.unit(p.marginal.unit.text) for p in (other, first))):
        raise InvalidInput(
            f"result: answers in unlike units have no common axis: {first.marginal.output} of {name} is in "
            f"{_unit(first)}, {other.marginal.output} of {second} in {_unit(other)}"
        )


def _unit(panel: Panel) -> str:
    return panel.marginal.unit.text or "no unit"


def _in_unit(marginal: Marginal, wanted: Unit) -> Marginal:
    """A marginal whose numbers are in its unit, in another one."""
    own, new = (units.unit(each.text).factor for each in (marginal.unit, wanted))
    shown = replace(wanted, factor=Fraction(new) / Fraction(own))
    return replace(marginal.in_unit(shown), unit=wanted) if own != new else marginal


def compared(found: Compared, *, title: str | None = None, ax: Axes | None = None) -> Axes:
    """A comparison drawn: each scenario's density above its intervals."""
    drawn = _panels(found)
    text = " ".join(panel.row for panel in drawn)
    with style.drawing(text, ax, title):
        return forest.draw(drawn, ax or style.new_axes(forest.height(drawn, densities=True)), densities=True)


def described(found: Compared) -> str:
    """The picture of a comparison in words, for screen readers."""
    drawn = _panels(found)
    names = "; ".join(panel.name for panel in drawn)
    what = phrase("Densities and credible intervals of {quantity}: {names}.", quantity=drawn[0].quantity, names=names)
    return f"{what} {compare.sentence(found)}"


def _panels(found: Compared) -> list[Panel]:
    return [replace(panels(_answer(found, side))[0], name=_named(side)) for side in found.sides]


def _named(side: ComparedSide) -> str:
    """The name of a side with the options at which it is compared, each once."""
    suffix = side.name.removeprefix(side.subject.name)
    at = coordinate({axis: label for axis, label in side.coordinates.items() if label not in suffix})
    return f"{side.name}, {at}" if at else side.name


def _answer(found: Compared, side: ComparedSide) -> Answer:
    """One side as an answer with a single output."""
    output = found.sides[0].marginal.output
    claims = tuple(replace(each, output=output) for each in side.subject.claims)
    return Answer(
        subject=replace(side.subject, claims=claims),
        headline=output,
        hash=found.hash,
        samples=found.samples,
        seed=found.seed,
        design=found.design,
        levels=found.levels,
        marginals=(replace(side.marginal, output=output, coordinates={}),),
        inputs=(),
        correlations=(),
        warnings=(),
        versions=found.versions,
        processor=found.processor,
    )
