"""How often an output is below a threshold, and equal to it."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from .adders import Adder, nothing_to_finish
from .compiling import types
from .compiling.jit import kernel
from .compiling.types import float64, int64

Array = np.ndarray[Any, Any]


class ExceedancesMemory(NamedTuple):
    """Counts of one task: `counts` (n, 2) of output row ``rows[i]``: below ``lows[i]``, and from there to ``highs[i]``.

    The two enclose a threshold by what the rounding of a formula may be.
    """

    rows: Array
    lows: Array
    highs: Array
    counts: Array


@kernel
def _add(work: Any, n: int, offset: int, memory: ExceedancesMemory) -> bool:
    for i in range(memory.rows.shape[0]):
        values = work.outputs[memory.rows[i]]
        low = memory.lows[i]
        high = memory.highs[i]
        for j in range(n):
            memory.counts[i, 0] += np.int64(values[j] < low)
            memory.counts[i, 1] += np.int64((values[j] >= low) & (values[j] <= high))
    return True


ADDER = Adder(
    "exceedances",
    _add,
    nothing_to_finish,
    types.NamedTuple((int64[::1], float64[::1], float64[::1], int64[:, ::1]), ExceedancesMemory),
)
