"""Marginals laid out on the grid of an answer's axes: arrays whose leading dimensions are those axes."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from math import prod
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from ...answer.answer import Answer
from ...answer.scale import Scale
from ...answer.statistics.marginal import Estimate, Marginal


class Scaled(NamedTuple):
    """The numbers along a swept dimension, and their unit as it is written."""

    numbers: NDArray[np.float64]
    unit: str


@dataclass(frozen=True)
class Grid:
    """Axes with their labels, and each output's marginals in the order of the grid, the first axis slowest.

    An output that is a sum or a mean over an axis does not have it.
    """

    axes: Mapping[str, tuple[str, ...]]
    marginals: Mapping[str, tuple[Marginal, ...]]
    scales: Mapping[str, Scale] = field(default_factory=dict)

    def shape(self, output: str) -> tuple[int, ...]:
        """The number of options of each axis of an output."""
        return tuple(len(self.axes[axis]) for axis in self.dims(output))

    def dims(self, output: str) -> tuple[str, ...]:
        """The names of the axes of an output as dimensions."""
        return tuple(axis for axis in self.axes if axis in self.marginals[output][0].coordinates)

    def coordinates(self) -> dict[str, NDArray[Any] | Scaled]:
        """What is along each dimension: the numbers of a sweep, else labels, as whole numbers if all are."""
        return {dim: self._along(dim, found) for dim, found in self.axes.items()}

    def _along(self, dim: str, found: tuple[str, ...]) -> NDArray[Any] | Scaled:
        if dim not in self.scales:
            return option_labels(found)
        return Scaled(np.array([self.scales[dim].numbers[label] for label in found]), self.scales[dim].unit)

    def array(self, output: str, of: Callable[[Marginal], ArrayLike]) -> NDArray[Any]:
        """The values of `of` for each marginal of one output, (axes..., shape of a value)."""
        stacked = np.array([of(marginal) for marginal in self.marginals[output]])
        return stacked.reshape((*self.shape(output), *stacked.shape[1:]))


def grid(answer: Answer) -> Grid:
    """The grid on which a answer's marginals lie.

    Raises ValueError if a coordinate is missing, which never happens in a run.
    """
    axes = {
        axis: tuple(dict.fromkeys(each.coordinates[axis] for each in answer.marginals if axis in each.coordinates))
        for axis in answer.marginals[0].coordinates
    }
    marginals = {output: _ordered(answer.of(output), axes) for output in answer.outputs}
    for output, found in marginals.items():
        expected = prod(len(labels) for axis, labels in axes.items() if axis in found[0].coordinates)
        if len(found) != expected:
            raise ValueError(f"{output}: must have one marginal for each of {expected} coordinates, got {len(found)}")
    return Grid(axes, marginals, answer.subject.scales)


def split(nested: Sequence[Any]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Values and errors of estimates in nested lists, each an array of the lists' shape; NaN for None."""
    held = np.array(nested, dtype=object)
    pairs = [(each.value, each.error) if isinstance(each, Estimate) else (np.nan, np.nan) for each in held.flat]
    values, errors = np.array(pairs, dtype=np.float64).reshape(-1, 2).T
    values, errors = (np.where(np.isfinite(each), each, np.nan) for each in (values, errors))
    return values.reshape(held.shape), errors.reshape(held.shape)


def _ordered(marginals: Sequence[Marginal], axes: Mapping[str, tuple[str, ...]]) -> tuple[Marginal, ...]:
    def index(marginal: Marginal) -> list[int]:
        return [
            labels.index(marginal.coordinates[axis]) for axis, labels in axes.items() if axis in marginal.coordinates
        ]

    return tuple(sorted(marginals, key=index))


def option_labels(texts: tuple[str, ...]) -> NDArray[Any]:
    """Labels as whole numbers if all are, such as hours, so that they can be compared and sliced; else as texts."""
    try:
        numbers = [int(text) for text in texts]
    except ValueError:
        return np.array(texts, dtype=object)
    return np.array(numbers if list(map(str, numbers)) == list(texts) else texts)
