"""What a formula reaches, read from its bytecode: its helper functions, and the constants it reads."""

from __future__ import annotations

import dis
from collections.abc import Iterator
from types import CodeType, FunctionType, ModuleType
from typing import Any

import numpy as np

from .name_resolution import scope_of

_LIBRARIES = ("numpy.", "scipy.", "numba.", "pint.")
_FROZEN = (int, float, str, tuple, np.ndarray, np.generic)


def helpers(function: Any) -> tuple[FunctionType, ...]:
    """The plain Python functions that `function` reaches, itself first, each once; numpy's are not among them.

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
    """Numbers, texts, tuples and arrays from outside itself that `function` reads, by name: what compiling freezes."""
    read = {str(at.argval): value for at, value in _references(function) if isinstance(value, _FROZEN)}
    return dict(sorted(read.items()))


def is_helper(value: object) -> bool:
    """Whether a value is a plain Python function of this project's or the user's, not of a library's."""
    return isinstance(value, FunctionType) and not home(value).startswith(_LIBRARIES)


def calls_itself(function: FunctionType) -> bool:
    """Whether `function` comes back to itself through what it calls.

    >>> def down(x): return down(x - 1)
    >>> calls_itself(down)
    True
    """
    called = [value for _, value in _references(function) if is_helper(value)]
    return any(function in helpers(each) for each in called)


def _references(function: FunctionType) -> Iterator[tuple[dis.Instruction, Any]]:
    """What `function` names from outside itself, through modules: ``np.exp``, ``power``."""
    outside = scope_of(function).outside
    where: dis.Instruction | None = None
    value: Any = None
    for instruction in _instructions(function):
        if where and isinstance(value, ModuleType) and instruction.opname in {"LOAD_ATTR", "LOAD_METHOD"}:
            value = getattr(value, instruction.argval, None)
            continue
        if where:
            yield where, value
        named = instruction.opname in {"LOAD_GLOBAL", "LOAD_DEREF", "LOAD_NAME"} and instruction.argval in outside
        where, value = (instruction, outside[instruction.argval]) if named else (None, None)


def _instructions(function: FunctionType) -> Iterator[dis.Instruction]:
    """The instructions of a function and of those defined inside it."""
    waiting: list[CodeType] = [function.__code__]
    while waiting:
        code = waiting.pop(0)
        waiting.extend(constant for constant in code.co_consts if isinstance(constant, CodeType))
        yield from (each for each in dis.get_instructions(code) if each.opname not in {"EXTENDED_ARG", "CACHE"})


def home(value: object) -> str:
    """The module a function (or the object whose method it is) comes from, with a full stop at the end."""
    owner = getattr(value, "__self__", None)
    if owner is not None and not isinstance(owner, ModuleType):
        value = type(owner)
    module = getattr(value, "__module__", None) or type(value).__module__
    return f"{module}."
