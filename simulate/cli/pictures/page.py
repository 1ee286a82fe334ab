"""``carbonspan page``: a page of this machine, on which inputs are changed and the answer follows."""

from __future__ import annotations

import click

from .. import completing, console
from ..main import OK
from ..options import forms, numbers, overrides
from ..options.gathered import gathered

#: More samples than these do not follow a slider.
_MOST_SAMPLES = 10_000_000
_OPEN = "Open the page in a browser."
_PORT = "The port to serve at; 0 takes any that is free.  [default: 8642]"
_CHOICE = "Begin with this option of a choice or dimension, by default the first; can be repeated."
_OUTPUT = "Begin with this output.  [default: the headline's]"
_SAMPLES = "Samples of each answer, at most 1e7.  [default: 1e5]"


@click.command("page")
@click.argument("name", metavar="NAME|FILE", required=True, shell_complete=completing.names)
@click.option("--port", callback=numbers.within(0, 65_535), default="8642", metavar="N", help=_PORT)
@click.option("--open/--no-open", "opens", default=True, show_default=True, help=_OPEN)
@numbers.sampling(
    click.option("--samples", callback=numbers.within(1, _MOST_SAMPLES), metavar="N", help=_SAMPLES), numbers.seed
)
@gathered("changes", overrides.Changes)
@overrides.sets
@overrides.fixes
@click.option("--choice", "choices", multiple=True, metavar="CHOICE=OPTION", help=_CHOICE)
@click.option("--output", default="", metavar="OUTPUT", help=_OUTPUT)
@forms.quiet("Print only the address.")
def command(  # noqa: PLR0913 - a group of options each
    name: str,
    *,
    port: int,
    opens: bool,
    sampling: numbers.Sampling,
    changes: overrides.Changes,
    output: str,
    quiet: bool,
) -> int:
    """Serve a page on which the inputs of a scenario are changed and its answer follows, until Ctrl-C.

    Only browsers of this machine reach it, and it needs no network. The address of the page holds what was changed.
    """
    from ...page import serve

    serve.check_available()

    from ...page.address import Address
    from ...page.answers import SAMPLES, Explorer
    from ...reader.load import load

    explorer = Explorer(load(name), name, sampling.samples or SAMPLES, sampling.seed)
    start = Address(changes.sets, changes.choices, output, changes.fixes)
    with serve.listen(port) as at:
        if not quiet:
            click.echo("computing the first answer", err=True)
        with console.log(quiet=quiet):
            explorer.shown(start)
        serve.serve(explorer, at, start, opens=opens, ready=click.echo)
    return OK
