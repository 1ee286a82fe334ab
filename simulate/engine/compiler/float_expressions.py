"""Expressions rewritten in floats: constants, booleans, operators, items and calls."""

from __future__ import annotations

import ast
from collections.abc import Callable
from types import FunctionType
from typing import Any

import numpy as np

from ...kernels import scalars
from ...scenario.formulas.call_check import is_boolean
from ...scenario.formulas.name_resolution import UNKNOWN, Namespace, is_series
from ...scenario.formulas.reachable import is_helper
from .float_values import EQUIVALENTS, as_floats

#: The largest fixed exponent that is expanded into multiplications.
_LARGEST_EXPANDED = 16


class FloatExpressions(ast.NodeTransformer):
    """Rewrites the expressions of one function in place; `bound` collects the values of new names.

    `compiled` turns a helper into the function that is called instead.
    """

    def __init__(self, namespace: Namespace, compiled: Callable[[FunctionType], Any]) -> None:
        self.bound: dict[str, Any] = {}
        self._namespace = namespace
        self._compiled = compiled

    def visit(self, node: ast.AST) -> Any:
        """`node` rewritten; an expression becomes a number, a tuple or an array."""
        if not isinstance(node, ast.expr) or isinstance(getattr(node, "ctx", None), ast.Store):
            return super().visit(node)
        if is_boolean(self._namespace, node):
            number = ast.IfExp(self.boolean(node), constant_at(node, 1.0), constant_at(node, 0.0))
            return ast.copy_location(number, node)
        value = self._namespace.constant(node)
        return super().visit(node) if value is None else constant_at(node, float(value))

    def boolean(self, node: ast.expr) -> Any:
        """`node` rewritten as a boolean."""
        match node:
            case ast.UnaryOp(op=ast.Not()):
                node.operand = self.boolean(node.operand)
            case ast.BoolOp():
                node.values = [self.boolean(each) for each in node.values]
            case ast.Compare():
                self.generic_visit(node)
            case ast.BinOp(op=ast.BitAnd() | ast.BitOr() | ast.BitXor()):
                return combined(node, self.boolean(node.left), self.boolean(node.right))
            case ast.Call() if is_boolean(self._namespace, node):
                return self._predicate(node)
            case _ if not (isinstance(node, ast.Constant) and isinstance(node.value, bool)):
                return self.visit(node)
        return node

    def _predicate(self, node: ast.Call) -> Any:
        """A call of `bool` or of a numpy predicate."""
        if self._namespace.value(node.func) is bool:
            return self.boolean(node.args[0])
        node.func = self.name(self._namespace.value(node.func))
        node.args = [self.visit(each) for each in node.args]
        return node

    def visit_IfExp(self, node: ast.IfExp) -> ast.IfExp:
        """A condition and two numbers."""
        node.test, node.body, node.orelse = self.boolean(node.test), self.visit(node.body), self.visit(node.orelse)
        return node

    def visit_BinOp(self, node: ast.BinOp) -> ast.BinOp:
        """An operation on floats; a small fixed exponent stays whole, and becomes multiplications.

        numba raises an error for a fixed negative power of 0, whatever its error model, which would end a block.
        """
        power = self._namespace.constant(node.right) if isinstance(node.op, ast.Pow) else None
        node.left = self.visit(node.left)
        if not isinstance(power, int) or abs(power) > _LARGEST_EXPANDED:
            node.right = self.visit(node.right)
            return node
        node.right = constant_at(node.right, int(abs(power)))
        return node if power >= 0 else ast.copy_location(ast.BinOp(constant_at(node, 1.0), ast.Div(), node), node)

    def visit_Name(self, node: ast.Name) -> ast.expr:
        """A variable unchanged, or a constant from outside as floats."""
        outside = self._namespace.value(node)
        return node if outside is UNKNOWN else ast.copy_location(self.name(as_floats(outside)), node)

    def visit_Attribute(self, node: ast.Attribute) -> ast.expr:
        """A field of a variable, or a constant of a module as floats."""
        outside = self._namespace.value(node)
        if outside is not UNKNOWN:
            return ast.copy_location(self.name(as_floats(outside)), node)
        node.value = self.visit(node.value)
        return node

    def visit_Subscript(self, node: ast.Subscript) -> ast.expr:
        """An item of a tuple or an array; the index is kept within bounds."""
        index = self._namespace.constant(node.slice)
        if isinstance(index, int):
            return self.call(scalars.item, self.visit(node.value), constant_at(node.slice, int(index)))
        return self.call(scalars.item, self._series(node.value), self.visit(node.slice))

    def visit_Call(self, node: ast.Call) -> Any:
        """A call of the compiled helper or of the equivalent function."""
        function = self._namespace.value(node.func)
        if function in (float, np.float64):
            return self.visit(node.args[0])
        if function is pow:
            return self.visit(ast.copy_location(ast.BinOp(node.args[0], ast.Pow(), node.args[1]), node))
        first = self.boolean if function is np.where else self.visit
        rest = self._series if function is np.interp else self.visit
        node.args = [*map(first, node.args[:1]), *map(rest, node.args[1:])]
        for keyword in node.keywords:
            keyword.value = rest(keyword.value)
        node.func = self.name(self._compiled(function) if is_helper(function) else EQUIVALENTS.get(function, function))
        return self.call(float, node) if function in (len, sum) else node

    def _series(self, node: ast.expr) -> Any:
        """A constant tuple as an array, in which any index is equally fast; other nodes are visited."""
        outside = self._namespace.value(node)
        if not is_series(outside):
            return self.visit(node)
        return ast.copy_location(self.name(np.array(outside, np.float64)), node)

    def call(self, function: Any, *arguments: ast.expr) -> ast.expr:
        """A call of `function`."""
        return ast.copy_location(ast.Call(self.name(function), list(arguments), []), arguments[0])

    def name(self, value: Any) -> ast.expr:
        """A name for `value` in the new function, different from its variables."""
        taken = self._namespace.local | self.bound.keys()
        name = next(each for k in range(len(taken) + 1) if (each := f"_{k}") not in taken)
        self.bound[name] = value
        return ast.Name(name, ast.Load())


def combined(node: ast.BinOp, left: ast.expr, right: ast.expr) -> ast.expr:
    """Two booleans combined by &, | or ^."""
    if isinstance(node.op, ast.BitXor):
        return ast.copy_location(ast.Compare(left, [ast.NotEq()], [right]), node)
    return ast.copy_location(
        ast.BoolOp(ast.And() if isinstance(node.op, ast.BitAnd) else ast.Or(), [left, right]), node
    )


def constant_at(node: ast.AST, value: float) -> ast.expr:
    """A constant at the position of `node`."""
    return ast.copy_location(ast.Constant(value), node)
