"""Where commands write: results to stdout, everything else to stderr; folded and styled only for a terminal."""

from __future__ import annotations

import json
import logging
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ..problems import Problem
    from ..show.columns import Columns


def table(
    heads: Sequence[str], rows: Iterable[Sequence[str]], *, numbers: Sequence[str] = (), whole: Sequence[str] = ()
) -> Columns:
    """A table to show: `numbers` and `whole` columns are never broken, the others fold where a terminal is narrow."""
    from ..show.columns import Columns

    return Columns(heads, list(rows), frozenset(numbers), frozenset(whole))


def show(*things: Columns | str, hanging: int = 2) -> None:
    """Write tables and sentences to stdout, one after another; where one is folded, further lines hang in."""
    from ..show import terminal
    from ..show.columns import fold

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


def warn(warnings: Iterable[Problem | str]) -> None:
    """Write warnings to stderr, each once; on a terminal they fold between words."""
    from ..show import terminal
    from ..show.columns import fold

    for warning in warnings:
        click.echo("\n".join(fold(f"warning: {warning}", terminal.width(sys.stderr), hanging=2)), err=True)


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
