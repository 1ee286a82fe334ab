"""What a run is asked for: the arguments that decide its numbers, which its state is kept with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from typing import TYPE_CHECKING, Any, Literal

from ...problems import InvalidInput, Problem

if TYPE_CHECKING:
    from ...scenario.scenario import Scenario


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
