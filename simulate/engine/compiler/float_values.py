"""Constants and functions of a formula, as floats and their equivalents in compiled code."""

from __future__ import annotations

import builtins
from collections.abc import Mapping
from typing import Any

import numpy as np

from ...kernels import scalars
from ...scenario.formulas.name_resolution import is_number, plain_number

#: Replacements for functions that numba lacks for numbers, or that differ in numba.
EQUIVALENTS: Mapping[Any, Any] = {
    builtins.int: np.trunc,
    builtins.round: np.rint,
    builtins.divmod: scalars.quotient_and_remainder,
    np.where: scalars.where,
    np.clip: scalars.clip,
    np.round: scalars.rounded,
    np.around: scalars.rounded,
    np.fix: np.trunc,
    np.interp: scalars.interp,
    np.remainder: scalars.remainder,
    np.floor_divide: scalars.floor_divide,
}


def as_floats(value: Any) -> Any:
    """A constant with all its numbers as floats: a number, a tuple or an array; other values unchanged.

    >>> as_floats((1, True, np.array([2])))
    (1.0, 1.0, array([2.]))
    """
    if is_number(value):
        return float(plain_number(value))
    if isinstance(value, np.ndarray):
        return np.ascontiguousarray(value, np.float64)
    if not isinstance(value, tuple):
        return value
    floats = tuple(map(as_floats, value))
    return type(value)(*floats) if hasattr(value, "_fields") else floats
