"""Products that are exact in decimals where floats are not."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

Value = TypeVar("Value", float, "NDArray[np.float64]")


def multiple(value: Value, factor: float) -> Value:
    """`value` times `factor`, or divided by its inverse if that is a whole number, so that 57 times 0.01 is 0.57.

    >>> multiple(57.0, 0.01), 57 * 0.01
    (0.57, 0.5700000000000001)
    """
    by = _divisor(factor)
    return value / by if by else value * factor


def _divisor(factor: float) -> float:
    """The inverse of `factor` if it is a whole number, else 0.

    >>> _divisor(0.01), _divisor(3.0), _divisor(0.3)
    (100.0, 0.0, 0.0)
    """
    whole = float(round(1 / factor)) if 1e-15 < factor < 1 else 0.0
    return whole if whole and 1 / whole == factor else 0.0
