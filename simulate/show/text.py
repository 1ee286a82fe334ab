"""The printed answer: the headline, the nominal value's percentile, claims, tables, and the basis."""

from __future__ import annotations

import sys
from collections.abc import Container, Iterator
from typing import TextIO

from ..answer.answer import HASH_LETTERS, Answer
from ..answer.enough_samples import nominal_percentile
from ..answer.statistics.levels import headline_level
from ..answer.statistics.marginal import Marginal
from ..units import counted
from ..units.number_format import significant
from . import claim_sentences, labels, sweep_text
from . import headline as headlines
from .digits import compared, samples
from .quote import span
from .tables import BRACKETS, tables, varying_axes
from .terminals import terminal
from .terminals.columns import fold
from .terminals.terminal import Style


def write(answer: Answer, stream: TextIO) -> None:
    """Print the answer to `stream`; if it is a terminal, at its width, and in colour unless NO_COLOR is set."""
    text = render(answer, width=terminal.width(stream), colour=terminal.has_styles(stream))
    terminal.write(text, stream)


def render(answer: Answer, *, width: int = sys.maxsize, colour: bool = False) -> str:
    """The answer as text, at most `width` wide: sentences fold between words, tables become several."""
    lines = (
        terminal.styled(line.rstrip(), style if colour else "")
        for text, style, is_table in _lines(answer, width)
        for line in ([text] if is_table else fold(text, width))
    )
    return "\n".join(lines) + "\n"


def headline(answer: Answer, marginal: Marginal, axes: Container[str]) -> str:
    """``3.1 t CO2e a day; 90 % credible interval 1.2 to 7.9 t``, with the coordinate if there are several.

    The output is named if another one could be meant. An axis with several options that is not in `axes` changes
    nothing and is not named. Numbers are in units.
    """
    idle = {axis for axis in marginal.coordinates if axis not in axes and _has_several(answer, axis)}
    where = {axis: label for axis, label in marginal.coordinates.items() if axis not in idle}
    about = ", ".join(filter(None, (_named(answer, marginal), labels.coordinate(where))))
    return ": ".join(filter(None, (about, _headline(answer, marginal))))


def _named(answer: Answer, marginal: Marginal) -> str:
    """The name of the output of `marginal` if it is a part's or a total, or if another one measures the same."""
    parts = tuple(f"{part}_" for part in (*answer.subject.parts, "total"))
    alike = [
        each for each in answer.marginals if each.output != marginal.output and _measured(each) == _measured(marginal)
    ]
    return marginal.output if alike or marginal.output.startswith(parts) else ""


def _measured(marginal: Marginal) -> object:
    """What an output measures: a mass of a substance, or its dimension, which an answer from a file does not have."""
    return marginal.substance or marginal.unit.dimension or marginal.unit.text


def _has_several(answer: Answer, axis: str) -> bool:
    return len({marginal.coordinates[axis] for marginal in answer.marginals}) > 1


def _headline(answer: Answer, marginal: Marginal) -> str:
    per = labels.per_of(marginal, answer.subject.per_of(marginal.output))
    unit = labels.unit_label(marginal)
    return headlines.headline(span(marginal, headline_level(answer.levels)), unit=unit, per=per)


def nominal_sentence(marginal: Marginal) -> str:
    """``The nominal 3.82 t lies at the 69.5th percentile.``; empty for a single value, or for too few samples."""
    percentile = nominal_percentile(marginal)
    if percentile is None:
        return ""
    unit = labels.short(labels.unit_label(marginal))
    nominal = compared(marginal.nominal, marginal.quantiles[0.95].value - marginal.quantiles[0.05].value)
    verb = labels.verb(nominal, unit)
    return f"The nominal {counted(nominal, unit)} {verb} {labels.percentile(percentile)}."


def title(answer: Answer) -> str:
    """The scenario's title with its boundary: ``ChatGPT, served by response words (boundary: serving)``."""
    title, boundary = answer.subject.title, ", ".join(answer.subject.boundary)
    return f"{title} (boundary: {boundary})" if boundary else title


