"""``carbonspan schema``: the JSON Schema of files."""

from __future__ import annotations

from typing import Literal

import click

from .. import console


@click.command("schema")
@click.option(
    "--of",
    "kind",
    type=click.Choice(["scenario", "audit"]),
    default="scenario",
    show_default=True,
    help="A scenario, with its claims and hindcast, or a list of claims.",
)
def command(kind: Literal["scenario", "audit"]) -> None:
    """Write the JSON Schema of a kind of file to stdout.

    Editors use it to complete keys and mark errors: redirect it to a file such as scenario.schema.json.
    """
    from ...grammar.schema import audit_schema, json_schema

    console.show_json(audit_schema() if kind == "audit" else json_schema())
