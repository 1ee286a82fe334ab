"""Options for how a picture looks, of ``plot`` and of commands that draw what they print."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from ...language import codes

_SIZE = "column (85 mm wide), page (170 mm), slide (254 x 143 mm), or millimetres such as 85x60mm."
_STYLE = "print (on white), screen (clear) or dark."
_TITLE = "A heading of your own; an empty one omits it."
_LANG = f"The language of its words: {', '.join(codes())}.  [default: en]"


def look(*, of_plot: bool) -> Callable[[Any], Any]:
    """The options ``--title``, ``--size``, ``--style`` and ``--lang``, of the file of ``--plot`` if `of_plot`."""
    before = "Of the plot: " if of_plot else ""

    def decorate(function: Any) -> Any:
        function = click.option("--lang", type=click.Choice(codes()), metavar="LANG", help=f"{before}{_LANG}")(function)
        for name, metavar, text in (("style", "STYLE", _STYLE), ("size", "SIZE", _SIZE), ("title", "TEXT", _TITLE)):
            function = click.option(f"--{name}", metavar=metavar, help=f"{before}{text}")(function)
        return function

    return decorate


def check_look(path: Path | None, *, title: str | None, size: str | None, style: str | None, lang: str | None) -> None:
    """Raise UsageError for a look without a plot, and InvalidInput unless it is one and the file can be written."""
    from ...plots import figure_format, palettes, plot

    given = {"title": title, "size": size, "style": style, "lang": lang}
    if path is None:
        for name in (name for name, each in given.items() if each is not None):
            raise click.UsageError(f"--{name} is how a plot looks; name its file with --plot")
        return
    plot.check_writable(path)
    figure_format.of_size(size)
    figure_format.heading(title)
    palettes.palette(style)
