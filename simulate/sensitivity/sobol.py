"""Sobol' indices of every output of a scenario at every coordinate, in runs over pick-freeze samples."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from ..answer.run_options import Request
from ..answer.statistics.marginal import Estimate
from ..engine.run import Extend, Progress, extend, part_of
from ..scenario.scenario import Scenario
from .indices import Estimates, Replicated
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


def analysed(  # noqa: PLR0913 - what is asked and how, each by its name
    scenario: Scenario,
    request: Request,
    *,
    on: Scale | None,
    asked: Asked,
    progress: Progress | None = None,
    extend: Extend = extend,
) -> tuple[tuple[OutputIndices, ...], tuple[ScaledSums, ...]]:
    """As `sobol_indices`, with the sums at each coordinate that they come from; `extend` runs the base points."""
    plan = _Plan(scenario, asked.groups or groups(scenario), asked)
    points = frozen(scenario)
    found = tuple(
        scaled_sums(point, plan.hybrids, request, on=on, progress=part_of(progress, index, len(points)), extend=extend)
        for index, point in enumerate(points)
    )
    names = [output.name for output in scenario.outputs]
    made = (index for each in found for index in plan.indices(names, each))
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

    def indices(self, outputs: Sequence[str], sums: ScaledSums) -> Iterator[OutputIndices]:
        """The indices of every output."""
        found = sums.replicated
        first, total = found.closed(), found.total()
        at = self._of(*self._groups)
        interactions = found.closed(lambda shares: 1.0 - shares[..., at].sum(axis=-1))
        pairs, closed = self._second_order(found), self._closed_first(found, first)
        for o, output in enumerate(outputs):
            if not (variance := sums.variance(o)):
                yield OutputIndices(output, sums.labels, sums.scales[o], 0.0, (), Estimate(0.0, 0.0))
                continue
            interacting = (Interaction(pair, pairs.at(o, k)) for k, pair in enumerate(self._pairs))
            yield OutputIndices(
                output,
                sums.labels,
                sums.scales[o],
                variance,
                _ranked(
                    Index(names, first.at(o, k), total.at(o, k)) for names, k in zip(self._groups, at, strict=True)
                ),
                interactions.at(o),
                tuple(sorted(interacting, key=lambda pair: -pair.share.value)),
                tuple(
                    Index(names, closed[names].at(o), total.at(o, k))
                    for names, k in zip(self._closed, self._of(*self._closed), strict=True)
                ),
            )

    def _second_order(self, found: Replicated) -> Estimates:
        """The second-order indices (outputs, pairs)."""
        if not self._pairs:
            return Estimates(np.empty((0, 0)), np.empty((0, 0)))
        joint = self._of(*map(self._sorted, self._pairs))
        one, other = (self._of(*(pair[k] for pair in self._pairs)) for k in (0, 1))
        return found.closed(lambda shares: shares[..., joint] - shares[..., one] - shares[..., other])

    def _closed_first(self, found: Replicated, first: Estimates) -> dict[Names, Estimates]:
        """What each set explains (outputs,): one that takes apart a dependent group, what is left beside all others."""
        made = {}
        for names, k in zip(self._closed, self._of(*self._closed), strict=True):
            independent = {name for group in self._independent if set(group) <= set(names) for name in group}
            if independent == set(names):
                made[names] = Estimates(first.values[:, k], first.errors[:, k])
            else:
                (rest,) = self._of(self._complement(names))
                kept = found.kept()
                made[names] = Estimates(kept.values[:, rest], kept.errors[:, rest])
        return made


def _ranked(found: Iterable[Index]) -> tuple[Index, ...]:
    """Indices, largest total first; equal ones in file order."""
    return tuple(sorted(found, key=lambda index: -index.total.value))
