"""Whether the expressions of a formula are supported."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from types import ModuleType
from typing import Any

import numpy as np

from .call_check import call_violations, is_boolean, is_open_limit
from .name_resolution import UNKNOWN, Namespace, is_number, is_series
from .unsupported_syntax import COMPUTES, Violation, unsupported

_BITS = (ast.BitAnd, ast.BitOr, ast.BitXor)
_TOO_LARGE = "a whole number too large for a float, whose maximum is 1.8e308"


@dataclass(frozen=True)
class ExpressionCheck:
    """The rules for the expressions of one function, whose names have the values of `namespace`.

    `refused` are names defined by statements that are already refused; using them is no second problem.
    """

    namespace: Namespace
    refused: frozenset[str] = frozenset()

    def violations(self, *nodes: ast.expr) -> Iterator[Violation]:
        """Violations in expressions."""
        for node in nodes:
            yield from self._violations(node)

    def operator(self, node: ast.AST, operation: ast.AST) -> Iterator[Violation]:
        """Violations of the operator in `node`."""
        if message := unsupported(operation):
            yield node, message
        elif isinstance(node, ast.BinOp) and isinstance(operation, ast.Pow) and self._is_complex(node):
            yield node, "raises a negative number to a fraction, which is not a real number"
        elif isinstance(operation, _BITS) and not (isinstance(node, ast.BinOp) and is_boolean(self.namespace, node)):
            yield node, "combines bits; write `and` or `or` between comparisons"

    def _violations(self, node: ast.expr) -> Iterator[Violation]:
        match node:
            case ast.Constant():
                yield from self._literal(node)
            case ast.Name() | ast.Attribute():
                yield from self._name(node)
            case ast.BinOp(op=operation):
                yield from self.operator(node, operation)
                yield from self.violations(node.left, node.right)
            case ast.UnaryOp(op=operation, operand=operand):
                yield from self.operator(node, operation)
                yield from self.violations(operand)
            case ast.Compare(left=left, ops=comparisons, comparators=others):
                for comparison in comparisons:
                    yield from self.operator(node, comparison)
                yield from self.violations(left, *others)
            case ast.BoolOp() | ast.Tuple() | ast.IfExp() | ast.Subscript():
                yield from self.violations(*(each for each in ast.iter_child_nodes(node) if isinstance(each, ast.expr)))
            case ast.Call():
                yield from self._call(node)
            case _:
                yield node, unsupported(node) or f"contains a {type(node).__name__}; {COMPUTES}"

    def _literal(self, node: ast.Constant) -> Iterator[Violation]:
        if not isinstance(node.value, int | float):
            yield node, f"contains {node.value!r}, which is not a real number; {COMPUTES}"
        elif not _fits_float(node.value):
            yield node, f"contains {_TOO_LARGE}"

    def _is_complex(self, node: ast.BinOp) -> bool:
        """Whether a power of constants is complex in Python."""
        base, power = self.namespace.constant(node.left), self.namespace.constant(node.right)
        return base is not None and base < 0 and isinstance(power, float) and not power.is_integer()

    def _name(self, node: ast.Name | ast.Attribute) -> Iterator[Violation]:
        """A global must be a number or a series of numbers; a field of a variable can be anything."""
        name, value = ast.unparse(node), self.namespace.value(node)
        if value is UNKNOWN:
            yield from self._unknown(node, name)
        elif is_number(value):
            if not _fits_float(value):
                yield node, f"reads {name}, {_TOO_LARGE}"
        elif not is_series(value):
            kind = _kind(value)
            yield node, f"reads {name}, which is {kind}; a formula reads numbers, and tuples or arrays of them"

    def _unknown(self, node: ast.Name | ast.Attribute, name: str) -> Iterator[Violation]:
        if isinstance(node, ast.Name):
            if node.id not in self.namespace.local:
                yield node, f"reads {name}, which is not defined"
        elif (base := self.namespace.value(node.value)) is UNKNOWN:
            yield from self.violations(node.value)
        else:
            yield node, f"reads {name}, which {_kind(base)} does not have"

    def _call(self, node: ast.Call) -> Iterator[Violation]:
        if _root(node.func) not in self.refused:
            yield from call_violations(self.namespace, node)
        if isinstance(node.func, ast.Attribute) and isinstance(node.func.value, ast.Call):
            yield from self.violations(node.func.value)
        for argument in (*node.args, *(keyword.value for keyword in node.keywords)):
            if not is_open_limit(self.namespace, node, argument):
                yield from self.violations(argument)


def _root(node: ast.expr) -> str:
    """The first name of an attribute chain: ``np`` of ``np.random.normal``."""
    while isinstance(node, ast.Attribute):
        node = node.value
    return node.id if isinstance(node, ast.Name) else ""


def _fits_float(value: Any) -> bool:
    try:
        float(value)
    except OverflowError:
        return False
    return True


def _kind(value: object) -> str:
    """The kind of a constant that is not a number, in plain words."""
    if isinstance(value, ModuleType):
        return f"the module {value.__name__}"
    if isinstance(value, np.ndarray):
        return f"an array of {' x '.join(map(str, value.shape))} of {value.dtype}"
    kinds = {str: "text", list: "a list", dict: "a dictionary", set: "a set", type(None): "None", complex: "complex"}
    return kinds.get(type(value)) or f"a {type(value).__name__}"
