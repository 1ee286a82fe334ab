"""Where commands write: results to stdout, everything else to stderr; plain where nobody looks, or NO_COLOR is set."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from rich.table import Table

    from ..describe.problems import Problem


def table(columns: Sequence[str], rows: Iterable[Sequence[str]], *, numbers: Sequence[str] = ()) -> Table:
    """A table of text that folds into any width; the columns in `numbers` align to the right."""
    from rich.box import SIMPLE_HEAD
    from rich.table import Table

    made = Table(box=SIMPLE_HEAD, pad_edge=False, show_edge=False)
    for column in columns:
        is_number = column in numbers
        made.add_column(column, justify="right" if is_number else "left", overflow="fold", no_wrap=is_number)
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
