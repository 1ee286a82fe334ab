"""What a run is asked for: the arguments that decide its numbers, which its state is kept with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from typing import TYPE_CHECKING, Any, Literal

import click

from ...problems import InvalidInput, Problem
from .. import completing
from . import numbers, overrides
from .gathered import gathered

if TYPE_CHECKING:
    from ...scenario.scenario import Scenario


_TOLERANCE = "Stop when twice the error of the interval's ends is this share of its width, or after --samples."
_SWEEP = "Answer at several values of an input, such as 'utilization=0.3..0.9:7'; twice for two inputs."
_PROBABILITY = "Also give the probability of an event, such as 'emissions > 3 t'; can be repeated."
_BUDGET = (
    "Exit with 3 unless this event, such as 'emissions < 10 t', has the probability --confidence; can be repeated."
)
_CONFIDENCE = "The least probability of meeting a --budget.  [default: 0.9]"


@dataclass(frozen=True)
class AskedRun:
    """The arguments of ``carbonspan run`` that decide its numbers, in the words of the command."""

    name: str
    sets: tuple[str, ...] = ()
    fixes: tuple[str, ...] = ()
    choices: tuple[str, ...] = ()
    sweeps: tuple[str, ...] = ()
    samples: int | None = None
    seed: int = 0
    design: Literal["random", "sobol"] = "random"
    tolerance: float | None = None
    probabilities: tuple[str, ...] = ()
    budgets: tuple[str, ...] = ()
    confidence: float | None = None

    @classmethod
    def of(cls, found: Mapping[str, Any], where: str) -> AskedRun:
        """What the state of the file `where` was asked for; raises InvalidInput if that is of another version."""
        given: dict[str, Any] = {name: tuple(each) if isinstance(each, list) else each for name, each in found.items()}
        if given.keys() != _KINDS.keys() or not all(isinstance(given[name], kind) for name, kind in _KINDS.items()):
            raise InvalidInput([Problem("was written by another version of carbonspan; run it anew", file=where)])
        return cls(**given)

    def as_dict(self) -> dict[str, Any]:
        """The arguments as JSON holds them."""
        return asdict(self)

    def check(self) -> None:
        """Raise UsageError unless the options fit each other."""
        if self.confidence is not None and not self.budgets:
            raise click.UsageError("--confidence requires --budget, the event that must have this probability")

    @property
    def count(self) -> int:
        """The samples of the run."""
        from ...answer.run_options import Request

        return Request(self.samples, design=self.design).count

    def scenario(self) -> Scenario:
        """The scenario, with all that is changed of it."""
        from ...reader.load import load
        from ...scenario.selection import pick

        picked = pick(load(self.name, sets=self.sets, fixes=self.fixes), self.choices)
        if not self.sweeps:
            return picked
        from ...reader.overrides.sweeps import swept_by_texts

        return swept_by_texts(picked, self.sweeps)

    def options(self) -> dict[str, Any]:
        """The arguments of `run_scenario` beside the scenario."""
        from ...answer.budget import CONFIDENCE

        return {
            "samples": self.samples,
            "seed": self.seed,
            "design": self.design,
            "tolerance": self.tolerance,
            "probabilities": self.probabilities,
            "budgets": self.budgets,
            "confidence": CONFIDENCE if self.confidence is None else self.confidence,
        }


_OPTIONAL = (int, float, type(None))
#: What each argument may be when it is read back.
_KINDS: Mapping[str, Any] = {
    each.name: {"name": str, "design": str, "seed": int, "samples": (int, type(None))}.get(
        each.name, tuple if each.default == () else _OPTIONAL
    )
    for each in fields(AskedRun)
}

#: A decorator with the options that decide a run's numbers, which the command takes as one argument, `asked`, and with
#: --threads and --level, which decide none.
options = gathered(
    "asked",
    AskedRun,
    click.argument("name", metavar="NAME|FILE", required=False, shell_complete=completing.names),
    numbers.samples,
    numbers.seed,
    numbers.threads,
    numbers.design,
    click.option("--tolerance", callback=numbers.share("share", "1%"), metavar="SHARE", help=_TOLERANCE),
    numbers.levels,
    overrides.sets,
    overrides.fixes,
    overrides.choices,
    click.option("--sweep", "sweeps", multiple=True, metavar="INPUT=VALUES", help=_SWEEP),
    click.option("--probability", "probabilities", multiple=True, metavar="EVENT", help=_PROBABILITY),
    click.option("--budget", "budgets", multiple=True, metavar="EVENT", help=_BUDGET),
    click.option(
        "--confidence", callback=numbers.share("probability", "0.9", percent_from=10), metavar="P", help=_CONFIDENCE
    ),
)
