"""What a formula calls, read from its bytecode: its helper functions, and whatever a model must not do.

A compiled block of samples has no way to report an exception, and pint cannot follow ``math.exp``; both are refused
before anything runs.
"""

from __future__ import annotations

import builtins
import contextlib
import dis
from collections.abc import Iterator
from types import CodeType, FunctionType, ModuleType
from typing import Any, NamedTuple

import numpy as np

from ..problems import nearby

_RENAMED = {"acos": "arccos", "asin": "arcsin", "atan": "arctan", "atan2": "arctan2", "pow": "power"}
_EFFECTS = (print, input, open, eval, exec, setattr, globals)
_LIBRARIES = ("numpy.", "scipy.", "numba.", "pint.")
_RANDOM = ("random.", "numpy.random.")
_FROZEN = (int, float, str, tuple, np.ndarray)
_STATEMENTS = {
    "RAISE_VARARGS": "raises or asserts, which a compiled model cannot; state bounds in the annotation instead",
    "IMPORT_NAME": "imports inside the function; import at the top of the file",
    "STORE_GLOBAL": "sets a global; a model only computes from its arguments",
}


class Fault(NamedTuple):
    """Something a model must not do, and the file, line and column that do it."""

    message: str
    file: str
    line: int
    column: int


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
            if isinstance(value, FunctionType) and value not in found and not _home(value).startswith(_LIBRARIES):
                found[value] = None
                waiting.append(value)
    return tuple(found)


def constants(function: FunctionType) -> dict[str, Any]:
    """Numbers, texts, tuples and arrays from outside itself that `function` reads, by name: what compiling freezes."""
    read = {str(at.argval): value for at, value in _references(function) if isinstance(value, _FROZEN)}
    return dict(sorted(read.items()))


def faults(function: FunctionType) -> list[Fault]:
    """Every raise, assert, math function, random number and other effect in what `function` reaches.

    >>> def wary(x):
    ...     assert x > 0
    ...     return float(open(x))
    >>> [fault.line for fault in faults(wary)]
    [2, 3]
    """
    found = (fault for helper in helpers(function) for fault in (*_forbidden(helper), *_misused(helper)))
    return list(dict.fromkeys(found))


def _forbidden(function: FunctionType) -> Iterator[Fault]:
    """The statements no model may hold."""
    for instruction in _instructions(function):
        if instruction.opname in _STATEMENTS:
            yield _fault(function, instruction, _STATEMENTS[instruction.opname])


def _misused(function: FunctionType) -> Iterator[Fault]:
    """The functions no model may call."""
    for instruction, value in _references(function):
        name = getattr(value, "__name__", "")
        if _home(value) == "math." and callable(value):
            yield _fault(function, instruction, f"calls math.{name}; write np.{_RENAMED.get(name, name)}")
        elif _home(value).startswith(_RANDOM):
            yield _fault(function, instruction, "draws random numbers; let an input be uncertain instead")
        elif any(value is effect for effect in _EFFECTS):
            yield _fault(function, instruction, f"calls {name}; a model only computes from its arguments")


def _references(function: FunctionType) -> Iterator[tuple[dis.Instruction, Any]]:
    """What `function` names from outside itself, through modules: ``np.exp``, ``power``."""
    outside = _outside(function)
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


def _outside(function: FunctionType) -> dict[str, Any]:
    """The built-in, global and closed-over values that a function's code sees."""
    closed: dict[str, Any] = {}
    for name, cell in zip(function.__code__.co_freevars, function.__closure__ or (), strict=True):
        with contextlib.suppress(ValueError):  # a cell that is not filled yet
            closed[name] = cell.cell_contents
    return vars(builtins) | function.__globals__ | closed


def _instructions(function: FunctionType) -> Iterator[dis.Instruction]:
    """The instructions of a function and of those defined inside it."""
    waiting: list[CodeType] = [function.__code__]
    while waiting:
        code = waiting.pop(0)
        waiting.extend(constant for constant in code.co_consts if isinstance(constant, CodeType))
        yield from (each for each in dis.get_instructions(code) if each.opname not in {"EXTENDED_ARG", "CACHE"})


def _home(value: object) -> str:
    """The module a function (or the object whose method it is) comes from, with a full stop at the end."""
    owner = getattr(value, "__self__", None)
    if owner is not None and not isinstance(owner, ModuleType):
        value = type(owner)
    module = getattr(value, "__module__", None) or type(value).__module__
    return f"{module}."


def _fault(function: FunctionType, instruction: dis.Instruction, message: str) -> Fault:
    at, code = instruction.positions, function.__code__
    line, column = (at.lineno, at.col_offset) if at else (None, None)
    said = f"{function.__name__} {message}"
    return Fault(said, nearby(code.co_filename), line or code.co_firstlineno, (column or 0) + 1)
