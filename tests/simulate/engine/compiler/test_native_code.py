"""Compiled functions get their arguments as numba would give them, and refuse what they are not compiled for."""

from typing import Any, NamedTuple

import numpy as np
import pytest

from carbonspan.simulate.engine.compiler.native_code import Call, Loop, ObjectCode, Packed, load_code
from carbonspan.simulate.engine.compiler.object_code import compiled
from carbonspan.simulate.kernels.compiling import types
from carbonspan.simulate.kernels.compiling.jit import Kernel
from carbonspan.simulate.kernels.compiling.types import Signature, float64, int32, int64, void


class Memory(NamedTuple):
    values: np.ndarray
    total: np.ndarray


MEMORY = types.NamedTuple((float64[:, :], float64[::1]), Memory)


def weigh(memory: Memory, weight: float, first: int, pair: Any) -> int:
    memory.total[0] = 0.0
    for i in range(first, memory.values.shape[0]):
        for j in range(memory.values.shape[1]):
            memory.total[0] += weight * memory.values[i, j]
    return memory.values.shape[0] * 100 + memory.values.shape[1] * 10 + pair[0][0]


def loop(function: Any, signature: Signature) -> Loop:
    return Loop(function.__name__, load_code(compiled(Kernel(function), signature, entry=True).code), signature)


@pytest.fixture(scope="module")
def weighed() -> Loop:
    pair = types.Tuple((types.Tuple((int64,)), int32[:, :, ::1]))
    return loop(weigh, int64(MEMORY, float64, int64, pair))


@pytest.mark.parametrize("layout", [np.ascontiguousarray, np.asfortranarray, lambda x: x[::-1, ::2]])
@pytest.mark.parametrize("pack", [lambda kind, value: value, Packed])
def test_every_kind_of_argument_arrives(weighed: Loop, layout: Any, pack: Any) -> None:
    values = layout(np.arange(12.0).reshape(3, 4))
    memory = Memory(values, np.zeros(1))
    found = weighed(pack(MEMORY, memory), -0.5, 1, ((7,), np.zeros((1, 2, 3), np.int32)))
    assert found == values.shape[0] * 100 + values.shape[1] * 10 + 7
    assert memory.total[0] == -0.5 * values[1:].sum()


@pytest.mark.parametrize(
    "wrong", [np.zeros(4, np.float32), np.zeros((2, 2)), np.zeros(8)[::2]], ids=["type", "dimensions", "layout"]
)
def test_an_array_of_another_kind_is_refused(wrong: np.ndarray) -> None:
    with pytest.raises(TypeError, match=r"compiled code takes .*contiguous=True"):
        Packed(float64[::1], wrong)


def test_too_few_arguments_are_refused(weighed: Loop) -> None:
    with pytest.raises(ValueError, match="shorter"):
        weighed(Packed(MEMORY, Memory(np.zeros((1, 1)), np.zeros(1))))
    with pytest.raises(ValueError, match="shorter"):
        Packed(MEMORY, (np.zeros((1, 1)),))


def test_arguments_of_a_call_are_replaced_and_others_stay(weighed: Loop) -> None:
    """The result takes the place of the first word of the first argument."""
    first, second = (Memory(np.full((2, n), float(n)), np.zeros(1)) for n in (3, 4))
    call = Call(weighed, [first, 1.0, 0, ((7,), np.zeros((1, 2, 3), np.int32))])
    assert [call(), call()] == [237, 237]
    call.replace(1, 0.5)
    assert (call(), first.total[0]) == (237, 9.0)
    call.replace(0, Packed(MEMORY, second))
    call.replace(3, ((8,), np.zeros((1, 2, 3), np.int32)))
    assert [call(), call()] == [248, 248]
    assert (first.total[0], second.total[0]) == (9.0, 16.0)
    with pytest.raises(TypeError, match="compiled code takes"):
        call.replace(0, first._replace(total=np.zeros(1, np.int64)))
    assert call() == 248


def test_an_error_in_compiled_code_is_one_of_the_caller() -> None:
    def raising(values: np.ndarray) -> None:
        if values[0] > 0:
            raise ValueError

    raises = loop(raising, void(float64[::1]))
    assert raises(np.zeros(1)) == 0
    with pytest.raises(RuntimeError, match="the compiled loop `raising` failed"):
        raises(np.ones(1))


def test_code_survives_being_stored() -> None:
    code = ObjectCode("entry", ("erfc",), b"a\nb\n")
    assert ObjectCode.from_bytes(code.to_bytes()) == code
    assert ObjectCode.from_bytes(code._replace(needed=None).to_bytes()).needed is None


def test_code_that_needs_what_is_missing_is_not_loaded() -> None:
    """LLVM would end the process."""
    assert load_code(ObjectCode("entry", ("no_such_function",), b"")) is None
