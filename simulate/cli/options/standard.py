"""The option for an answer in the shape of a standard."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from ...standards.form import rows, shape_of
from .. import console

if TYPE_CHECKING:
    from ...scenario.scenario import Scenario


def parameter() -> click.Option:
    """The option ``--format``."""
    forms = rows("forms")
    shapes = "; ".join(f"{each['form']}: {each['help']}" for each in forms)
    choices = click.Choice([each["form"] for each in forms])
    return click.Option(["--format", "shape"], type=choices, help=f"Print the shape of a standard ({shapes}).")


def check(shape: str | None, **excluded: object) -> None:
    """Raise UsageError for options, by name, that do not go with a shape."""
    for name in (each for each, value in excluded.items() if shape and value):
        raise click.UsageError(f"--format and --{name} are mutually exclusive; leave one of them out")


def show(  # noqa: PLR0913 - the options of the command
    scenario: Scenario, shape: str, *, samples: float | None, seed: int, as_json: bool, quiet: bool
) -> None:
    """Print the answer of `scenario` in this shape; a bill is always JSON."""
    from ...standards.draws import named_draws
    from ...standards.report import as_dict, lines

    drawn = named_draws(scenario, samples=samples, seed=seed)
    console.warn(drawn.answer.cautions if quiet else (*drawn.scenario.warnings, *drawn.answer.cautions))
    console.warn_of_beliefs(drawn.answer.implausible)
    if as_json or shape_of(shape) == "bill":
        console.show_json(as_dict(drawn, shape))
    else:
        console.show(*lines(drawn, shape))
