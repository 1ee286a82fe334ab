"""The formulas of a comparison: how much larger one output is than another, and how many times as large."""

from __future__ import annotations

import numpy as np

from ..scenario.model import Argument, Model, Output


def difference(first: float, second: float) -> float:
    """The second less the first."""
    return second - first


def ratio(first: float, second: float) -> float:
    """The second over the first; 0 where the first is 0, so that a run can say that no ratio exists."""
    divisor = np.where(first == 0.0, 1.0, first)
    return np.where(first == 0.0, 0.0, second / divisor)  # type: ignore[return-value]


def difference_of(unit: str) -> Model:
    """The model of a difference of two outputs in the coherent `unit`.

    >>> difference_of("J").function(1.0, 3.0)
    2.0
    """
    return _model(difference, unit, unit)


def ratio_of(unit: str) -> Model:
    """The model of a ratio of two outputs in the coherent `unit`.

    >>> float(ratio_of("J").function(2.0, 3.0)), float(ratio_of("J").function(0.0, 3.0))
    (1.5, 0.0)
    """
    return _model(ratio, unit, "")


def _model(function: object, of: str, unit: str) -> Model:
    name = function.__name__  # type: ignore[attr-defined]
    arguments = tuple(Argument(each, of) for each in ("first", "second"))
    return Model(f"comparing.{name}", function, arguments, (Output(name, unit),))  # type: ignore[arg-type]
