"""Options for what a command prints, as text, JSON or CSV, and for the files that it writes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Literal

import click

from .paths import FILE

Form = Literal["text", "json", "csv"]
Decorator = Callable[[Any], Any]

plot = click.option("--plot", type=FILE, metavar="FILE.png", help="Write a plot: .png, .svg or .pdf.")


def quiet(what: str) -> Decorator:
    """The option ``--quiet``; `what` says what it does: ``Print no progress.``."""
    return click.option("--quiet", "-q", is_flag=True, help=what)


def quiet_but_cautions(what: str) -> Decorator:
    """The option ``--quiet`` of a command that answers; `what` is what it still prints, such as ``the answer``."""
    return quiet(f"Print only {what}: no progress, and no warnings unless it misleads without them.")


def out(what: str) -> Decorator:
    """The option for a netCDF file of `what`, such as ``the answer``."""
    return click.option("--out", "-o", type=FILE, metavar="FILE.nc", help=f"Write {what} as netCDF.")


def printed(of: str = "") -> Decorator:
    """The options ``--json`` and ``--csv``; `of` says what they have that the text lacks."""

    def decorate(function: Any) -> Any:
        as_csv = click.option("--csv", "as_csv", is_flag=True, help=f"Print CSV, one row per number{of}.")
        return click.option("--json", "as_json", is_flag=True, help=f"Print JSON{of}.")(as_csv(function))

    return decorate


def form(*, as_json: bool, as_csv: bool) -> Form:
    """The form that the options ask for; raises UsageError for both."""
    if as_json and as_csv:
        raise click.UsageError("--json and --csv are mutually exclusive; choose one")
    return "json" if as_json else "csv" if as_csv else "text"
