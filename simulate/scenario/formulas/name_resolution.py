"""The values of the names in a formula, and its constant expressions, evaluated as in Python."""

from __future__ import annotations

import ast
import builtins
import contextlib
import operator
from collections import ChainMap
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import FunctionType
from typing import Any, Final

import numpy as np

#: The value of a name that is known only when the formula runs, or that has none.
UNKNOWN: Final = object()
#: Larger powers of whole numbers, in bits, are not evaluated; a float has at most 1,024.
_MOST_BITS = 4096
_OPERATORS: dict[type[ast.AST], Callable[..., Any]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.FloorDiv: operator.floordiv,
    ast.Mod: operator.mod,
    ast.Pow: operator.pow,
    ast.USub: operator.neg,
    ast.UAdd: operator.pos,
}


@dataclass(frozen=True)
class Namespace:
    """The names that a function sees: its `local` variables, and the `outer` values, which compiling freezes."""

    local: frozenset[str]
    outer: Mapping[str, Any]

    def value(self, node: ast.expr) -> Any:
        """The value of a name or attribute from outside the function, else `UNKNOWN`."""
        if isinstance(node, ast.Name) and node.id not in self.local:
            return self.outer.get(node.id, UNKNOWN)
        if isinstance(node, ast.Attribute) and (base := self.value(node.value)) is not UNKNOWN:
            return getattr(base, node.attr, UNKNOWN)
        return UNKNOWN

    def constant(self, node: ast.expr) -> int | float | None:
        """The value of a constant expression, exact for whole numbers; None if `node` depends on arguments.

        >>> import ast
        >>> namespace = Namespace(frozenset(), {"TOKENS": 300_000_000_000})
        >>> namespace.constant(ast.parse("6 * 175_000_000_000 * TOKENS", mode="eval").body)
        315000000000000000000000
        """
        with contextlib.suppress(ArithmeticError, TypeError):
            match node:
                case ast.Constant(value=int() | float() as value):
                    return value
                case ast.Name() | ast.Attribute() if is_number(value := self.value(node)):
                    return plain_number(value)
                case ast.UnaryOp(op=ast.USub() | ast.UAdd()):
                    return _number(_OPERATORS[type(node.op)](self.constant(node.operand)))
                case ast.BinOp() if type(node.op) in _OPERATORS:
                    return self._combined(node)
        return None

    def _combined(self, node: ast.BinOp) -> int | float | None:
        """The value of an operation on two constants."""
        left, right = self.constant(node.left), self.constant(node.right)
        if left is None or right is None or (isinstance(node.op, ast.Pow) and _is_huge(left, right)):
            return None
        return _number(_OPERATORS[type(node.op)](left, right))


def namespace_of(function: FunctionType) -> Namespace:
    """The names that `function` sees: its arguments and variables; built-ins, globals and closed-over values."""
    code = function.__code__
    closed: dict[str, Any] = {}
    for name, cell in zip(code.co_freevars, function.__closure__ or (), strict=True):
        with contextlib.suppress(ValueError):  # an empty cell
            closed[name] = cell.cell_contents
    outer = ChainMap(closed, function.__globals__, vars(builtins))
    return Namespace(frozenset(code.co_varnames + code.co_cellvars), outer)


def is_number(value: object) -> bool:
    """Whether a constant is one real number; True and False are 1 and 0."""
    if isinstance(value, np.ndarray):
        return value.ndim == 0 and value.dtype.kind in "biuf"
    return isinstance(value, int | float | np.integer | np.floating | np.bool_)


def is_series(value: object) -> bool:
    """Whether a constant is a series of numbers: a tuple or a one-dimensional array."""
    if isinstance(value, np.ndarray):
        return value.ndim == 1 and value.dtype.kind in "biuf" and len(value) > 0
    return isinstance(value, tuple) and len(value) > 0 and all(map(is_number, value))


def plain_number(value: Any) -> int | float:
    """A number as Python's int or float."""
    number: int | float = value.item() if isinstance(value, np.generic | np.ndarray) else value
    return number


def _number(value: Any) -> int | float | None:
    return value if isinstance(value, int | float) else None


def _is_huge(base: float, power: float) -> bool:
    whole = isinstance(base, int) and isinstance(power, int)
    return whole and abs(power) * int(base).bit_length() > _MOST_BITS
