"""Options for how a picture looks, of ``plot`` and of commands that draw what they print."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import click

from ...language import codes
from .forms import Decorator
from .gathered import gathered

_SIZE = "column (85 mm wide), page (170 mm), slide (254 x 143 mm), or millimetres such as 85x60mm."
_STYLE = "print (on white), screen (clear) or dark."
_TITLE = "A heading of your own; an empty one omits it."
_LANG = f"The language of its words: {', '.join(codes())}.  [default: en]"


@dataclass(frozen=True)
class Look:
    """How a picture looks, as the options say."""

    title: str | None
    size: str | None
    style: str | None
    lang: str | None

    @property
    def arguments(self) -> dict[str, Any]:
        """The arguments of `plots.plot.write`."""
        return asdict(self)

    def check(self, path: Path | None) -> None:
        """Raise UsageError for a look without a plot, and InvalidInput unless it is one and the file can be written."""
        from ...plots import figure_format, palettes, plot

        if path is None:
            for name in (name for name, each in self.arguments.items() if each is not None):
                raise click.UsageError(f"--{name} is how a plot looks; name its file with --plot")
            return
        plot.check_writable(path)
        figure_format.of_size(self.size)
        figure_format.heading(self.title)
        palettes.palette(self.style)


def look(*, of_plot: bool) -> Decorator:
    """A decorator with the options of a Look, which the command takes as one argument, `look`.

    They are of the file of ``--plot`` if `of_plot`.
    """

    def said(text: str) -> str:
        return f"Of the plot: {text[0].lower()}{text[1:]}" if of_plot else text

    return gathered(
        "look",
        Look,
        click.option("--title", metavar="TEXT", help=said(_TITLE)),
        click.option("--size", metavar="SIZE", help=said(_SIZE)),
        click.option("--style", metavar="STYLE", help=said(_STYLE)),
        click.option("--lang", type=click.Choice(codes()), metavar="LANG", help=said(_LANG)),
    )
