"""Numbers on the command line: ``1e8``, ``1%``, ``0.9``.

Each function returns a click callback, for an option that is given once, several times or not at all.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any, Literal

import click
from click.core import ParameterSource

from .forms import Decorator
from .gathered import gathered

if TYPE_CHECKING:
    from ...answer.run_options import Request

Callback = Callable[[click.Context, click.Parameter, Any], Any]

#: Any run can have this many samples; the exact limit is slow to find.
_CERTAIN = 10**9
#: The largest integer of a netCDF attribute.
_MOST_SEED = 2**63 - 1


def whole(low: int) -> Callback:
    """A callback for a whole number from `low` to the most samples of a run: ``100000000``, ``1e8``."""

    def read(text: str) -> int:
        number = _decimal(text)
        if number is not None and number > _CERTAIN and number > (most := _most_samples()):
            raise click.BadParameter(f"must be a whole number from {low} to {most}, got {text}")
        if number is None or number < low or number % 1:
            raise click.BadParameter(f"must be a whole number of at least {low}, such as 1e6, got {text}")
        return int(number)

    return _each(read)


def _most_samples() -> int:
    from ...answer.run_options import MOST_SAMPLES

    return MOST_SAMPLES


def within(low: int, high: int | Callable[[], int]) -> Callback:
    """A callback for a whole number from `low` to `high`, which may be a function if it is slow to find."""

    def read(text: str) -> int:
        number, most = _decimal(text), high if isinstance(high, int) else high()
        if number is None or not low <= number <= most or number % 1:
            raise click.BadParameter(f"must be a whole number from {low} to {most}, got {text}")
        return int(number)

    return _each(read)


def share(what: str, example: str, *, percent_from: float = 1) -> Callback:
    """A callback for a share between 0 and 1: ``1%``, ``0.01``; `what` and `example` describe it in messages.

    For a number from `percent_from` to 100, the message suggests the percentage.
    """

    def meant(number: Decimal | None) -> str:
        is_percent = number is not None and number != 1 and percent_from <= number < 100
        return f"; did you mean {float(number / 100):g}?" if number is not None and is_percent else ""

    def read(text: str) -> float:
        number = _decimal(text.strip().removesuffix("%"))
        found = number / 100 if number is not None and text.strip().endswith("%") else number
        if found is None or not 0 < float(found) < 1:
            raise click.BadParameter(f"must be a {what} between 0 and 1, such as {example}, got {text}{meant(number)}")
        return float(found)

    return _each(read)


def number(example: str) -> Callback:
    """A callback for a number, such as `example`."""

    def read(text: str) -> float:
        found = _decimal(text)
        if found is None:
            raise click.BadParameter(f"must be a number, such as {example}, got {text}")
        return float(found)

    return _each(read)


def _each(read: Callable[[str], Any]) -> Callback:
    """A callback that applies `read` to one text or to each of several, and returns None for an option not given."""

    def callback(_context: click.Context, _parameter: click.Parameter, value: Any) -> Any:
        if isinstance(value, tuple):
            return tuple(map(read, value))
        return None if value is None else read(value)

    return callback


def _decimal(text: str) -> Decimal | None:
    """The finite number that a text in ASCII represents; None if it does not, as with Python's ``1_000``."""
    if not text.isascii() or "_" in text:
        return None
    try:
        number = Decimal(text.strip())
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


#: The option of every command that draws.
seed = click.option(
    "--seed", callback=within(0, _MOST_SEED), default="0", metavar="N", help="Seed of the random numbers.  [default: 0]"
)


def most_threads() -> int:
    """The most threads that a run may have."""
    from ...answer.run_options import MOST_THREADS

    return MOST_THREADS


#: The options of every command that runs scenarios. No level below a tenth is offered as a correction: 5 is hardly
#: meant as 5 %.
samples = click.option(
    "--samples", callback=whole(1), metavar="N", help="Number of samples, such as 1e8.  [default: 1e7]"
)

design = click.option(
    "--design",
    type=click.Choice(["random", "sobol"]),
    default="random",
    show_default=True,
    help="How samples are drawn: at random, or as scrambled Sobol' points, which have far smaller errors.",
)

levels = click.option(
    "--level",
    "levels",
    multiple=True,
    callback=share("probability", "0.9", percent_from=10),
    metavar="LEVEL",
    help="Level of a credible interval, such as 0.9; can be repeated.  [default: 0.5, 0.9, 0.95]",
)

threads = click.option(
    "--threads",
    callback=within(1, most_threads),
    metavar="N",
    help="Number of threads.  [default: all processors]",
)


@dataclass(frozen=True)
class Sampling:
    """How many samples are drawn, from which seed, how, and on how many threads, as the options say."""

    samples: int | None = None
    seed: int = 0
    threads: int | None = None
    design: Literal["random", "sobol"] = "random"

    def request(self, usual: int | None = None) -> Request:
        """What a run is asked for; `usual` samples unless the option gives their number."""
        from ...answer.run_options import Request

        return Request(self.samples or usual, self.seed, self.threads or 0, self.design)


def sampled(what: str) -> Decorator:
    """The option for the number of samples; `what` is its help."""
    return click.option("--samples", callback=whole(1), metavar="N", help=what)


def sampling(*options: Decorator) -> Decorator:
    """A decorator with some of the options of a Sampling, which the command takes as one argument, `sampling`."""
    return gathered("sampling", Sampling, *options)


def refuse_sampling(why: str, *names: str) -> None:
    """Raise UsageError if one of the options `names` is on the command line; `why` says what it does not apply to."""
    context = click.get_current_context()
    typed = [f"--{name}" for name in names if context.get_parameter_source(name) is ParameterSource.COMMANDLINE]
    if typed:
        *before, last = typed
        listed = f"{', '.join(before)} and {last} do" if before else f"{last} does"
        raise click.UsageError(f"{listed} not apply {why}; leave {'them' if before else 'it'} out")
