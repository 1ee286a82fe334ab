"""The steps that sum outputs over a dimension, or take their mean, sample by sample."""

from __future__ import annotations

from collections.abc import Sequence

from ...kernels import program as ops
from .coordinates import Aggregation
from .value_rows import ValueRows


def add_aggregations(aggregations: Sequence[Aggregation], values: ValueRows, first: int) -> None:
    """Add the steps of all `aggregations`, whose outputs follow the `first` ones, which the model computes."""
    for target, each in enumerate(aggregations, start=first):
        _Weights(each, values).add_steps(target)


class _Weights:
    """The weights of one aggregation, each in a working row."""

    def __init__(self, aggregation: Aggregation, values: ValueRows) -> None:
        self._of = aggregation
        self._values = values
        self._arrays = values.arrays

    def add_steps(self, target: int) -> None:
        """Add the steps that compute output `target`."""
        outputs = [quantity.name for quantity in self._values.scenario.outputs]
        aggregate, own = self._of.aggregate, outputs.index(self._of.aggregate.of)
        weights = [self._row(weight, c) for weight, c in zip(self._weights(), self._of.members, strict=True)]
        for index, (row, c) in enumerate(zip(weights, self._of.members, strict=True)):
            self._arrays.step(ops.WEIGH, target, c * len(outputs) + own, row, int(index > 0))
        if aggregate.method == "mean" and any(isinstance(weight, str) for weight in aggregate.weights):
            self._arrays.step(ops.DIVIDE, target, self._sum(weights))

    def _weights(self) -> list[float | str]:
        """The weights; those of a mean, if all are numbers, sum to 1."""
        weights = list(self._of.aggregate.weights)
        numbers = [weight for weight in weights if not isinstance(weight, str)]
        if self._of.aggregate.method == "sum" or len(numbers) < len(weights):
            return weights
        return [number / sum(numbers) for number in numbers]

    def _row(self, weight: float | str, c: int) -> int:
        """The row of one weight: a number, or the value of an input at a coordinate times its factors."""
        if not isinstance(weight, str):
            return self._constant(weight)
        given = self._values.coordinates[c].inputs[weight]
        row, *factors = (self._values.rows[self._values.draws[c][name]] for name in (weight, *given.factors))
        for factor in factors:
            product = self._arrays.new_rows()
            self._arrays.step(ops.MULTIPLY, product, row, factor)
            row = product
        return row

    def _constant(self, number: float) -> int:
        row = self._arrays.new_rows()
        self._arrays.step(ops.FILL, row, self._arrays.put([number]))
        return row

    def _sum(self, rows: Sequence[int]) -> int:
        """The row of the sum of `rows`."""
        total = rows[0]
        for row in rows[1:]:
            added = self._arrays.new_rows()
            self._arrays.step(ops.ADD, added, total, row)
            total = added
        return total
