"""The helper functions and constants that a formula reaches, found in its bytecode."""

from __future__ import annotations

import dis
from collections.abc import Iterator
from functools import lru_cache
from types import CodeType, FunctionType, ModuleType
from typing import Any

import numpy as np

from .name_resolution import namespace_of

_LIBRARIES = ("numpy.", "scipy.", "numba.", "pint.")
_FROZEN = (int, float, str, tuple, np.ndarray, np.generic)


def helpers(function: Any) -> tuple[FunctionType, ...]:
    """The plain Python functions that `function` calls, directly or not, itself first; library functions excluded.

    >>> def double(x): return 2 * x
    >>> def fourfold(x): return double(double(x))
    >>> [helper.__name__ for helper in helpers(fourfold)]
    ['fourfold', 'double']
    """
    found = {function: None}
    waiting = [function]
    while waiting:
        for _, value in _references(waiting.pop()):
            if is_helper(value) and value not in found:
                found[value] = None
                waiting.append(value)
    return tuple(found)


def constants(function: FunctionType) -> dict[str, Any]:
    """The numbers, strings, tuples and arrays from outside that `function` reads, by name; compiling freezes them."""
    read = {str(each.argval): value for each, value in _references(function) if isinstance(value, _FROZEN)}
    return dict(sorted(read.items()))


def changing(function: Any, again: Any) -> dict[str, tuple[Any, Any]]:
    """The constants of `function` and its helpers that differ in the same function of a file that was executed again.

    >>> def of(number): return lambda x: number * x
    >>> changing(of(2), of(2)), changing(of(2), of(3))
    ({}, {'number': (2, 3)})
    """
    found: dict[str, tuple[Any, Any]] = {}
    for one, other in zip(helpers(function), helpers(again), strict=False):
        read = constants(other)
        found |= {
            name: (value, read[name])
            for name, value in constants(one).items()
            if name in read and not _equal(value, read[name])
        }
    return found


def _equal(one: Any, other: Any) -> bool:
    """Whether two constants are the same, NaN being NaN."""
    if isinstance(one, np.ndarray | np.generic):
        return np.array_equal(one, other, equal_nan=one.dtype.kind in "fc")
    return bool(repr(one) == repr(other))


def is_helper(value: object) -> bool:
    """Whether a value is a plain Python function of this project or the user, not of a library."""
    return isinstance(value, FunctionType) and not home(value).startswith(_LIBRARIES)


def is_recursive(function: FunctionType) -> bool:
    """Whether `function` calls itself, directly or through a helper.

    >>> def down(x): return down(x - 1)
    >>> is_recursive(down)
    True
    """
    called = [value for _, value in _references(function) if is_helper(value)]
    return any(function in helpers(each) for each in called)


def _references(function: FunctionType) -> Iterator[tuple[dis.Instruction, Any]]:
    """The values from outside that `function` refers to, through modules: ``np.exp``, ``power``."""
    outer = namespace_of(function).outer
    load: dis.Instruction | None = None
    value: Any = None
    for instruction in _instructions(function):
        if load and isinstance(value, ModuleType) and instruction.opname in {"LOAD_ATTR", "LOAD_METHOD"}:
            value = getattr(value, instruction.argval, None)
            continue
        if load:
            yield load, value
        is_load = instruction.opname in {"LOAD_GLOBAL", "LOAD_DEREF", "LOAD_NAME"} and instruction.argval in outer
        load, value = (instruction, outer[instruction.argval]) if is_load else (None, None)


def _instructions(function: FunctionType) -> Iterator[dis.Instruction]:
    """The instructions of a function and of functions defined inside it."""
    waiting: list[CodeType] = [function.__code__]
    while waiting:
        code = waiting.pop(0)
        waiting.extend(constant for constant in code.co_consts if isinstance(constant, CodeType))
        yield from _of_code(code)


@lru_cache(maxsize=1024)
def _of_code(code: CodeType) -> tuple[dis.Instruction, ...]:
    """The instructions of compiled Python code, which never change."""
    return tuple(each for each in dis.get_instructions(code) if each.opname not in {"EXTENDED_ARG", "CACHE"})


def home(value: object) -> str:
    """The module of a function, or of the object whose method it is, with a trailing dot."""
    owner = getattr(value, "__self__", None)
    if owner is not None and not isinstance(owner, ModuleType):
        value = type(owner)
    module = getattr(value, "__module__", None) or type(value).__module__
    return f"{module}."
