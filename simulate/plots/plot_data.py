"""What a plot shows: one output of an answer, a panel a coordinate, in numbers and in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from ..answer.answer import HASH_LETTERS, Answer
from ..answer.statistics.levels import headline_level
from ..answer.statistics.marginal import Estimate, Marginal
from ..language import numeral, phrase
from ..problems import InvalidInput, did_you_mean
from ..show import citations, digits, labels
from ..show import headline as headlines
from ..show.quote import Quote, Span, span
from ..units import counted
from . import coordinate_names, wording


@dataclass(frozen=True)
class Panel:
    """One output at one coordinate: a `marginal` of an `answer` in the units in which people read it.

    Beside other answers, `name` tells which one it is of.
    """

    answer: Answer
    marginal: Marginal
    name: str = ""

    @property
    def levels(self) -> tuple[float, ...]:
        """The levels of its intervals, ascending."""
        return tuple(sorted(self.answer.levels))

    @property
    def ends(self) -> tuple[tuple[Estimate, Estimate], ...]:
        """The ends of its intervals, the narrowest first."""
        intervals = map(self.marginal.interval, self.levels)
        return tuple((each.low, each.high) for each in intervals)

    @property
    def main(self) -> int:
        """The index of the level that is quoted."""
        return self.levels.index(headline_level(self.levels))

    @property
    def is_constant(self) -> bool:
        """Whether it is one value in all samples: none lies above or below another."""
        return self.marginal.minimum == self.marginal.maximum

    def span(self, index: int) -> Span:
        """The interval of the level at `index` with its median."""
        return self._spans[index]

    @cached_property
    def _spans(self) -> tuple[Span, ...]:
        """Those of all levels: what places labels asks for their texts often."""
        return tuple(span(self.marginal, level) for level in self.levels)

    @property
    def quote(self) -> Quote:
        """The interval that is quoted, as it is quoted."""
        return self.span(self.main).quote

    @property
    def unit(self) -> str:
        """Its unit as people read it: ``t CO2e``."""
        return labels.unit_label(self.marginal)

    @property
    def per(self) -> str:
        """The functional unit in words: ``a day``."""
        return labels.per_of(self.marginal, self.answer.subject.per_of(self.marginal.output))

    @property
    def headline(self) -> str:
        """The sentence to quote."""
        return headlines.headline(self.span(self.main), unit=self.unit, per=self.per)

    @property
    def row(self) -> str:
        """The name of its answer, if there are several, and of its coordinate beside others."""
        row = coordinate_names.row(self.marginal.coordinates, self.answer.subject.option_names)
        return ", ".join(filter(None, (self.name, row)))

    @property
    def coordinate(self) -> str:
        """The name of its answer, if there are several, and of its coordinate in a sentence."""
        scales = self.answer.subject.scales
        named = {
            axis: f"{axis} {numeral(label)}" if axis in scales else label
            for axis, label in self.marginal.coordinates.items()
        }
        coordinate = coordinate_names.in_brackets(named, self.answer.subject.option_names)
        return ", ".join(filter(None, (self.name, coordinate)))

    @property
    def title(self) -> str:
        """The title of the scenario, and what was measured if the answer is the one after it."""
        about = self.answer.subject
        if not about.observed:
            return about.title
        return phrase("{title}, given {observed}", title=about.title, observed=about.observed)

    @property
    def sources(self) -> tuple[str, ...]:
        """The sources of the inputs."""
        return citations.cited(self.answer.subject.sources)

    @property
    def computed(self) -> str:
        """How the answer was computed."""
        answer = self.answer
        count = digits.samples(answer.samples)
        return wording.computed(answer.versions["carbonspan"], count, answer.seed, answer.design)

    @property
    def identity(self) -> str:
        """The beginning of the answer's hash."""
        return self.answer.hash[:HASH_LETTERS]

    @property
    def about(self) -> str:
        """Which of several outputs it is, and why this one; empty if there is one."""
        return wording.about(self._output_names(), self.marginal.output, self.answer.headline)

    @property
    def quantity(self) -> str:
        """The output with its unit: ``emissions (t CO2e a day)``."""
        return wording.quantity(self._output_names()[self.marginal.output], self.unit, self.per)

    def _output_names(self) -> dict[str, str]:
        """The names of all outputs in words."""
        return coordinate_names.outputs(self.answer.outputs, self.answer.subject.parts)


def panels(answer: Answer, output: str | None = None) -> list[Panel]:
    """A panel for each coordinate of `output`, by default of the headline's.

    Raises InvalidInput for an output the answer does not have.
    """
    answer = answer.in_units()
    output = answer.headline if output is None else output
    if output not in answer.outputs:
        raise InvalidInput(f"output: no output is called {output!r}; {did_you_mean(output, answer.outputs)}")
    return [Panel(answer, marginal) for marginal in answer.of(output)]


def headline(found: Sequence[Panel]) -> str:
    """The sentence to quote: of one coordinate its answer; of several the lowest and the highest median, and whose.

    ``Medians from 1.3 kg CO2e (Norway) to 18 kg (Central US)``
    """
    if len(found) == 1:
        return found[0].headline
    first, last = min(found, key=_median), max(found, key=_median)
    low, high = first.quote.median, last.quote.median
    least = f"{counted(low, first.unit)} {first.per}".rstrip()
    if low == high:
        return phrase("Median {median} in each of {count} rows", median=least, count=len(found))
    return phrase(
        "Medians from {low} ({first}) to {high} ({last})",
        low=least,
        first=first.coordinate,
        high=counted(high, labels.short(last.unit)),
        last=last.coordinate,
    )


def _median(panel: Panel) -> float:
    return panel.marginal.median.value
