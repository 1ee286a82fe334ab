"""``carbonspan show``: what a scenario contains."""

from __future__ import annotations

import click

from .. import completing, console
from ..options import overrides


@click.command("show")
@click.argument("name", metavar="NAME|FILE", shell_complete=completing.names)
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@overrides.sets
@overrides.fixes
def command(name: str, *, as_json: bool, sets: tuple[str, ...], fixes: tuple[str, ...]) -> None:
    """Show what a scenario contains: functional unit, model, and every input with law, grounds and note."""
    from ...reader.load import load
    from ...scenario.plausibility import implausible_values
    from ..scenarios import scenario_json, scenario_text

    scenario = load(name, sets=sets, fixes=fixes)
    if as_json:
        console.show_json(scenario_json.record(scenario))
    else:
        console.show(*scenario_text.lines(scenario))
        console.warn((*scenario.warnings, *implausible_values(scenario)))
