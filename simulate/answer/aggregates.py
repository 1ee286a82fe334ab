"""What an aggregate over a dimension has beside its samples: its nominal value, and how heavy its tails are."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from ..engine.program.coordinates import Aggregation, Coordinate
from ..engine.program.plan import Plan
from .heavy_tails import MOMENTS, HeavyTail


def nominal_aggregate(plan: Plan, aggregation: Aggregation, nominals: Sequence[float]) -> float:
    """The nominal value of an aggregate, from those of the outputs of `plan` in the order of its records."""
    outputs = [quantity.name for quantity in plan.scenario.outputs]
    own, aggregate = outputs.index(aggregation.aggregate.of), aggregation.aggregate
    coordinates = [plan.coordinates[c] for c in aggregation.members]
    weights = [_nominal(weight, at) for weight, at in zip(aggregate.weights, coordinates, strict=True)]
    values = [nominals[c * len(outputs) + own] for c in aggregation.members]
    total = math.fsum(weight * value for weight, value in zip(weights, values, strict=True))
    return total if aggregate.method == "sum" else total / math.fsum(weights)


def _nominal(weight: float | str, coordinate: Coordinate) -> float:
    """The nominal value of a weight: a number, or an input times its factors."""
    if not isinstance(weight, str):
        return weight
    given = coordinate.inputs[weight]
    return math.prod((coordinate.inputs[factor].nominal for factor in given.factors), start=given.nominal)


def heaviest(plan: Plan, aggregation: Aggregation, heavy: Sequence[Mapping[str, HeavyTail]]) -> HeavyTail:
    """The heaviest tail of what an aggregate adds up and is weighted by; `heavy` has those of each coordinate."""
    found = [heavy[c].get(aggregation.aggregate.of, HeavyTail()) for c in aggregation.members]
    for weight, c in zip(aggregation.aggregate.weights, aggregation.members, strict=True):
        inputs = plan.coordinates[c].inputs
        names = (weight, *inputs[weight].factors) if isinstance(weight, str) else ()
        found += [_tail(name, inputs[name].distribution.tail_index) for name in names]
    return min(found, key=lambda tail: tail.index)


def _tail(name: str, index: float) -> HeavyTail:
    missing = next((moment for order, moment in MOMENTS.items() if index <= order), "")
    return HeavyTail(index, f"the law of {name} has no finite {missing}") if missing else HeavyTail()
