"""Machine code of the kernels that every sample goes through: whole vectors, nothing called, nothing allocated.

Instructions are those of the processor that runs the tests: without AVX2, their names lack the first letter.
"""

import math
import re
from typing import Any

import pytest
from numba.core.compiler_lock import global_compiler_lock

from carbonspan.simulate.kernels import histogram, moments, philox, sobol, tables
from carbonspan.simulate.kernels.compiling.jit import Kernel
from carbonspan.simulate.kernels.compiling.linked import LinkedCompiler, WholeLibrary
from carbonspan.simulate.kernels.compiling.numba_types import numba_type
from carbonspan.simulate.kernels.compiling.types import Signature, float64, int32, int64, uint32, uint64, void

#: Kernels, their signatures, an instruction of whole vectors that each needs, and how many times at least.
INNER = {
    "points": (philox.random_block, void(uint32[::1], uint64[::1], int64, int64), "pmuludq", 36),
    "sobol points": (
        sobol.sobol_block, void(uint32[::1], uint32[::1], uint32[::1], uint32, int64), "pmulld", 3,
    ),
    "cells": (tables.cells_block, int32(uint32[::1], int32[::1], uint32[::1]), "cvtdq2ps", 1),
    "cubics": (
        tables.table_block,
        void(
            float64[::1], uint32[::1], uint32[::1], int32[::1], float64[:, ::1], float64[::1], int64, int64,
            uint64[::1], int64, int64,
        ),
        r"(?:fmadd\d+|mul)pd", 3,
    ),
    "uniform": (tables.uniform_block, void(float64[::1], uint32[::1], float64, float64), "cvtdq2pd", 1),
    "moments": (
        moments.block_moments, void(float64[::1], float64[::1], float64[::1], int64, float64[:, ::1]),
        r"(?:add|fmadd\d+)pd", 8,
    ),
    "bins": (
        histogram.count_block,
        int64(float64[::1], int64, int32[::1], int64[::1], uint32[::1], int64, int32[::1]),
        "psra[dq]", 1,
    ),
}  # fmt: skip


#: Calls of a block: of its first word; of what adds up columns.
CALLS = {"sobol points": 1, "moments": 4}


def assembly(kernel: Any, signature: Signature) -> str:
    """The code of a kernel with its callees inside, as text."""
    assert isinstance(kernel, Kernel)
    target = numba_type(signature)
    with global_compiler_lock:
        compiled = LinkedCompiler(kernel.py_func, kernel.options, WholeLibrary).compile(target.args, target.return_type)
        compiled.library.finalize()
        text = compiled.library.get_asm_str()
    assert isinstance(text, str)
    return text


def calls(text: str) -> int:
    """How many instructions call a function."""
    return len(re.findall(r"^\s+call", text, re.MULTILINE))


@pytest.mark.parametrize("name", INNER)
def test_inner_loops_compute_whole_vectors_and_call_nothing(name: str) -> None:
    kernel, signature, instruction, count = INNER[name]
    text = assembly(kernel, signature)
    found = re.findall(rf"^\s+v?{instruction}\s.*%[xyz]mm", text, re.MULTILINE)
    assert len(found) >= count
    assert calls(text) == CALLS.get(name, 0)
    assert "NRT" not in text


def test_a_call_is_counted() -> None:
    def sines(x: Any) -> None:
        for j in range(x.shape[0]):
            x[j] = math.sin(x[j])

    assert calls(assembly(Kernel(sines), void(float64[::1]))) > 0
