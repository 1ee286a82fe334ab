"""The printed answer: the headline, the nominal value's percentile, claims, a table of medians, and the basis.

The full answer has all statistics of all outputs instead of the medians, and all claims.
"""

from __future__ import annotations

import sys
from collections.abc import Container, Iterable, Iterator
from typing import TextIO

from ..answer.answer import HASH_LETTERS, Answer
from ..answer.enough_samples import nominal_percentile, nominal_percentiles
from ..answer.statistics.levels import headline_level
from ..answer.statistics.marginal import Marginal
from ..scenario.plausibility import outside_beliefs
from ..units import counted
from ..units.number_format import significant
from . import claim_sentences, labels, sweep_text
from . import headline as headlines
from .digits import compared, samples
from .quote import span
from .tables import BRACKETS, Table, medians, tables, varying_axes
from .terminals import terminal
from .terminals.columns import fold
from .terminals.terminal import Style


def write(answer: Answer, stream: TextIO, *, full: bool = False) -> None:
    """Print the answer to `stream`; if it is a terminal, at its width, and in colour unless NO_COLOR is set."""
    text = render(answer, full=full, width=terminal.width(stream), colour=terminal.has_styles(stream))
    terminal.write(text, stream)


def render(answer: Answer, *, full: bool = False, width: int = sys.maxsize, colour: bool = False) -> str:
    """The answer as text, at most `width` wide: sentences fold between words, tables become several.

    The short answer has one table, of medians with their interval; the `full` one has all statistics of all outputs.
    """
    lines = (
        terminal.styled(line.rstrip(), style if colour else "")
        for text, style, is_table in _lines(answer, width, full=full)
        for line in ([text] if is_table else fold(text, width))
    )
    return "\n".join(lines) + "\n"


def headline(answer: Answer, marginal: Marginal, axes: Container[str]) -> str:
    """``emissions: 3.1 t CO2e a day; 90 % credible interval 1.2 to 7.9 t``, with the coordinate if there are several.

    An axis with several options that is not in `axes` changes nothing and is not named. Numbers are in units.
    """
    idle = {axis for axis in marginal.coordinates if axis not in axes and _has_several(answer, axis)}
    where = {axis: label for axis, label in marginal.coordinates.items() if axis not in idle}
    about = ", ".join(filter(None, (marginal.output, labels.coordinate(where))))
    return f"{about}: {_headline(answer, marginal)}"


def _has_several(answer: Answer, axis: str) -> bool:
    return len({marginal.coordinates[axis] for marginal in answer.marginals}) > 1


def _headline(answer: Answer, marginal: Marginal) -> str:
    per = labels.per_of(marginal, answer.subject.per_of(marginal.output))
    unit = labels.unit_label(marginal)
    return headlines.headline(span(marginal, headline_level(answer.levels)), unit=unit, per=per)


def nominal_sentence(marginal: Marginal) -> str:
    """``The nominal 3.82 t lies at the 69.5th percentile.``; empty for a single value, or for too few samples.

    ``The nominal 0 t lies at the 0th to 30th percentile: 30 % of the samples equal it.``
    """
    percentile = nominal_percentile(marginal)
    if percentile is None:
        return ""
    unit = labels.short(labels.unit_label(marginal))
    nominal = compared(marginal.nominal, marginal.quantiles[0.95].value - marginal.quantiles[0.05].value)
    verb = labels.verb(nominal, unit)
    said = f"The nominal {counted(nominal, unit)} {verb}"
    if several := nominal_percentiles(marginal):
        equal = significant(100 * marginal.nominal_share, 2)
        return f"{said} at the {labels.percentiles(*several)}: {equal} % of the samples equal it."
    return f"{said} {labels.percentile(percentile)}."


def beliefs(names: Iterable[str]) -> Iterator[str]:
    """The sentence about inputs whose nominal values are outside their beliefs, if there are any."""
    if found := outside_beliefs(names):
        yield f"{found[0].upper()}{found[1:]}."


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


def _lines(answer: Answer, width: int, *, full: bool) -> Iterator[tuple[str, Style, bool]]:
    """Every line with its style and whether it is part of a table, in reading order."""
    shown = answer.in_units()
    for caution in answer.cautions:
        yield f"warning: {caution}", "warning", False
    if answer.interrupted:
        yield interrupted(answer), "warning", False
    yield title(answer), "", False
    yield "", "", False
    first, *others = _sentences(answer, shown, full=full)
    yield first, "bold", False
    yield from ((sentence, "", False) for sentence in others)
    for table in _tables(shown, full=full):
        yield "", "", False
        if table.title:
            yield table.title, "bold", False
        for text, is_head in table.columns.lines(width):
            yield text, "bold" if is_head else "", True
    yield from ((sentence, "", False) for sentence in events(answer))
    yield from ((sentence, "", False) for sentence in _comparisons(answer, shown.main.output))
    yield "", "", False
    for sentence in [*_footer(shown, full=full), basis(answer)]:
        yield sentence, "dim", False


def _sentences(answer: Answer, shown: Answer, *, full: bool) -> Iterator[str]:
    """The headline first, then what is to be known beside it; `shown` is the answer in units."""
    main = shown.main
    if shown.subject.scales:
        yield sweep_text.sentence(shown)
        yield from beliefs(shown.implausible)
        yield from _claims(answer, full=full)
        return
    axes, varying = varying_axes(shown, shown.of(main.output))
    yield headline(shown, main, axes)
    if nominal := nominal_sentence(main):
        yield nominal
    yield from beliefs(shown.implausible)
    yield from _claims(answer, full=full)
    if leading := labels.leading([{axis: marginal.coordinates[axis] for axis in axes} for marginal in varying]):
        yield leading


def _claims(answer: Answer, *, full: bool) -> Iterator[str]:
    """All claims in the `full` answer, else those about the main output and those that disagree."""
    found = [*claim_sentences.sentences(answer)]
    left_out = [each for each in found if not full and each.agrees and each.output != answer.main.output]
    yield from (each.text for each in found if each not in left_out)
    if left_out:
        verb = "agrees" if len(left_out) == 1 else "agree"
        yield f"{counted(str(len(left_out)), 'claim')} about other outputs {verb} with the nominal values."


def _tables(shown: Answer, *, full: bool) -> Iterable[Table]:
    if shown.subject.scales:
        return sweep_text.tables(shown)
    return tables(shown) if full else [medians(shown)]


def _footer(shown: Answer, *, full: bool) -> Iterator[str]:
    """What numbers need to be read, or where the rest of them is."""
    if full or shown.subject.scales:
        yield from _without_moments(shown)
        yield BRACKETS
        return
    main = shown.main
    others = {each.output: "" for each in shown.marginals if each.coordinates and each.output != main.output}
    if others:
        yield f"Other outputs: {', '.join(others)}."
    yield "--full prints all statistics with their errors; carbonspan show prints the inputs."


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
