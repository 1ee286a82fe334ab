"""Numbers on the command line: ``1e8``, ``1%``, ``0.9``, each refused with what it should be.

Each function here makes a click callback, which gets what was typed, once or several times, or nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal, InvalidOperation
from typing import Any

import click

Callback = Callable[[click.Context, click.Parameter, Any], Any]

#: So many samples any run can have; how many at most is slow to find out.
_CERTAIN = 10**9
#: What a netCDF attribute can hold.
_MOST_SEED = 2**63 - 1


def whole(low: int) -> Callback:
    """Reads a whole number of at least `low`, and at most as many as a run can draw: ``100000000``, ``1e8``."""

    def read(text: str) -> int:
        number = _decimal(text)
        if number is not None and number > _CERTAIN and number > (most := _most_samples()):
            raise click.BadParameter(f"must be a whole number from {low} to {most}, got {text}")
        if number is None or number < low or number % 1:
            raise click.BadParameter(f"must be a whole number of at least {low}, such as 1e6, got {text}")
        return int(number)

    return _each(read)


def _most_samples() -> int:
    from ..answer.request import MOST_SAMPLES

    return MOST_SAMPLES


def within(low: int, high: int | Callable[[], int]) -> Callback:
    """Reads a whole number from `low` to `high`; what is slow to find out is asked for only where there is one."""

    def read(text: str) -> int:
        number, most = _decimal(text), high if isinstance(high, int) else high()
        if number is None or not low <= number <= most or number % 1:
            raise click.BadParameter(f"must be a whole number from {low} to {most}, got {text}")
        return int(number)

    return _each(read)


def share(what: str, example: str, *, percent_from: float = 1) -> Callback:
    """Reads a share between 0 and 1, percent included: ``1%``, ``0.01``; `what` and `example` say what it is for.

    A number from `percent_from` to 100 was most likely meant in percent, and is offered as such.
    """

    def meant(number: Decimal | None) -> str:
        is_percent = number is not None and number != 1 and percent_from <= number < 100
        return f"; did you mean {float(number / 100):g}?" if number is not None and is_percent else ""

    def read(text: str) -> float:
        number = _decimal(text.strip().removesuffix("%"))
        found = number / 100 if number is not None and text.strip().endswith("%") else number
        if found is None or not 0 < found < 1:
            raise click.BadParameter(f"must be a {what} between 0 and 1, such as {example}, got {text}{meant(number)}")
        return float(found)

    return _each(read)


def _each(read: Callable[[str], Any]) -> Callback:
    """A callback that reads one text, or each of several; what was not typed is None."""

    def callback(_context: click.Context, _parameter: click.Parameter, value: Any) -> Any:
        if isinstance(value, tuple):
            return tuple(map(read, value))
        return None if value is None else read(value)

    return callback


def _decimal(text: str) -> Decimal | None:
    """The number that a text is; None where it is none."""
    try:
        number = Decimal(text.strip())
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


#: The option of every command that draws.
seed = click.option(
    "--seed", callback=within(0, _MOST_SEED), default="0", metavar="N", help="Which numbers are drawn.  [default: 0]"
)
