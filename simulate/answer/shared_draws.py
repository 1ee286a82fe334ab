"""Which draws two coordinates of an answer share, and which each makes for itself."""

from __future__ import annotations

from dataclasses import dataclass, field

from ..engine.program.plan import Plan
from .reached_outputs import reached

Names = tuple[str, ...]


@dataclass(frozen=True)
class Pairing:
    """The pairing of draws between the coordinates of one plan, output by output.

    Only what is uncertain at both coordinates can be paired or not, and only what reaches the output matters.
    """

    plan: Plan
    _reached: dict[tuple[int, str], list[str]] = field(default_factory=dict, repr=False)

    def of(self, first: int, second: int) -> tuple[Names, Names]:
        """The inputs and factors that two records draw from the same points, and those that they draw apart."""
        outputs = len(self.plan.scenario.outputs)
        places = (first // outputs, second // outputs)
        output = self.plan.scenario.outputs[first % outputs].name
        one, other = (self.plan.draws[place] for place in places)
        names = [name for name in self.plan.scenario.inputs if self._matters(name, output, places)]
        shared = tuple(name for name in names if one[name].points == other[name].points)
        return shared, tuple(name for name in names if name not in shared)

    def _matters(self, name: str, output: str, places: tuple[int, int]) -> bool:
        coordinates = (self.plan.coordinates[place] for place in places)
        return all(each.inputs[name].varies for each in coordinates) and all(
            output in self._reach(place, name) for place in places
        )

    def _reach(self, place: int, name: str) -> list[str]:
        if (place, name) not in self._reached:
            self._reached[place, name] = reached(self.plan.scenario, self.plan.coordinates[place].inputs, name)
        return self._reached[place, name]
