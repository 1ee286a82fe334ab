"""The compiled side of accumulators: kernels that add a block to an accumulator's memory, called one after another."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from .compiling.jit import kernel


class Adder(NamedTuple):
    """How an accumulator adds a block, compiled.

    ``add(work, n, offset, memory)`` adds the first `n` samples of the block in `work`, which lies `offset` samples
    after the beginning of the task. It returns False where `memory` has no room for them, and has then added none.
    ``finish(memory, first)`` ends a task that began at sample number `first` of its batch. `name` is unique; `memory`
    is numba's type of the arrays that both work on, a named tuple.
    """

    name: str
    add: Callable[..., bool]
    finish: Callable[..., None]
    memory: Any


@kernel
def nothing_to_finish(memory: Any, first: int) -> None:
    """The `finish` of an adder whose memory is complete after every block."""