def basis(answer: Answer) -> str:
    """The basis of the answer: ``20,000 samples, seed 0, random design, hash 3f2a9c81d05b, 1.2 s``."""
    run = f"{samples(answer.samples)}, seed {answer.seed}, {design(answer)} design, hash {answer.hash[:HASH_LETTERS]}"
    return f"{run}, {significant(answer.seconds, 2)} s" if answer.seconds else run


def design(answer: Answer) -> str:
    """The name of the design, as it is written."""
    return {"sobol": "Sobol'"}.get(answer.design, answer.design)


def interrupted(answer: Answer) -> str:
    """The sentence about a run that was interrupted."""
    return f"Interrupted: this is the answer of {samples(answer.samples)}, which were finished."


def _lines(answer: Answer, width: int) -> Iterator[tuple[str, Style, bool]]:
    """Every line with its style and whether it is part of a table, in reading order."""
    shown = answer.in_units()
    main = shown.main
    axes, varying = varying_axes(shown, shown.of(main.output))
    for caution in answer.cautions:
        yield f"warning: {caution}", "warning", False
    if answer.interrupted:
        yield interrupted(answer), "warning", False
    yield title(answer), "", False
    yield "", "", False
    if answer.subject.scales:
        yield sweep_text.sentence(shown), "bold", False
        nominal = leading = ""
    else:
        yield headline(shown, main, axes), "bold", False
        nominal = nominal_sentence(main)
        leading = labels.leading([{axis: marginal.coordinates[axis] for axis in axes} for marginal in varying])
    for sentence in filter(None, (nominal, *claim_sentences.sentences(answer), leading)):
        yield sentence, "", False
    for table in sweep_text.tables(shown) if answer.subject.scales else tables(shown):
        yield "", "", False
        if table.title:
            yield table.title, "bold", False
        for text, is_head in table.columns.lines(width):
            yield text, "bold" if is_head else "", True
    yield from ((sentence, "", False) for sentence in events(answer))
    yield from ((sentence, "", False) for sentence in _comparisons(answer, main.output))
    yield "", "", False
    for sentence in [*_without_moments(answer), BRACKETS, basis(answer)]:
        yield sentence, "dim", False


def events(answer: Answer) -> Iterator[str]:
    """Sentences about the probability of each event, and about each budget, an empty one before either."""
    yield from _exceedances(answer)
    yield from _budgets(answer)


def _exceedances(answer: Answer) -> Iterator[str]:
    """``P(emissions > 3 t) = 0.412(1)`` for each event, at each coordinate."""
    budgets = [each.event for each in answer.budgets]
    shown = [each for each in answer.exceedances if each.event not in budgets]
    if shown:
        yield ""
    for each in shown:
        probability = f"P({each.event}) {labels.share(each.probability, sign='= ')}"
        yield ": ".join(filter(None, (labels.coordinate(each.coordinates), probability)))


def _budgets(answer: Answer) -> Iterator[str]:
    """``Budget emissions < 10 t: met, as P = 0.941(1) is at least 0.9.`` at each coordinate."""
    if answer.budgets:
        yield ""
    for each in answer.budgets:
        where = f" at {labels.coordinate(each.coordinates)}" if each.coordinates else ""
        verdict, relation = ("met", "at least") if each.met else ("not met", "below")
        probability = labels.share(each.probability, sign="= ")
        yield f"Budget {each.event}{where}: {verdict}, as P {probability} is {relation} {each.confidence:g}."


def _comparisons(answer: Answer, output: str) -> Iterator[str]:
    """``P(region norway < region germany) = 0.998(1)`` for each pair of coordinates, and the draws that they share."""
    pairs = [pair for pair in answer.comparisons if pair.output == output]
    if pairs:
        yield ""
        yield f"{output}, sample by sample:"
    for pair in pairs:
        first, second = labels.coordinate(pair.first), labels.coordinate(pair.second)
        probability = labels.share(pair.probability, sign="= ")
        yield "   ".join(filter(None, (f"P({first} < {second}) {probability}", labels.pairing(pair))))


def _without_moments(answer: Answer) -> Iterator[str]:
    reasons = {
        marginal.output: f"{marginal.lacking}: {marginal.without_moments}"
        for marginal in answer.marginals
        if marginal.lacking
    }
    return (f"{output} has {reason}" for output, reason in reasons.items())
