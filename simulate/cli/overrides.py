"""Options of commands that take a scenario and change its inputs."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from ..scenario.scenario import Scenario

sets = click.option(
    "--set",
    "sets",
    multiple=True,
    metavar="INPUT=VALUE",
    help="Replace the value or law of an input, such as pue=1.2 or 'latency=0.2 to 0.5'; can be repeated.",
)

fixes = click.option(
    "--fix",
    "fixes",
    multiple=True,
    metavar="INPUT",
    help="Hold an input at its nominal value; can be repeated.",
)


def output_of(scenario: Scenario, name: str | None) -> str:
    """The output that ``--output`` names, by default the headline's; raises InvalidInput if there is none."""
    from ..answer.subject import headline_output
    from ..problems import InvalidInput, Problem, did_you_mean

    outputs = [each.name for each in scenario.outputs]
    if name is not None and name not in outputs:
        raise InvalidInput([Problem(f"no output is called so; {did_you_mean(name, outputs)}", file=f"--output {name}")])
    return name or headline_output(scenario)
