"""Arrays at cache lines."""

import numpy as np
import pytest

from carbonspan.simulate.kernels.memory import LINE, aligned


@pytest.mark.parametrize("dtype", [np.uint32, np.float64])
@pytest.mark.parametrize("shape", [7, (3, 5), 1_000_003])
def test_zeros_begin_at_a_line(shape: int | tuple[int, ...], dtype: type) -> None:
    for array in [aligned(shape, dtype) for _ in range(5)]:
        assert array.ctypes.data % LINE == 0
        assert array.dtype == dtype
        assert array.flags.c_contiguous
        assert array.shape == np.empty(shape).shape
        assert not array.any()
