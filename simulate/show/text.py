"""The printed answer: a sentence to quote, where the nominal figure lies, claims, tables, and what it rests on."""

from __future__ import annotations

import io
import os
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, TextIO

from ..answer.summary import Record, Summary
from . import labels
from .digits import THOUSANDS, number, significant
from .provenance import HASH_LETTERS
from .tables import BRACKETS, tables

if TYPE_CHECKING:
    from rich.console import Console

#: Wide enough for any table: what is piped is never cropped.
_PIPED_WIDTH = 10_000
_ASCII = str.maketrans({THOUSANDS: ",", "·": "*", "²": "^2", "³": "^3", "−": "-", "±": "+-"})


def write(summary: Summary, stream: TextIO) -> None:
    """Print the answer to `stream`, in colour and as wide as the terminal where it is one and NO_COLOR is not set."""
    terminal = stream.isatty()
    width = None if terminal else _PIPED_WIDTH
    text = render(summary, width=width, colour=terminal and not os.environ.get("NO_COLOR"))
    stream.write(encodable(text, getattr(stream, "encoding", None) or "utf-8"))


def render(summary: Summary, *, width: int | None = _PIPED_WIDTH, colour: bool = False) -> str:
    """The answer as text, tables at most `width` wide (as the terminal where None)."""
    from rich.console import Console

    held = io.StringIO()
    console = Console(file=held, width=width, force_terminal=colour, no_color=not colour, highlight=False, markup=False,
                      emoji=False)  # fmt: skip
    _print(summary, console)
    lines = (line.rstrip() for line in held.getvalue().splitlines())
    return "\n".join(lines) + "\n"


def encodable(text: str, encoding: str) -> str:
    """`text` as far as `encoding` can hold it, signs it lacks replaced by plain ones.

    >>> encodable("29\u202f170 gpu·hour", "ascii")
    '29,170 gpu*hour'
    """
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        return text.translate(_ASCII).encode(encoding, "replace").decode(encoding)
    return text


def headline(summary: Summary, record: Record) -> str:
    """``3.1 t CO2e a day; 90 % credible interval 1.2 to 7.9 t``, with the coordinate where there are several."""
    level = labels.headline_level(summary.levels)
    interval = record.interval(level)
    ends = [labels.displayed(end, record.unit) for end in (record.quantiles[0.5], interval.low, interval.high)]
    unit = labels.unit_label(summary.scenario, record)
    said = labels.headline(*ends, level_=level, unit=unit, per=labels.functional_unit(summary.scenario.per))
    return ": ".join(piece for piece in (labels.coordinate(record.coordinates), said) if piece)


def nominal_sentence(record: Record) -> str:
    """``The nominal 3.82 t lies at the 71st percentile.``"""
    unit = labels.short(labels.readable(record.unit.text))
    nominal = " ".join(filter(None, (significant(record.unit.from_base(record.nominal), 3), unit)))
    if record.minimum == record.maximum:
        return f"The nominal figure is {nominal}; no input that matters is uncertain."
    return f"The nominal {nominal} lies {labels.percentile(record.nominal_percentile)}."


def claim_sentences(summary: Summary) -> Iterator[str]:
    """Each published figure against the first coordinate's nominal value and interval."""
    first: Mapping[str, Record] = {record.output: record for record in reversed(summary.records)}
    level = labels.headline_level(summary.levels)
    for claim in summary.scenario.claims:
        record = first[claim.output]
        interval = record.interval(level)
        agrees = claim.low - claim.rounding <= record.nominal <= claim.high + claim.rounding
        inside = claim.low <= interval.high.value and claim.high >= interval.low.value
        source = f" ({claim.source})" if claim.source else ""
        nominal = number(record.unit.from_base(record.nominal))
        unit = labels.short(labels.readable(record.unit.text))
        yield (
            f"Claim {claim.name}{source}: {claim.output} {claim.stated}; {'' if agrees else 'not '}reproduced by the nominal "
            f"{nominal} {unit}".rstrip() + f", {'inside' if inside else 'outside'} the {labels.level(level)} interval."
        )


def title(summary: Summary) -> str:
    """The scenario's title with what is counted: ``ChatGPT, served by response words (boundary: serving)``."""
    boundary = ", ".join(summary.scenario.boundary)
    return f"{summary.scenario.title} (boundary: {boundary})" if boundary else summary.scenario.title


def basis(summary: Summary) -> str:
    """What the answer rests on: ``20 000 samples, seed 0, random design, hash 3f2a9c81d05b, 1.2 s``."""
    return (
        f"{number(summary.samples)} samples, seed {summary.seed}, {design(summary)} design, "
        f"hash {summary.hash[:HASH_LETTERS]}, {significant(summary.seconds, 2)} s"
    )


def design(summary: Summary) -> str:
    """What a design is called."""
    return {"sobol": "Sobol'"}.get(summary.design, summary.design)


def interrupted(summary: Summary) -> str:
    """What to say of a run that was stopped."""
    return f"Interrupted: this is the answer of the {number(summary.samples)} samples that were finished."


def _print(summary: Summary, console: Console) -> None:
    """Everything in the order in which people read it; sentences are left for the terminal to wrap."""
    main = labels.main_record(summary)
    if summary.interrupted:
        _say(console, interrupted(summary), "bold yellow")
    _say(console, title(summary))
    console.print()
    _say(console, headline(summary, main), "bold")
    _say(console, nominal_sentence(main))
    for sentence in claim_sentences(summary):
        _say(console, sentence)
    for table in tables(summary, console.width):
        console.print()
        console.print(table)
    console.print()
    for sentence in [*_without_moments(summary), BRACKETS, basis(summary)]:
        _say(console, sentence, "dim")


def _without_moments(summary: Summary) -> Iterator[str]:
    reasons = {record.output: record.without_moments for record in summary.records if record.without_moments}
    return (f"{output} has no mean or sd: {reason}" for output, reason in reasons.items())


def _say(console: Console, sentence: str, style: str = "") -> None:
    console.print(sentence, style=style or None, soft_wrap=True)
