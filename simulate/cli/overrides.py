"""Options of commands that take a scenario and change its inputs."""

from __future__ import annotations

import click

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
