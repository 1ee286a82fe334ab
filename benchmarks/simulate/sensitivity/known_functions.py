"""Functions whose Sobol' indices are known in closed form, as a user writes models."""

from __future__ import annotations

from typing import Annotated, NamedTuple

import numpy as np


class Value(NamedTuple):
    """One number."""

    value: Annotated[float, "1"]


def ishigami(a: float, b: float, c: float) -> Value:
    """Ishigami & Homma 1990, with the constants 7 and 0.1."""
    return Value(np.sin(a) + 7.0 * np.sin(b) ** 2 + 0.1 * c**4 * np.sin(a))


def sobol_g(a: float, b: float, c: float, d: float, e: float, f: float, g: float, h: float) -> Value:  # noqa: PLR0913, PLR0917
    """The G function of Saltelli & Sobol' 1995, with the constants 0, 1, 4.5, 9 and four times 99."""
    leading = (
        abs(4 * a - 2) * (abs(4 * b - 2) + 1.0) / 2.0 * (abs(4 * c - 2) + 4.5) / 5.5 * (abs(4 * d - 2) + 9.0) / 10.0
    )
    others = (abs(4 * e - 2) + 99.0) * (abs(4 * f - 2) + 99.0) * (abs(4 * g - 2) + 99.0) * (abs(4 * h - 2) + 99.0)
    return Value(leading * others / 1e8)
