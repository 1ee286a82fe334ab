"""Arrays aligned to cache lines, so that a vector is loaded from one line, never from two."""

from __future__ import annotations

from typing import Any, Final

import numpy as np
from numpy.typing import DTypeLike, NDArray

#: Bytes of a cache line, and of the widest vectors.
LINE: Final = 64


def aligned(shape: int | tuple[int, ...], dtype: DTypeLike = np.float64) -> NDArray[Any]:
    """An array of zeros that begins at a cache line.

    >>> aligned((3, 5)).ctypes.data % LINE
    0
    """
    size = int(np.prod(shape)) * np.dtype(dtype).itemsize
    room = np.zeros(size + LINE, np.uint8)
    begin = -room.ctypes.data % LINE
    return room[begin : begin + size].view(dtype).reshape(shape)
