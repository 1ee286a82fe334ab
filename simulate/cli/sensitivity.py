"""``carbonspan sensitivity``: which input matters."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import click

from . import console, numbers, overrides
from .main import OK
from .numbers import whole

if TYPE_CHECKING:
    from ..sensitivity.analysis import Sensitivity

#: Fewer points say nothing about their error.
_FEWEST = 1024


@click.command("sensitivity")
@click.argument("name", metavar="NAME|FILE")
@click.option("--samples", callback=whole(_FEWEST), metavar="N", help="Number of base points.  [default: 131072]")
@numbers.seed
@click.option(
    "--design",
    type=click.Choice(["random", "sobol"]),
    default="sobol",
    show_default=True,
    help="How points are drawn: as scrambled Sobol' points, or at random.",
)
@click.option(
    "--on",
    type=click.Choice(["value", "log", "rank"]),
    help="The scale on which spread is explained.  [default: log if an output spans a decade, else value]",
)
@overrides.sets
@overrides.fixes
@click.option("--choice", "choices", multiple=True, metavar="CHOICE=OPTION", help="Only this option of an axis.")
@click.option("--json", "as_json", is_flag=True, help="Write JSON.")
def command(  # noqa: PLR0913 - one argument per option
    name: str,
    *,
    samples: int | None,
    seed: int,
    design: Literal["random", "sobol"],
    on: Literal["value", "log", "rank"] | None,
    sets: tuple[str, ...],
    fixes: tuple[str, ...],
    choices: tuple[str, ...],
    as_json: bool,
) -> int:
    """Explain the spread of a scenario's outputs by its inputs.

    The first-order index of an input is the share of an output's variance that it explains alone, the total index the
    share that it takes part in. Inputs that are drawn together are one group. The thirds are the 90 % interval of the
    output where the input is low, middle or high.
    """
    from ..answer.run_options import Request
    from ..reader.load import load
    from ..scenario.selection import pick
    from ..sensitivity.analysis import SAMPLES, Questions, sensitivity
    from ..show.reports import sensitivity as shown

    scenario = pick(load(name, sets=sets, fixes=fixes), choices)
    with console.log():
        found = sensitivity(scenario, Request(samples or SAMPLES, seed, design=design), Questions(on))
    if as_json:
        console.show_json(shown.as_dict(found))
    else:
        _show(found)
    return OK


def _show(found: Sensitivity) -> None:
    from ..show.reports import sensitivity as shown

    lines: list[object] = [found.subject.title, "", shown.sentence(found.main)]
    for title, table in shown.tables(found):
        lines += ["", title, table]
    console.show(*lines, "", shown.basis(found))  # type: ignore[arg-type]
