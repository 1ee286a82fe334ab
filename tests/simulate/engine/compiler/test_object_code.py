"""Object code says what it needs, and whether another process can load it."""

import math
import sys

import numpy as np
import pytest

from carbonspan.simulate.engine.compiler.native_code import CompilerError
from carbonspan.simulate.engine.compiler.object_code import compiled
from carbonspan.simulate.kernels.compiling.jit import Kernel
from carbonspan.simulate.kernels.compiling.types import float64, void


def errors(x: np.ndarray) -> None:
    x[0] = math.erfc(x[0])


@pytest.mark.skipif(sys.platform != "linux", reason="another format of object code")
def test_the_functions_that_code_calls_are_known() -> None:
    found = compiled(Kernel(errors), void(float64[::1]), entry=True)
    assert found.code.needed == ("erfc",)
    assert found.code.symbol == "entry"
    assert not found.bound


def test_a_large_constant_stays_in_this_process() -> None:
    numbers = np.arange(200_000.0)

    def third(x: np.ndarray) -> None:
        x[0] = numbers[int(x[0])]

    assert compiled(Kernel(third), void(float64[::1]), entry=True).bound


def test_what_numba_refuses_is_said() -> None:
    def text(x: np.ndarray) -> None:
        x[0] = open("file")  # noqa: SIM115, PTH123

    with pytest.raises(CompilerError, match="open"):
        compiled(Kernel(text), void(float64[::1]), entry=True)
