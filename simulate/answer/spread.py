"""How sure a spread is that only a few batches show."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy import special

from ..kernels.jit import BATCHES

Floats = NDArray[np.float64]

#: Parts that batches are put together in where what is asked converges slowly or hangs on few samples: the parts are
#: larger then, and each sees more of a tail.
PARTS = 8


def student(count: int) -> float:
    """Student's t over the normal's 1.96 at 97.5 %: what makes an error of `count` batches hold as often as it says.

    >>> round(student(32), 3), round(student(8), 3)
    (1.041, 1.206)
    """
    return float(special.stdtrit(count - 1, 0.975) / special.ndtri(0.975))


def in_parts(batches: Floats) -> Floats:
    """The sums (PARTS, ...) of the parts' batches; `batches` (BATCHES, ...) as they are where there are fewer."""
    if len(batches) != BATCHES:
        return batches
    parts: Floats = batches.reshape(PARTS, BATCHES // PARTS, *batches.shape[1:]).sum(axis=1)
    return parts
