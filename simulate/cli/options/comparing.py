"""Options that say how scenarios are compared: what is one draw, and what makes unlike ones comparable."""

from __future__ import annotations

import click

same = click.option(
    "--same",
    multiple=True,
    metavar="INPUT",
    help="This input of all scenarios is one draw, although its laws differ; can be repeated.",
)

apart = click.option(
    "--apart",
    multiple=True,
    metavar="INPUT",
    help="This input of each scenario is a draw of its own, although its laws are the same; can be repeated.",
)

per = click.option(
    "--per", metavar="AMOUNT", help="Compare all scenarios for this amount of their functional unit, such as '1 day'."
)

any_boundary = click.option("--any-boundary", is_flag=True, help="Compare scenarios although their boundaries differ.")
