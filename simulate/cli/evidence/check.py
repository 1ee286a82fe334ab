"""``carbonspan check``: all problems in files, without a run."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from .. import console

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ...problems import Problem
    from ...scenario.scenario import Scenario
    from ...scenario.truth import Case


@click.command("check")
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
def command(files: tuple[str, ...]) -> None:
    """Report all problems in files, each with file, line and column.

    A file is a scenario, a hindcast or a list of claims (`audit:`), whose scenarios are checked too.

    A model in a Python file is imported and compiled to check its signature and dimensions: check only files that you
    trust.
    """
    from ...problems import InvalidInput, nearby
    from ...reader.check import check
    from ...reader.formula_texts import formula_texts

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
        console.warn(each for scenario in checked.scenarios for each in formula_texts(scenario))
        parts = (part for scenario in checked.scenarios for part in scenario.parts)
        ran = {f" (ran {nearby(str(part.model.path))})" for part in parts if part.model.path}
        console.say(f"{file}: no problems{''.join(sorted(ran))}")
    if wrong:
        raise InvalidInput(wrong)


def _about_freeze(case: Case | None) -> list[str]:
    """A warning if the laws of a hindcast do not have the hash given as `frozen`."""
    if not case or not case.frozen:
        return []
    from ...answer.hindcasts.hindcast import freeze
    from ...show.reports.hindcast import about_freeze

    return list(filter(None, [about_freeze(freeze(case))]))


def _prepare(scenarios: Iterable[Scenario]) -> None:
    """Raise InvalidInput unless every law can be drawn, and every model of the user compiles and agrees with Python.

    Shipped models are tested already. The problem has the input, or the line of the formula.
    """
    from ...engine.program.plan import plan

    for scenario in scenarios:
        prepared = plan(scenario, seed=0, design="random")
        if any(part.model.path for part in scenario.parts):
            from ...engine.runner import Runner

            Runner(prepared, 1)
