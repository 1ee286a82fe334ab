"""The steps that draw correlated inputs: independent normal scores, mixed and turned into values of each law."""

from __future__ import annotations

from collections.abc import Mapping

from ...kernels import program as ops
from ...laws.normal import Normal
from ...scenario.normal_scores import score_correlations
from ...scenario.scenario import Correlation, Input
from .correlation_matrix import Matrix, conditional_root, nearest_correlation
from .input_draws import Draw, replaced_members
from .law_steps import draw_folded_law, draw_law, draw_points
from .value_rows import ValueRows

_SCORE = Normal(0.0, 1.0)


class CorrelatedDraws:
    """Adds the steps of every correlation of a scenario.

    A group is drawn as the scenario defines it, then for each set of members that a coordinate replaces, given the
    others. `repaired` lists the members of groups whose correlations are infeasible.
    """

    def __init__(self, values: ValueRows) -> None:
        self.repaired: tuple[tuple[str, ...], ...] = ()
        self._values = values
        self._arrays = values.arrays
        for group in values.scenario.correlations:
            self._draw(group)

    def _draw(self, group: Correlation) -> None:
        inputs = self._values.scenario.inputs
        streams = {member: inputs[member].stream for member in group.members}
        first = self._scores(group, self._matrix(group, inputs), streams)
        self._members(group, {member: (stream,) for member, stream in streams.items()}, first)
        for replaced, others in self._replacements(group):
            scores = self._scores(group, self._matrix(group, others), replaced, original=first)
            points = {member: (stream, *replaced.values()) for member, stream in replaced.items()}
            self._members(group, points, scores)

    def _matrix(self, group: Correlation, inputs: Mapping[str, Input]) -> Matrix:
        """The correlations of normal scores that give `inputs` the requested ones, or the nearest feasible ones."""
        requested = score_correlations(group, [inputs[member].distribution for member in group.members])
        feasible = nearest_correlation(requested)
        if feasible is not requested and group.members not in self.repaired:
            self.repaired += (group.members,)
        return feasible

    def _replacements(self, group: Correlation) -> list[tuple[dict[str, str], Mapping[str, Input]]]:
        """Each set of members that a coordinate replaces, with their streams, and the inputs of that coordinate."""
        scenario, coordinates = self._values.scenario, self._values.coordinates
        found = [(replaced_members(scenario, group, each.inputs), each.inputs) for each in coordinates]
        return list({tuple(members.items()): (members, inputs) for members, inputs in found if members}.values())

    def _scores(
        self, group: Correlation, matrix: Matrix, streams: Mapping[str, str], *, original: int | None = None
    ) -> int:
        """The first row of the group's normal scores; members without a stream are copied from the `original` rows."""
        first = self._arrays.new_rows(len(group.members))
        for k, member in enumerate(group.members):
            if member in streams:
                draw_points(self._arrays, streams[member], fold=False)
                draw_law(self._arrays, _SCORE, first + k, streams[member])
            elif original is not None:
                self._arrays.step(ops.COPY, first + k, original + k)
        root = conditional_root(matrix, [member in streams for member in group.members])
        self._arrays.step(ops.MIX, first, len(group.members), self._arrays.put(root.ravel().tolist()))
        return first

    def _members(self, group: Correlation, points: Mapping[str, tuple[str, ...]], first: int) -> None:
        """Turn the scores of the members in `points` into values of all laws that need these points."""
        laws = self._values.laws()
        for k, member in enumerate(group.members):
            if member not in points:
                continue
            self._arrays.step(ops.FOLD, 0, first + k)
            for law in laws.get(points[member], ()):
                draw_folded_law(self._arrays, law, self._values.row(Draw(points[member], law)))
            self._values.drawn.add(points[member])
