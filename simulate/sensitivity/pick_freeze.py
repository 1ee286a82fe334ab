"""Pick-freeze: a scenario at points A, at points B, and at hybrids of A with some of its inputs drawn anew.

Points B are the draws of streams of their own, so that a run computes them beside A like any other coordinates. Inputs
that are drawn anew are drawn as points B are; members of a correlated group that are drawn anew without the others are
drawn given these, so that a hybrid has the same law as A (Mara & Tarantola 2012, Reliability Engineering & System
Safety 107, 115).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from ..answer.run_options import Request
from ..engine.program.arguments import row_count
from ..engine.program.coordinates import Coordinate, coordinates
from ..engine.program.plan import plan
from ..engine.runner import Runner
from ..kernels.batches import BLOCK
from ..scenario.scenario import Correlation, Input, Scenario, Shares

#: A set of inputs, in file order.
Names = tuple[str, ...]

#: What the name of a stream of points B ends with; no name of an input has it.
_SECOND = "\N{PRIME}"
#: The memory that the arguments of all hybrids of one run take per thread: what a processor's cache holds.
_ROOM = 1 << 20


@dataclass(frozen=True)
class Frozen:
    """A scenario at one coordinate of its answer, which is that of `labels`; it has no axes itself."""

    scenario: Scenario
    labels: Mapping[str, str]

    def runner(self, request: Request, hybrids: Sequence[Names], like: Runner | None = None) -> Runner:
        """A runner that computes A, B and A with the inputs of each of `hybrids` drawn anew, in this order.

        `like` is an earlier one.
        """
        inputs = self.scenario.inputs
        moved = ((), tuple(inputs), *hybrids)
        second = {name: replace(given, stream=given.stream + _SECOND) for name, given in inputs.items()}
        at = tuple(Coordinate({}, {**inputs, **{name: second[name] for name in names}}) for names in moved)
        planned = plan(self.scenario, seed=request.seed, design=request.design, at=at)
        return Runner(planned, request.threads, like)

    def rows(self, hybrids: int) -> NDArray[np.int64]:
        """The output rows (outputs, 2 + hybrids) of A, B and the hybrids in the runner's program."""
        count = len(self.scenario.outputs)
        return np.ascontiguousarray(np.arange((2 + hybrids) * count).reshape(-1, count).T)

    def chunks(self, hybrids: Sequence[Names]) -> Iterator[Sequence[Names]]:
        """The hybrids in parts whose arguments fit into a processor's cache."""
        size = max(_ROOM // (row_count(self.scenario.parts) * BLOCK * 8) - 2, 8)
        return (hybrids[begin : begin + size] for begin in range(0, max(len(hybrids), 1), size))


def frozen(scenario: Scenario) -> tuple[Frozen, ...]:
    """`scenario` at each coordinate of its answer."""
    return tuple(Frozen(replace(scenario, inputs=each.inputs, axes=()), each.labels) for each in coordinates(scenario))


def groups(scenario: Scenario) -> tuple[Names, ...]:
    """The inputs that vary anywhere, in independent groups, in file order.

    Inputs that are correlated, are shares of one whole or are one draw at any coordinate are in one group.
    """
    joint: list[Correlation | Shares] = [*scenario.correlations, *scenario.shares]
    return _linked(scenario, [each.members for each in joint])


def players(scenario: Scenario) -> tuple[Names, ...]:
    """As `groups`, but each correlated input is on its own, unless it is one draw with others."""
    return _linked(scenario, [each.members for each in scenario.shares])


def whole(scenario: Scenario, names: Names) -> Names:
    """The inputs called `names` and all that can only be drawn with them: see `players`."""
    drawn = {name for each in players(scenario) if set(each) & set(names) for name in each}
    return tuple(name for name in scenario.inputs if name in drawn)


def _linked(scenario: Scenario, links: Sequence[Names]) -> tuple[Names, ...]:
    """The inputs that vary anywhere, joined by `links` and by common streams."""
    answer = coordinates(scenario)
    joins = [*links, *(names for each in answer for names in on_one_stream(each.inputs))]
    group = {name: {name} for name in scenario.inputs}
    for members in joins:
        joined = set().union(*(group[name] for name in members))
        group |= dict.fromkeys(joined, joined)
    varying = {name for each in answer for name, given in each.inputs.items() if given.varies}
    found = (tuple(name for name in scenario.inputs if name in group[first]) for first in scenario.inputs)
    return tuple(names for names in dict.fromkeys(found) if varying & set(names))


def on_one_stream(inputs: Mapping[str, Input]) -> Iterable[Names]:
    """The inputs in sets of one stream each, in file order."""
    streams: dict[str, list[str]] = {}
    for name, given in inputs.items():
        streams.setdefault(given.stream, []).append(name)
    return map(tuple, streams.values())
