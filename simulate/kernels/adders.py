"""The compiled side of accumulators: kernels that add a block to an accumulator's memory, called one after another."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from .jit import kernel


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


def add_in_turn(adders: tuple[Adder, ...]) -> Any:
    """A kernel ``(work, n, offset, memories, span) -> bool`` that lets each of `adders` add the block to its memory.

    It starts with adder number ``span[3]``. Where one has no room, ``span[3]`` becomes its number, and the result is
    False: the others before it have added the block, it and those after it have not.
    """
    if not adders:
        return _added
    before, last, number = add_in_turn(adders[:-1]), adders[-1].add, len(adders) - 1

    @kernel
    def add(work: Any, n: int, offset: int, memories: Any, span: Any) -> bool:
        if not before(work, n, offset, memories, span):
            return False
        if span[3] <= number and not last(work, n, offset, memories[number]):
            span[3] = number
            return False
        return True

    return add


def finish_in_turn(adders: tuple[Adder, ...]) -> Any:
    """A kernel ``(memories, first)`` that finishes each of `adders`."""
    if not adders:
        return nothing_to_finish
    before, last, number = finish_in_turn(adders[:-1]), adders[-1].finish, len(adders) - 1

    @kernel
    def finish(memories: Any, first: int) -> None:
        before(memories, first)
        last(memories[number], first)

    return finish


@kernel
def _added(work: Any, n: int, offset: int, memories: Any, span: Any) -> bool:
    return True
