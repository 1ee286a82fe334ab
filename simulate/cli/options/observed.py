"""The options for what was measured, by which an answer is updated."""

from __future__ import annotations

import click

_OBSERVED = (
    "What was measured of an output or an input, such as 'energy=0.11 Wh ± 10%', or its log, as an input of a file has "
    "one, 'energy={log: {csv: power.csv, ...}}'; can be repeated. The answer is then what to believe after it."
)
_ERROR = "Standard error of each --observed without its own: 10%, '0.01 Wh', or of the mean of 20 readings '30%, n=20'."


def parameters() -> list[click.Parameter]:
    """The options ``--observed`` and ``--error``."""
    return [
        click.Option(["--observed"], multiple=True, metavar="NAME=VALUE", help=_OBSERVED),
        click.Option(["--error"], metavar="ERROR", help=_ERROR),
    ]


observed = click.option("--observed", multiple=True, metavar="NAME=VALUE", help=_OBSERVED)
error = click.option("--error", metavar="ERROR", help=_ERROR)


def check(measured: tuple[str, ...], its_error: str | None, **excluded: bool) -> None:
    """Raise UsageError for an error of nothing, and for options, by name, that do not go with a measurement."""
    if its_error is not None and not measured:
        raise click.UsageError("--error requires --observed, what was measured with this error")
    for name in (each for each, is_given in excluded.items() if measured and is_given):
        raise click.UsageError(f"--observed and --{name} are mutually exclusive; {_INSTEAD[name]}")


_INSTEAD = {
    "sweep": "hold the input at one value with --set",
    "tolerance": "give --samples",
    "checkpoint": "an update is not kept",
    "cluster": "an update runs on one machine",
    "write": "a file holds what was believed before; run it with --observed",
}
