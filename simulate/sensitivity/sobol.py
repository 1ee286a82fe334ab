"""Sobol' indices of every output of a scenario at every coordinate, in runs over pick-freeze samples."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from ..answer.marginal import Estimate
from ..answer.run_options import Request
from ..engine.run import Progress, part_of
from ..scenario.scenario import Scenario
from . import indices
from .indices import Estimates
from .pick_freeze import Names, frozen, groups, whole
from .scales import ChosenScale, Scale
from .sums import ScaledSums, scaled_sums

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Index:
    """The indices of a set of inputs: shares of an output's variance, each with its Monte Carlo error.

    Of one group, `first` is its first-order index; of several, the closed index: what they explain together.
    """

    inputs: Names
    first: Estimate
    total: Estimate


@dataclass(frozen=True)
class Interaction:
    """The second-order index of two groups of inputs: what they explain together beyond what each explains alone."""

    inputs: tuple[Names, Names]
    share: Estimate


@dataclass(frozen=True)
class OutputIndices:
    """The indices of one output at one coordinate, largest total first.

    They are shares of `variance`, that of the output on `scale`; there are none if it is 0. `interactions` is the share
    that no group explains alone, `pairs` and `closed` are what was asked for: the second-order indices, largest first,
    and the indices of sets of inputs.
    """

    output: str
    coordinates: Mapping[str, str]
    scale: ChosenScale
    variance: float
    indices: tuple[Index, ...]
    interactions: Estimate
    pairs: tuple[Interaction, ...] = ()
    closed: tuple[Index, ...] = ()


@dataclass(frozen=True)
class Asked:
    """The indices to compute: of `groups`, by default all, of pairs of them if `second_order`, and of `closed` sets.

    A closed set that has one of several inputs that are one draw, or shares of one whole, has all of them.
    """

    groups: tuple[Names, ...] = ()
    second_order: bool = False
    closed: tuple[Names, ...] = ()


def sobol_indices(
    scenario: Scenario,
    request: Request,
    *,
    on: Scale | None = None,
    asked: Asked | None = None,
    progress: Progress | None = None,
) -> tuple[OutputIndices, ...]:
    """The indices of every output at every coordinate, from the base points that `request` asks for.

    `on` is the scale of all outputs; by default each has its own: see `scales.choose`. Raises InvalidInput if an output
    cannot be analysed on that scale, RunError if an output is not finite, and KeyboardInterrupt if interrupted.
    """
    return analysed(scenario, request, on=on, asked=asked or Asked(), progress=progress)[0]


def analysed(
    scenario: Scenario, request: Request, *, on: Scale | None, asked: Asked, progress: Progress | None = None
) -> tuple[tuple[OutputIndices, ...], tuple[ScaledSums, ...]]:
    """As `sobol_indices`, with the sums at each coordinate that they come from."""
    plan = _Plan(scenario, asked.groups or groups(scenario), asked)
    points = frozen(scenario)
    found = tuple(
        scaled_sums(point, plan.hybrids, request, on=on, progress=part_of(progress, index, len(points)))
        for index, point in enumerate(points)
    )
    made = (plan.indices(o, output.name, each) for each in found for o, output in enumerate(scenario.outputs))
    return tuple(made), found


class _Plan:
    """The hybrids that the indices asked for need, and the indices that their sums give."""

    def __init__(self, scenario: Scenario, own: tuple[Names, ...], asked: Asked) -> None:
        self._order = list(scenario.inputs)
        self._groups, self._independent = own, groups(scenario)
        self._closed = tuple(dict.fromkeys(whole(scenario, names) for names in asked.closed))
        self._pairs = tuple(combinations(own, 2)) if asked.second_order else ()
        joined = [self._sorted(pair) for pair in self._pairs]
        others = [self._complement(names) for names in self._closed]
        self.hybrids: tuple[Names, ...] = tuple(dict.fromkeys([*own, *joined, *self._closed, *others]))

    def _sorted(self, sets: Sequence[Names]) -> Names:
        """The inputs of several sets, in file order."""
        return tuple(sorted((name for names in sets for name in names), key=self._order.index))

    def _complement(self, names: Names) -> Names:
        return self._sorted([tuple(name for group in self._groups for name in group if name not in names)])

    def _of(self, *sets: Names) -> list[int]:
        return [self.hybrids.index(names) for names in sets]

    def indices(self, o: int, output: str, sums: ScaledSums) -> OutputIndices:
        """The indices of output number `o`."""
        own = sums.batches[:, [o]]
        variance = sums.variance(o)
        if not variance:
            return OutputIndices(output, sums.labels, sums.scales[o], 0.0, (), Estimate(0.0, 0.0))
        first, total = indices.closed(own), indices.total(own)
        at = self._of(*self._groups)
        return OutputIndices(
            output,
            sums.labels,
            sums.scales[o],
            variance,
            _ranked(self._groups, at, first, total),
            indices.closed(own, lambda found: 1.0 - found[..., at].sum(axis=-1)).at(0),
            self._second_order(own),
            tuple(self._closed_index(names, own, first, total) for names in self._closed),
        )

    def _second_order(self, own: Floats) -> tuple[Interaction, ...]:
        if not self._pairs:
            return ()
        joint = self._of(*map(self._sorted, self._pairs))
        one, other = (self._of(*(pair[k] for pair in self._pairs)) for k in (0, 1))
        found = indices.closed(own, lambda each: each[..., joint] - each[..., one] - each[..., other])
        made = [Interaction(pair, found.at(0, k)) for k, pair in enumerate(self._pairs)]
        return tuple(sorted(made, key=lambda each: -each.share.value))

    def _closed_index(self, names: Names, own: Floats, first: Estimates, total: Estimates) -> Index:
        """The indices of a set; one that takes apart a dependent group is what is left when all others are known."""
        (k,) = self._of(names)
        independent = {name for group in self._independent if set(group) <= set(names) for name in group}
        if independent != set(names):
            (rest,) = self._of(self._complement(names))
            first, k_first = indices.total(own, lambda each: 1.0 - each), rest
        else:
            k_first = k
        return Index(names, first.at(0, k_first), total.at(0, k))


def _ranked(sets: Sequence[Names], at: Sequence[int], first: Estimates, total: Estimates) -> tuple[Index, ...]:
    """The indices of `sets`, largest total first; equal ones in file order."""
    made = (Index(names, first.at(0, k), total.at(0, k)) for names, k in zip(sets, at, strict=True))
    return tuple(sorted(made, key=lambda index: -index.total.value))
