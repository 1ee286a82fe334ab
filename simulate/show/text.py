"""The printed answer: a sentence to quote, where the nominal figure lies, claims, tables, and what it rests on."""

from __future__ import annotations

import sys
from collections.abc import Container, Iterator
from typing import TextIO

from ..answer.sample_size import nominal_percentile
from ..answer.summary import HASH_LETTERS, Record, Summary, headline_level
from ..units import counted, readable
from ..units.number_format import significant
from . import claim_sentences, labels, terminal
from . import headline as headlines
from .columns import fold
from .digits import compared, samples
from .quote import span
from .tables import BRACKETS, tables, telling
from .terminal import Style


def write(summary: Summary, stream: TextIO) -> None:
    """Print the answer to `stream`, in colour and as wide as the terminal where it is one and NO_COLOR is not set."""
    text = render(summary, width=terminal.width(stream), colour=terminal.has_styles(stream))
    terminal.write(text, stream)


def render(summary: Summary, *, width: int = sys.maxsize, colour: bool = False) -> str:
    """The answer as text, at most `width` wide: sentences fold between words, tables become several."""
    lines = (
        terminal.styled(line.rstrip(), style if colour else "")
        for text, style, is_table in _lines(summary, width)
        for line in ([text] if is_table else fold(text, width))
    )
    return "\n".join(lines) + "\n"


def headline(summary: Summary, record: Record, axes: Container[str]) -> str:
    """``3.1 t CO2e a day; 90 % credible interval 1.2 to 7.9 t``, with the coordinate where there are several.

    An axis that is none of `axes`, although it has several options, changes nothing and is not named.
    """
    idle = {axis for axis in record.coordinates if axis not in axes and _has_several(summary, axis)}
    where = {axis: label for axis, label in record.coordinates.items() if axis not in idle}
    return ": ".join(filter(None, (labels.coordinate(where), _headline(summary, record))))


def _has_several(summary: Summary, axis: str) -> bool:
    return len({record.coordinates[axis] for record in summary.records}) > 1


def _headline(summary: Summary, record: Record) -> str:
    unit, per = labels.unit_label(summary.scenario, record), labels.functional_unit(summary.scenario.per)
    interval = record.interval(headline_level(summary.levels))
    return headlines.headline(span(record, interval), unit=unit, per=per)


def nominal_sentence(record: Record) -> str:
    """``The nominal 3.82 t lies at the 69.5th percentile.``; empty where it is one value, or too few were drawn."""
    place = nominal_percentile(record)
    if place is None:
        return ""
    unit = labels.short(readable(record.unit.text))
    apart = record.unit.from_base(record.quantiles[0.95].value - record.quantiles[0.05].value)
    nominal = compared(record.unit.from_base(record.nominal), apart)
    verb = labels.verb(nominal, unit)
    return f"The nominal {counted(nominal, unit)} {verb} {labels.percentile(place)}."


def title(summary: Summary) -> str:
    """The scenario's title with what is counted: ``ChatGPT, served by response words (boundary: serving)``."""
    boundary = ", ".join(summary.scenario.boundary)
    return f"{summary.scenario.title} (boundary: {boundary})" if boundary else summary.scenario.title


def basis(summary: Summary) -> str:
    """What the answer rests on: ``20,000 samples, seed 0, random design, hash 3f2a9c81d05b, 1.2 s``."""
    return (
        f"{samples(summary.samples)}, seed {summary.seed}, {design(summary)} design, "
        f"hash {summary.hash[:HASH_LETTERS]}, {significant(summary.seconds, 2)} s"
    )


def design(summary: Summary) -> str:
    """What a design is called."""
    return {"sobol": "Sobol'"}.get(summary.design, summary.design)


def interrupted(summary: Summary) -> str:
    """What to say of a run that was stopped."""
    return f"Interrupted: this is the answer of {samples(summary.samples)}, which were finished."


def _lines(summary: Summary, width: int) -> Iterator[tuple[str, Style, bool]]:
    """Every line with its style and whether it is one of a table, in the order in which people read them."""
    main = labels.main_record(summary)
    axes, told = telling(summary, [record for record in summary.records if record.output == main.output])
    for caution in summary.cautions:
        yield f"warning: {caution}", "warning", False
    if summary.interrupted:
        yield interrupted(summary), "warning", False
    yield title(summary), "", False
    yield "", "", False
    yield headline(summary, main, axes), "bold", False
    leading = labels.leading([{axis: record.coordinates[axis] for axis in axes} for record in told])
    for sentence in filter(None, (nominal_sentence(main), *claim_sentences.sentences(summary), leading)):
        yield sentence, "", False
    for table in tables(summary):
        yield "", "", False
        if table.title:
            yield table.title, "bold", False
        for text, is_head in table.columns.lines(width):
            yield text, "bold" if is_head else "", True
    yield from ((sentence, "", False) for sentence in _comparisons(summary, main.output))
    yield "", "", False
    for sentence in [*_without_moments(summary), BRACKETS, basis(summary)]:
        yield sentence, "dim", False


def _comparisons(summary: Summary, output: str) -> Iterator[str]:
    """``P(region norway < region germany) = 0.998(1)`` for each pair of coordinates, and what they have in common."""
    pairs = [pair for pair in summary.comparisons if pair.output == output]
    if pairs:
        yield ""
        yield f"{output}, sample by sample:"
    for pair in pairs:
        first, second = labels.coordinate(pair.first), labels.coordinate(pair.second)
        probability = labels.share(pair.probability, sign="= ")
        yield "   ".join(filter(None, (f"P({first} < {second}) {probability}", labels.pairing(pair))))


def _without_moments(summary: Summary) -> Iterator[str]:
    reasons = {
        record.output: f"{record.lacking}: {record.without_moments}" for record in summary.records if record.lacking
    }
    return (f"{output} has {reason}" for output, reason in reasons.items())
