"""Every index of functions with known ones, read from a user's files, against the exact value and its stated error."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import combinations
from typing import TYPE_CHECKING, NamedTuple

import pytest

from carbonspan.simulate.answer.marginal import Estimate
from carbonspan.simulate.answer.run_options import Request
from carbonspan.simulate.sensitivity import shapley
from carbonspan.simulate.sensitivity.pick_freeze import frozen, groups, players
from carbonspan.simulate.sensitivity.shapley import OutputEffects, shapley_effects
from carbonspan.simulate.sensitivity.sobol import Asked, OutputIndices, sobol_indices

if TYPE_CHECKING:
    from conftest import Known

#: Standard errors that all of some hundred numbers keep within.
FAR = 5.0
#: What rounding leaves of a number that an estimator gives exactly.
ROUNDING = 1e-9
DESIGNS = ("sobol", "random")


class Number(NamedTuple):
    """One estimated number, what it is, and its exact value."""

    kind: str
    of: str
    found: Estimate
    exact: float

    @property
    def holds(self) -> bool:
        """Whether the 95 % interval covers the exact value."""
        return abs(self.found.value - self.exact) <= 1.96 * self.found.error + ROUNDING

    @property
    def is_far(self) -> bool:
        return abs(self.found.value - self.exact) > FAR * self.found.error + ROUNDING


def sobol_of(known: Known, request: Request) -> Iterator[Number]:
    """All that Sobol' indices say of a case: of groups, pairs and sets."""
    asked = Asked(second_order=True, closed=known.sets)
    (found,) = sobol_indices(known.scenario, request, on="value", asked=asked)
    yield from numbers_of(known, found)


def numbers_of(known: Known, found: OutputIndices) -> Iterator[Number]:
    for prefix, each in (("", found.indices), ("closed ", found.closed)):
        for index in each:
            of = " ".join(index.inputs)
            yield Number(f"{prefix}first", of, index.first, known.explained(index.inputs))
            yield Number(f"{prefix}total", of, index.total, known.left(index.inputs))
    for pair in found.pairs:
        one, other = pair.inputs
        exact = known.explained([*one, *other]) - known.explained(one) - known.explained(other)
        yield Number("second", " × ".join(map(" ".join, pair.inputs)), pair.share, exact)
    exact = 1 - sum(known.explained(names) for names in groups(known.scenario))
    yield Number("interactions", "", found.interactions, exact)


def shapley_of(known: Known, request: Request) -> Iterator[Number]:
    (point,) = frozen(known.scenario)
    (found,) = shapley_effects(point, players(known.scenario), request, on="value")
    yield from effects_of(known, found)


def effects_of(known: Known, found: OutputEffects) -> Iterator[Number]:
    for effect in found.effects:
        (name,) = effect.inputs
        yield Number("shapley", name, effect.shapley, known.shapley(name))
        yield Number("shapley first", name, effect.first, known.explained([name]))
        yield Number("shapley total", name, effect.total, known.left([name]))


@pytest.mark.parametrize("design", DESIGNS)
def test_sobol_indices_lie_within_their_errors(known: Known, design: str) -> None:
    found = list(sobol_of(known, Request(1 << 14, design=design)))
    assert [each for each in found if each.is_far] == []
    assert max(each.found.error for each in found) < 0.05


@pytest.mark.parametrize("design", DESIGNS)
def test_shapley_effects_lie_within_their_errors(known: Known, design: str) -> None:
    found = list(shapley_of(known, Request(1 << 14, design=design)))
    assert [each for each in found if each.is_far] == []
    assert sum(each.found.value for each in found if each.kind == "shapley") == pytest.approx(1.0, abs=1e-9)
    assert max(each.found.error for each in found) < 0.05
