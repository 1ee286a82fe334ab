"""``carbonspan check``: everything that is wrong with scenario files."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from . import console

if TYPE_CHECKING:
    from ..describe.problems import Problem


@click.command("check")
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
def command(files: tuple[str, ...]) -> None:
    """Find everything that is wrong with scenarios, each mistake with file, line and column.

    A model in a Python file of yours is run, as its signature and its dimensions are checked too: check only files
    you trust.
    """
    from ..describe.belief import outside_belief
    from ..describe.load import load
    from ..describe.problems import InvalidInput

    wrong: list[Problem] = []
    for file in files:
        try:
            scenario = load(file)
        except InvalidInput as error:
            wrong += error.problems
            continue
        console.warn((*scenario.warnings, *outside_belief(scenario)))
        ran = {f" (ran {part.model.path})" for part in scenario.parts if part.model.path}
        click.echo(f"{file}: nothing is wrong{''.join(sorted(ran))}")
    if wrong:
        raise InvalidInput(wrong)
