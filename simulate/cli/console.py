"""The output of commands: results to stdout, everything else to stderr; wrapped and styled only for a terminal."""

from __future__ import annotations

import json
import logging
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

import click

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from ..problems import Problem
    from ..show.terminals.columns import Columns
    from ..show.terminals.progress import Progress, Sentence
    from .options.forms import Form


class _Implausible(Protocol):
    """What was computed of scenarios, some of whose inputs may have nominal values outside their beliefs."""

    @property
    def implausible(self) -> tuple[str, ...]: ...


T = TypeVar("T", bound=_Implausible)


def table(
    heads: Sequence[str], rows: Iterable[Sequence[str]], *, numbers: Sequence[str] = (), whole: Sequence[str] = ()
) -> Columns:
    """A table to show; columns in `numbers` and `whole` never wrap, the others do in a narrow terminal."""
    from ..show.terminals.columns import Columns

    return Columns(heads, list(rows), frozenset(numbers), frozenset(whole))


def show(*things: Columns | str, hanging: int = 2) -> None:
    """Write tables and sentences to stdout in order; continuation lines of wrapped sentences are indented."""
    from ..show.terminals import terminal
    from ..show.terminals.columns import fold

    width, has_styles, lines = terminal.width(sys.stdout), terminal.has_styles(sys.stdout), list[str]()
    for thing in things:
        if isinstance(thing, str):
            lines += fold(thing, width, hanging=hanging if thing.startswith(" ") else 0)
        else:
            lines += [
                terminal.styled(text, "bold" if is_head and has_styles else "") for text, is_head in thing.lines(width)
            ]
    terminal.write("".join(f"{line}\n" for line in lines), sys.stdout)


def show_json(data: Any) -> None:
    """Write `data` as JSON to stdout."""
    click.echo(json.dumps(data, indent=2, ensure_ascii=False))


def show_csv(text: str, implausible: Iterable[str]) -> None:
    """Write CSV to stdout, and to stderr what it has no row for: nominal values outside their beliefs."""
    warn_of_beliefs(implausible)
    click.echo(text, nl=False)


def show_as(
    form: Form,
    found: T,
    lines: Callable[[T], Iterable[Columns | str]],
    as_dict: Callable[[T], dict[str, Any]],
    as_csv: Callable[[T], str],
) -> None:
    """Write what was `found` to stdout in the form asked for.

    Text and JSON say for themselves which nominal values are outside their beliefs.
    """
    if form == "json":
        show_json(as_dict(found))
    elif form == "csv":
        show_csv(as_csv(found), found.implausible)
    else:
        show(*lines(found))


def tell(message: str) -> None:
    """Write a message of one line to stderr; what a file name has that a terminal obeys or hides is escaped."""
    say(message, err=True)


def say(message: str, *, err: bool = False) -> None:
    """As `tell`, to stdout."""
    from ..problems import printable

    click.echo(printable(message).replace("\n", "\\n"), err=err)


def warn(warnings: Iterable[Problem | str]) -> None:
    """Write warnings to stderr, wrapped on a terminal."""
    from ..problems import printable
    from ..show.terminals import terminal
    from ..show.terminals.columns import fold

    for warning in warnings:
        click.echo(
            "\n".join(fold(f"warning: {printable(str(warning))}", terminal.width(sys.stderr), hanging=2)), err=True
        )


def warn_of_beliefs(names: Iterable[str]) -> None:
    """Write to stderr that nominal values of these inputs are outside their beliefs, if there are any.

    For what shows a nominal value and does not say so itself; ``--quiet`` leaves it out nowhere.
    """
    from ..scenario.plausibility import outside_beliefs

    warn(filter(None, [outside_beliefs(names)]))


@contextmanager
def log(*, quiet: bool = False) -> Iterator[None]:
    """A context in which log messages of the package go to stderr unless `quiet`: why the first run takes long."""
    if quiet:
        yield
        return
    logger, handler, level = logging.getLogger("carbonspan"), _StderrHandler(), logging.getLogger("carbonspan").level
    logger.addHandler(handler)
    logger.setLevel(logging.INFO)
    try:
        yield
    finally:
        logger.removeHandler(handler)
        logger.setLevel(level)


@contextmanager
def progress(*, quiet: bool, sentence: Sentence | None = None) -> Iterator[Progress | None]:
    """The progress display of a run on stderr, or of what `sentence` describes; None if `quiet`."""
    if quiet:
        yield None
        return
    from ..show.terminals.progress import Progress

    shown = Progress(sys.stderr, describe=sentence) if sentence else Progress(sys.stderr)
    try:
        yield shown
    finally:
        shown.close()


class _StderrHandler(logging.Handler):
    """Writes to the current stderr, which may be replaced."""

    def emit(self, record: logging.LogRecord) -> None:
        tell(record.getMessage())
