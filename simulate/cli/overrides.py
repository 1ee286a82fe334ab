"""The options of every command that takes a scenario with other numbers than its file has."""

from __future__ import annotations

import click

sets = click.option(
    "--set",
    "sets",
    multiple=True,
    metavar="INPUT=VALUE",
    help="Give an input another value or law, such as pue=1.2 or 'latency=0.2 to 0.5'; can be repeated.",
)

fixes = click.option(
    "--fix",
    "fixes",
    multiple=True,
    metavar="INPUT",
    help="Hold an input at its nominal value; can be repeated.",
)
