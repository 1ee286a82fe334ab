"""Kernels are compiled when they are called, by Python or by another kernel."""

import math
import subprocess
import sys

import numpy as np
import pytest
from numba import njit

from carbonspan.simulate.kernels.bits import bits_float, float_bits
from carbonspan.simulate.kernels.compiling.jit import OPTIONS, element, kernel


@element
def tripled(x: float) -> float:
    return 3.0 * x


@kernel
def tripled_all(x: np.ndarray) -> None:
    for i in range(len(x)):
        x[i] = tripled(x[i])


@kernel
def there_and_back(x: float) -> float:
    return bits_float(float_bits(x))


def test_a_kernel_calls_another() -> None:
    tripled_all(x := np.array([1.0, 2.0]))
    assert x.tolist() == [3.0, 6.0]


def test_other_compiled_code_calls_a_kernel() -> None:
    @njit(**OPTIONS)
    def nine_fold(x):
        return tripled(tripled(x))

    assert nine_fold(1.0) == 9.0


def test_a_kernel_keeps_its_function() -> None:
    assert tripled.py_func(1.0) == 3.0
    assert tripled.__name__ == "tripled"


@pytest.mark.parametrize("x", [0.1, -0.0, math.inf])
def test_an_intrinsic_is_called_like_a_function(x: float) -> None:
    assert math.copysign(1.0, there_and_back(x)) == math.copysign(1.0, x)
    assert there_and_back(x) == x


def test_kernels_are_imported_without_numba() -> None:
    code = "import sys; from carbonspan.simulate.kernels import loops; print({'llvmlite', 'numba'} & {*sys.modules})"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "set()\n"
