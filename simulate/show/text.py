"""The printed answer: a sentence to quote, where the nominal figure lies, claims, tables, and what it rests on."""

from __future__ import annotations

import io
import os
from collections.abc import Iterator
from typing import TYPE_CHECKING, TextIO

from ..answer.summary import Record, Summary
from . import claims, labels
from .digits import compared, rounded, significant
from .encoding import encodable
from .provenance import HASH_LETTERS
from .tables import BRACKETS, tables

if TYPE_CHECKING:
    from rich.console import Console

#: Wide enough for any table: what is piped is never cropped.
_PIPED_WIDTH = 10_000


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


def headline(summary: Summary, record: Record) -> str:
    """``3.1 t CO2e a day; 90 % credible interval 1.2 to 7.9 t``, with the coordinate where there are several."""
    said = _headline(summary, record)
    return ": ".join(filter(None, (labels.coordinate(record.coordinates), said)))


def _headline(summary: Summary, record: Record) -> str:
    unit, per = labels.unit_label(summary.scenario, record), labels.functional_unit(summary.scenario.per)
    if record.minimum == record.maximum:
        return labels.exact_headline(record.unit.from_base(record.minimum), unit=unit, per=per)
    level = labels.headline_level(summary.levels)
    interval = record.interval(level)
    given = (interval.low, record.quantiles[0.5], interval.high)
    low, median, high = (labels.displayed(each, record.unit) for each in given)
    return labels.headline((low, median, high), level, unit=unit, per=per)


def nominal_sentence(record: Record) -> str:
    """``The nominal 3.82 t lies at the 71st percentile.``; empty for an output that is one value."""
    if record.minimum == record.maximum:
        return ""
    unit = labels.short(labels.readable(record.unit.text))
    apart = record.unit.from_base(record.quantiles[0.95].value - record.quantiles[0.05].value)
    nominal = " ".join(filter(None, (compared(record.unit.from_base(record.nominal), apart), unit)))
    return f"The nominal {nominal} lies {labels.percentile(record.nominal_percentile)}."


def title(summary: Summary) -> str:
    """The scenario's title with what is counted: ``ChatGPT, served by response words (boundary: serving)``."""
    boundary = ", ".join(summary.scenario.boundary)
    return f"{summary.scenario.title} (boundary: {boundary})" if boundary else summary.scenario.title


def basis(summary: Summary) -> str:
    """What the answer rests on: ``20 000 samples, seed 0, random design, hash 3f2a9c81d05b, 1.2 s``."""
    return (
        f"{rounded(summary.samples, 0)} samples, seed {summary.seed}, {design(summary)} design, "
        f"hash {summary.hash[:HASH_LETTERS]}, {significant(summary.seconds, 2)} s"
    )


def design(summary: Summary) -> str:
    """What a design is called."""
    return {"sobol": "Sobol'"}.get(summary.design, summary.design)


def interrupted(summary: Summary) -> str:
    """What to say of a run that was stopped."""
    return f"Interrupted: this is the answer of the {rounded(summary.samples, 0)} samples that were finished."


def _print(summary: Summary, console: Console) -> None:
    """Everything in the order in which people read it; sentences are left for the terminal to wrap."""
    main = labels.main_record(summary)
    if summary.interrupted:
        _say(console, interrupted(summary), "bold yellow")
    _say(console, title(summary))
    console.print()
    _say(console, headline(summary, main), "bold")
    for sentence in filter(None, (nominal_sentence(main), *claims.sentences(summary))):
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
