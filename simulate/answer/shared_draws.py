"""The draws that two coordinates of an answer share, and those that each makes for itself."""

from __future__ import annotations

from dataclasses import dataclass, field

from ..engine.program.plan import Plan
from .reached_outputs import reached_by

Names = tuple[str, ...]


@dataclass(frozen=True)
class Pairing:
    """The pairing of draws between the coordinates of one plan, output by output.

    Only inputs that vary at both coordinates and that reach the output matter.
    """

    plan: Plan
    _reached: dict[int, dict[str, list[str]]] = field(default_factory=dict, repr=False)

    def of(self, first: int, second: int) -> tuple[Names, Names]:
        """The inputs and factors that two marginals draw from the same points, and those that they draw apart."""
        (one_at, output), (other_at, _) = self._computed(first), self._computed(second)
        pair = (one_at, other_at)
        one, other = (self.plan.draws[index] for index in pair)
        names = [name for name in self.plan.scenario.inputs if self._matters(name, output, pair)]
        shared = tuple(name for name in names if one[name].points == other[name].points)
        return shared, tuple(name for name in names if name not in shared)

    def _computed(self, index: int) -> tuple[int, str]:
        """The coordinate and the output of a marginal; of an aggregate those of the first that it adds up."""
        outputs = self.plan.scenario.outputs
        coordinate, output = divmod(index, len(outputs))
        if coordinate < len(self.plan.coordinates):
            return coordinate, outputs[output].name
        each = self.plan.aggregations[index - len(self.plan.coordinates) * len(outputs)]
        return each.members[0], each.aggregate.of

    def _matters(self, name: str, output: str, pair: tuple[int, int]) -> bool:
        coordinates = (self.plan.coordinates[index] for index in pair)
        return all(each.inputs[name].varies for each in coordinates) and all(
            output in self._reach(index, name) for index in pair
        )

    def _reach(self, index: int, name: str) -> list[str]:
        """The outputs that an input reaches at the coordinate number `index`, where it varies."""
        if index not in self._reached:
            inputs = self.plan.coordinates[index].inputs
            varying = [each.name for each in inputs.values() if each.varies]
            self._reached[index] = reached_by(self.plan.scenario, inputs, varying)
        return self._reached[index][name]
