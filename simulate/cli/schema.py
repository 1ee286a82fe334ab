"""``carbonspan schema``: the JSON Schema of scenario files."""

from __future__ import annotations

import click

from . import console


@click.command("schema")
def command() -> None:
    """Write the JSON Schema of scenario files to stdout.

    An editor that knows it completes keys and marks mistakes: carbonspan schema > scenario.schema.json
    """
    from ..describe.file.schema import json_schema

    console.show_json(json_schema())
