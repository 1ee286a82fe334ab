"""Error bounds of quantile tables, and checks of the cubics of pieces."""

from __future__ import annotations

import numpy as np

from .cubics import rounding
from .pieces import Flags, Floats, Pieces
from .short_rows import every, largest, smallest

#: Largest error of a table in probability: absolute, and as a share of the tail beyond.
PROBABILITY_ERROR = 1e-9
TAIL_ERROR = 1e-7
#: Largest error in value, as a share of the value plus the law's interquartile range.
VALUE_ERROR = 1e-8
#: Unavoidable rounding error, as a share of the value plus the interquartile range.
ROUNDING = 1e-13
#: Relative rounding error of a probability.
UNIT = 4.0 * np.finfo(float).eps
#: A cubic may be shifted by this multiple of its own rounding error to stay within its range.
_SHIFT = 16.0


def constant_cubics(value: Floats) -> Floats:
    """Cubics (n, 4) that are constant."""
    return np.column_stack([value, np.zeros((len(value), 3))])


def constant_values(exact: Floats, pieces: Pieces) -> Floats:
    """The value of each piece that has only one, or only its least or most up to rounding; NaN for other pieces."""
    values = np.where(every(exact == exact[:, :1]), np.clip(exact[:, 0], pieces.least, pieces.most), np.nan)
    for end in (pieces.least, pieces.most):
        near = np.isfinite(end) & (largest(np.abs(exact - end[:, None])) <= ROUNDING * np.abs(end))
        values = np.where(near & np.isnan(values), end, values)
    return values


def shift_into_range(cubics: Floats, values: Floats, pieces: Pieces) -> Flags:
    """Whether each cubic stays between its least and its most; those that miss it by rounding only are shifted.

    `values` are the cubics' `landmarks`.
    """
    lost = rounding(cubics)
    above = np.maximum(largest(values) + lost - pieces.most, 0.0)
    below = np.maximum(pieces.least - (smallest(values) - lost), 0.0)
    within = np.asarray(np.maximum(above, below) <= _SHIFT * lost)
    cubics[:, 0] += np.where(within, below - above, 0.0)
    return within
