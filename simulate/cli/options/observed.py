"""The options for what was measured, by which an answer is updated."""

from __future__ import annotations

from dataclasses import dataclass

import click

from .gathered import gathered

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


@dataclass(frozen=True)
class Measured:
    """What was measured, and the standard error of what has none of its own."""

    observed: tuple[str, ...]
    error: str | None

    def check(self, **excluded: bool) -> None:
        """Raise UsageError for an error of nothing, and for options, by name, that do not go with a measurement."""
        if self.error is not None and not self.observed:
            raise click.UsageError("--error requires --observed, what was measured with this error")
        for name in (each for each, is_given in excluded.items() if self.observed and is_given):
            raise click.UsageError(f"--observed and --{name} are mutually exclusive; {_INSTEAD[name]}")


#: A decorator with both options, which the command takes as one argument, `measured`.
options = gathered(
    "measured",
    Measured,
    click.option("--observed", multiple=True, metavar="NAME=VALUE", help=_OBSERVED),
    click.option("--error", metavar="ERROR", help=_ERROR),
)


_INSTEAD = {
    "sweep": "hold the input at one value with --set",
    "tolerance": "give --samples",
    "checkpoint": "an update is not kept",
    "cluster": "an update runs on one machine",
    "write": "a file holds what was believed before; run it with --observed",
}
