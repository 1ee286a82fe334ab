"""Records laid out on the grid of a scenario's axes: arrays whose leading dimensions are those axes."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from math import prod
from typing import Any, cast

import numpy as np
from numpy.typing import ArrayLike, NDArray

from ..answer.summary import Estimate, Record, Summary
from ..units import Unit


@dataclass(frozen=True)
class Grid:
    """Axes with their labels, and each output's records in the order of the grid, the first axis slowest."""

    axes: Mapping[str, tuple[str, ...]]
    records: Mapping[str, tuple[Record, ...]]

    @property
    def shape(self) -> tuple[int, ...]:
        """How many coordinates each axis has."""
        return tuple(len(coordinates) for coordinates in self.axes.values())

    @property
    def dims(self) -> tuple[str, ...]:
        """The axes' names as dimensions."""
        return tuple(self.axes)

    def coordinates(self) -> dict[str, NDArray[Any]]:
        """The labels along each dimension: whole numbers where all are, else texts."""
        return {dim: _labels(found) for dim, found in zip(self.dims, self.axes.values(), strict=True)}

    def array(self, output: str, of: Callable[[Record], ArrayLike]) -> NDArray[Any]:
        """What `of` says of each record of one output, an array of shape (axes..., what it says)."""
        stacked = np.array([of(record) for record in self.records[output]])
        return stacked.reshape((*self.shape, *stacked.shape[1:]))


def grid(summary: Summary) -> Grid:
    """The grid on which a summary's records lie.

    Raises ValueError where a coordinate is missing, which a complete run never is.
    """
    axes = {
        axis: tuple(dict.fromkeys(record.coordinates[axis] for record in summary.records))
        for axis in summary.records[0].coordinates
    }
    outputs = dict.fromkeys(record.output for record in summary.records)
    records = {output: _ordered(summary.records, output, axes) for output in outputs}
    expected = prod(map(len, axes.values()))
    for output, found in records.items():
        if len(found) != expected:
            raise ValueError(f"{output}: must have one record for each of {expected} coordinates, got {len(found)}")
    return Grid(axes, records)


def split(nested: Sequence[Any]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Values and errors of estimates in nested lists, each an array of the lists' shape; NaN where there is none."""
    held = np.array(nested, dtype=object)
    pairs = [(each.value, each.error) if isinstance(each, Estimate) else (np.nan, np.nan) for each in held.flat]
    values, errors = np.array(pairs, dtype=np.float64).reshape(-1, 2).T
    values, errors = (np.where(np.isfinite(each), each, np.nan) for each in (values, errors))
    return values.reshape(held.shape), errors.reshape(held.shape)


def in_unit(unit: Unit, values: ArrayLike) -> NDArray[np.float64]:
    """An array of values in base units as numbers of `unit`."""
    return np.asarray(cast("Any", unit).from_base(np.asarray(values, np.float64)))


def _ordered(records: Sequence[Record], output: str, axes: Mapping[str, tuple[str, ...]]) -> tuple[Record, ...]:
    def place(record: Record) -> list[int]:
        return [labels.index(record.coordinates[axis]) for axis, labels in axes.items()]

    return tuple(sorted((record for record in records if record.output == output), key=place))


def _labels(texts: tuple[str, ...]) -> NDArray[Any]:
    """Hours can be compared and sliced as numbers; names are texts."""
    try:
        numbers = [int(text) for text in texts]
    except ValueError:
        return np.array(texts, dtype=object)
    return np.array(numbers if list(map(str, numbers)) == list(texts) else texts)
