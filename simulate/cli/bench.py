"""``carbonspan bench``: what carbonspan costs on this machine."""

from __future__ import annotations

from contextlib import nullcontext

import click

from . import console, numbers
from .main import OK


@click.command("bench")
@click.argument("name", metavar="[kernels|models|start|scaling|NAME|FILE]", default="kernels")
@click.option("--repetitions", callback=numbers.within(1, 1000), metavar="N", help="Number of repetitions.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON: all repetitions.")
@click.option("--quiet", "-q", is_flag=True, help="Print only the tables, no progress and no warnings.")
def command(name: str, *, repetitions: int | None, as_json: bool, quiet: bool) -> int:
    """Measure what carbonspan costs on this machine."""
    from ..benchmarking import benchmarks, report

    with nullcontext() if quiet else console.log():
        found = benchmarks.benchmark(name, repetitions)
    if not quiet:
        console.warn(report.warnings(found))
    console.show(*report.lines(found))
    return OK
