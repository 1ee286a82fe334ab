"""Numbers for programs: those that JSON can hold, and texts that read as the same bits."""

from __future__ import annotations

import math

from ..answer.statistics.marginal import Estimate


def finite(value: float) -> float | None:
    """A plain float; None, which JSON calls null, for infinity and NaN.

    >>> finite(2), finite(math.nan)
    (2.0, None)
    """
    return float(value) if math.isfinite(value) else None


def estimate(found: Estimate) -> dict[str, float | None]:
    """A number with its standard error, as JSON has it.

    >>> estimate(Estimate(2.5, math.inf))
    {'value': 2.5, 'error': None}
    """
    return {"value": finite(found.value), "error": finite(found.error)}


def text(value: float) -> str:
    """A number that reads as the same bits; empty for infinity and NaN.

    >>> text(0.1), text(math.nan)
    ('0.1', '')
    """
    return repr(float(value)) if math.isfinite(value) else ""


def texts(found: Estimate) -> tuple[str, str]:
    """A number and its standard error, each as `text`."""
    return text(found.value), text(found.error)
