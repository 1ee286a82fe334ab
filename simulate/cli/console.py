"""Where commands write: results to stdout, everything else to stderr; plain where nobody looks, or NO_COLOR is set."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from rich.table import Table

    from ..describe.problems import Problem


def table(
    columns: Sequence[str], rows: Iterable[Sequence[str]], *, numbers: Sequence[str] = (), whole: Sequence[str] = ()
) -> Table:
    """A table of text that folds into any width, but for `numbers`, which align to the right, and `whole` columns."""
    from rich.box import SIMPLE_HEAD
    from rich.table import Table

    made = Table(box=SIMPLE_HEAD, pad_edge=False, show_edge=False)
    for column in columns:
        is_number = column in numbers
        is_whole = is_number or column in whole
        made.add_column(column, justify="right" if is_number else "left", overflow="fold", no_wrap=is_whole)
    for row in rows:
        made.add_row(*row)
    return made


def show(*things: Table | str) -> None:
    """Write tables and text to stdout, one after another."""
    from rich.console import Console
    from rich.text import Text

    console = Console(highlight=False, markup=False, emoji=False)
    for thing in things:
        console.print(Text(thing) if isinstance(thing, str) else thing)


def show_json(data: Any) -> None:
    """Write `data` as JSON to stdout."""
    click.echo(json.dumps(data, indent=2, ensure_ascii=False))


def warn(warnings: Iterable[Problem]) -> None:
    """Write warnings to stderr, a line each."""
    for warning in warnings:
        click.echo(f"warning: {warning}", err=True)


@contextmanager
def log() -> Iterator[None]:
    """Meanwhile, what the package logs goes to stderr, a line each: why it takes long the first time."""
    logger, handler, level = logging.getLogger("carbonspan"), _Told(), logging.getLogger("carbonspan").level
    logger.addHandler(handler)
    logger.setLevel(logging.INFO)
    try:
        yield
    finally:
        logger.removeHandler(handler)
        logger.setLevel(level)


class _Told(logging.Handler):
    """Writes to what is stderr at the time."""

    def emit(self, record: logging.LogRecord) -> None:
        click.echo(record.getMessage(), err=True)
