"""``carbonspan check``: everything that is wrong with files, before anything is run."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from . import console

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ..problems import Problem
    from ..scenario.scenario import Scenario
    from ..scenario.truth import Case


@click.command("check")
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
def command(files: tuple[str, ...]) -> None:
    """Find everything that is wrong with files, each mistake with file, line and column.

    A file is a scenario, a hindcast or a list of claims (`audit:`); of a list the scenarios it names are checked too.

    A model in a Python file of yours is run and compiled, as its signature and its dimensions are checked too: check
    only files you trust.
    """
    from ..problems import InvalidInput, nearby
    from ..reader.check import check

    wrong: list[Problem] = []
    for file in files:
        try:
            checked = check(file)
            _prepare(checked.scenarios)
        except InvalidInput as error:
            wrong += error.problems
            continue
        console.warn(checked.warnings)
        console.warn(_about_freeze(checked.case))
        parts = (part for scenario in checked.scenarios for part in scenario.parts)
        ran = {f" (ran {nearby(str(part.model.path))})" for part in parts if part.model.path}
        click.echo(f"{file}: nothing is wrong{''.join(sorted(ran))}")
    if wrong:
        raise InvalidInput(wrong)


def _about_freeze(case: Case | None) -> list[str]:
    """What is wrong with a hash of beliefs that a hindcast states; one that states none is frozen by who scores it."""
    if not case or not case.frozen:
        return []
    from ..answer.hindcasts.hindcast import freeze
    from ..show.hindcast import about_freeze

    return list(filter(None, [about_freeze(freeze(case))]))


def _prepare(scenarios: Iterable[Scenario]) -> None:
    """Nothing, where every law can be drawn and every model of the user's own compiled, computing what Python does.

    Shipped models are known to. Raises InvalidInput that names the input, or the line of a formula.
    """
    from ..engine.program.plan import plan

    for scenario in scenarios:
        made = plan(scenario, seed=0, design="random")
        if any(part.model.path for part in scenario.parts):
            from ..engine.runner import Runner

            Runner(made, 1)
