"""The printed answer of a sweep: a sentence, and for each output a table along the swept values."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..answer.answer import Answer
from ..answer.statistics.levels import headline_level
from ..answer.statistics.marginal import Estimate, Marginal
from ..units import counted
from ..units.number_format import significant
from . import labels
from .digits import number, with_error
from .quote import span
from .tables import Table, along_axes, ends_of, titled, varying_axes

#: Errors of an elasticity below this are due to rounding alone.
_EXACT = 1e-6
#: The coarsest error to which a sentence rounds an elasticity.
_COARSE = 0.01
_NONE = "none"


def sentence(answer: Answer) -> str:
    """What an answer, in units, says along its sweeps: the medians at either end, and the elasticity in the middle.

    ``emissions: medians from 1.5 t CO2e a day (utilization 0.3) to 3.2 t (utilization 0.9); elasticity 0.72 to
    utilization at utilization 0.6``
    """
    line = _first_line(answer)
    middle = _middle(answer, line)
    found = [(axis, answer.elasticity(middle, axis)) for axis in answer.subject.scales if axis in middle.coordinates]
    slopes = " and ".join(f"{_spoken(each)} to {axis}" for axis, each in found if each)
    elasticity = f"; elasticity {slopes} at {labels.coordinate(middle.coordinates)}" if slopes else ""
    return f"{middle.output}: {_medians(answer, line)}{elasticity}"


def _middle(answer: Answer, line: Sequence[Marginal]) -> Marginal:
    """The marginal at the middle value of every sweep."""
    swept = {axis: scale for axis, scale in answer.subject.scales.items() if axis in line[0].coordinates}
    labels_of = {axis: list(scale.numbers) for axis, scale in swept.items()}
    middle = {axis: found[len(found) // 2] for axis, found in labels_of.items()}
    return next(each for each in line if middle.items() <= each.coordinates.items())


def _medians(answer: Answer, line: Sequence[Marginal]) -> str:
    """The lowest and the highest median of a line, and where they are."""
    low, high = min(line, key=_median), max(line, key=_median)
    least = f"{counted(_quoted(low), labels.unit_label(low))} {labels.per_of(low, answer.subject.per)}".rstrip()
    if _quoted(low) == _quoted(high):
        return f"median {least} at every value"
    most = counted(_quoted(high), labels.short(labels.unit_label(high)))
    where, there = (labels.coordinate(each.coordinates) for each in (low, high))
    return f"medians from {least} ({where}) to {most} ({there})"


def tables(answer: Answer) -> Iterator[Table]:
    """A table an output of an answer in units: medians, intervals and elasticities along the swept values."""
    for output in answer.outputs:
        axes, marginals = varying_axes(answer, answer.of(output))
        swept = [axis for axis in answer.subject.scales if axis in axes]
        level = headline_level(answer.levels)
        columns = [
            ["median", *(with_error(each.median.value, each.median.error) for each in marginals)],
            [labels.level(level), *(ends_of(each, level) for each in marginals)],
            *(_elasticities(answer, marginals, axis, several=len(swept) > 1) for axis in swept),
        ]
        yield titled(marginals[0], [*along_axes(marginals, axes), *columns], names=len(axes))


def _elasticities(answer: Answer, marginals: Sequence[Marginal], axis: str, *, several: bool) -> list[str]:
    """The column of elasticities to one swept input."""
    head = f"elasticity to {axis}" if several else "elasticity"
    return [head, *(_bracketed(answer.elasticity(each, axis)) for each in marginals)]


def _bracketed(found: Estimate | None) -> str:
    if not found:
        return _NONE
    return with_error(found.value, found.error) if found.error > _EXACT else significant(found.value, 4)


def _spoken(found: Estimate) -> str:
    return number(found.value, max(found.error, _COARSE)) if found.error > _EXACT else significant(found.value, 2)


def _first_line(answer: Answer) -> list[Marginal]:
    """The marginals of the headline's output along all swept axes, at the first option of every other."""
    found = answer.of(answer.headline)
    others = {axis: label for axis, label in found[0].coordinates.items() if axis not in answer.subject.scales}
    return [each for each in found if others.items() <= each.coordinates.items()]


def _median(marginal: Marginal) -> float:
    return marginal.median.value


def _quoted(marginal: Marginal) -> str:
    """The median with as many digits as a sentence has."""
    return span(marginal, max(each.level for each in marginal.intervals)).quote.median
