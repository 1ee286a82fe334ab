"""A formula rewritten for the compiler, so that its arithmetic means what Python's does.

Python's whole numbers have no largest, a compiled one wraps at 64 bits: so every number becomes a float, but for fixed
exponents, places in tuples, and the counts of loops. Constants are worked out by Python first, whole numbers exactly. A
truth that is used as a number becomes 1 or 0. What is called becomes its twin in `kernels.scalars` where numba's own
would answer otherwise, and an index is held within its bounds. The result is compiled, never shown: lines and columns
stay those of the formula's file.
"""

from __future__ import annotations

import ast
import builtins
from collections.abc import Callable, Mapping
from copy import deepcopy
from types import FunctionType
from typing import Any

import numpy as np

from ...kernels import scalars
from ...scenario.formulas.call_check import is_boolean
from ...scenario.formulas.name_resolution import UNKNOWN, Namespace, is_number, is_series, namespace_of, plain_number
from ...scenario.formulas.reachable import is_helper
from ...scenario.formulas.source_positions import definition

#: The largest fixed exponent that is multiplied out instead of raised to.
_MULTIPLIED_OUT = 16
#: What is called in place of functions that numba has otherwise, or not at all, for numbers.
_TWINS: Mapping[Any, Any] = {
    builtins.int: np.trunc,
    builtins.round: np.rint,
    builtins.divmod: scalars.divided,
    np.where: scalars.where,
    np.clip: scalars.clip,
    np.round: scalars.rounded,
    np.around: scalars.rounded,
    np.fix: np.trunc,
    np.interp: scalars.interp,
    np.remainder: scalars.remainder,
    np.floor_divide: scalars.floor_divide,
}


def rewritten(function: FunctionType, compiled: Callable[[FunctionType], Any]) -> FunctionType:
    """`function` in floats; each plain function it calls is what `compiled` makes of it.

    Raises LookupError where its source cannot be read.
    """
    written = definition(function)
    if written is None:
        raise LookupError(f"{function.__name__} has no source")
    writer = Writer(namespace_of(function), compiled)
    module = ast.fix_missing_locations(ast.Module([writer.visit(deepcopy(written))], []))
    exec(compile(module, function.__code__.co_filename, "exec"), writer.bound)  # noqa: S102 - the formula's own source
    made: FunctionType = writer.bound[written.name]
    made.__defaults__ = tuple(float(each) for each in function.__defaults__ or ()) or None
    return made


class Writer(ast.NodeTransformer):
    """Writes one function anew, in place; `bound` collects what the names in it stand for."""

    def __init__(self, namespace: Namespace, compiled: Callable[[FunctionType], Any]) -> None:
        self.bound: dict[str, Any] = {}
        self._namespace = namespace
        self._compiled = compiled

    def visit(self, node: ast.AST) -> Any:
        """`node` anew: an expression as a number, a tuple or an array."""
        if not isinstance(node, ast.expr) or isinstance(getattr(node, "ctx", None), ast.Store):
            return super().visit(node)
        if is_boolean(self._namespace, node):
            return ast.copy_location(ast.IfExp(self._truth(node), _at(node, 1.0), _at(node, 0.0)), node)
        number = self._namespace.constant(node)
        return super().visit(node) if number is None else _at(node, float(number))

    def _truth(self, node: ast.expr) -> Any:
        """`node` where only whether it is true counts."""
        match node:
            case ast.UnaryOp(op=ast.Not()):
                node.operand = self._truth(node.operand)
            case ast.BoolOp():
                node.values = [self._truth(each) for each in node.values]
            case ast.Compare():
                self.generic_visit(node)
            case ast.BinOp(op=ast.BitAnd() | ast.BitOr() | ast.BitXor()):
                return _joined(node, self._truth(node.left), self._truth(node.right))
            case ast.Call() if is_boolean(self._namespace, node):
                return self._asked(node)
            case _ if not (isinstance(node, ast.Constant) and isinstance(node.value, bool)):
                return self.visit(node)
        return node

    def _asked(self, node: ast.Call) -> Any:
        """What `bool`, or one of numpy's truths, answers."""
        if self._namespace.value(node.func) is bool:
            return self._truth(node.args[0])
        node.func = self._name(self._namespace.value(node.func))
        node.args = [self.visit(each) for each in node.args]
        return node

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.FunctionDef:
        """The function without annotations, defaults and decorators."""
        plain = [ast.copy_location(ast.arg(each.arg), each) for each in (*node.args.posonlyargs, *node.args.args)]
        node.args = ast.arguments(posonlyargs=[], args=plain, kwonlyargs=[], kw_defaults=[], defaults=[])
        node.decorator_list, node.returns = [], None
        node.body = [self.visit(each) for each in node.body]
        return node

    def visit_Expr(self, node: ast.Expr) -> ast.stmt:
        """Nothing, in place of a docstring or of what is computed for nothing."""
        return ast.copy_location(ast.Pass(), node)

    def visit_AnnAssign(self, node: ast.AnnAssign) -> ast.stmt:
        """The assignment without its annotation."""
        made = ast.Assign([node.target], self.visit(node.value)) if node.value else ast.Pass()
        return ast.copy_location(made, node)

    def visit_AugAssign(self, node: ast.AugAssign) -> ast.stmt:
        """``x = x + …`` for ``x += …``."""
        before = ast.copy_location(ast.Name(ast.unparse(node.target), ast.Load()), node.target)
        after = ast.copy_location(ast.BinOp(before, node.op, node.value), node)
        return ast.copy_location(ast.Assign([node.target], self.visit(after)), node)

    def visit_If(self, node: ast.If) -> ast.If:
        """Both ways, and which of them is taken."""
        node.test = self._truth(node.test)
        node.body, node.orelse = ([self.visit(each) for each in body] for body in (node.body, node.orelse))
        return node

    def visit_IfExp(self, node: ast.IfExp) -> ast.IfExp:
        """Both numbers, and which of them is taken."""
        node.test, node.body, node.orelse = self._truth(node.test), self.visit(node.body), self.visit(node.orelse)
        return node

    def visit_For(self, node: ast.For) -> ast.For:
        """A loop whose range counts in whole numbers, and whose variable is a float."""
        node.body = [self.visit(each) for each in node.body]
        if not (isinstance(node.iter, ast.Call) and self._namespace.value(node.iter.func) is range):
            node.iter = self.visit(node.iter)
            return node
        node.iter.func = self._name(range)
        node.iter.args = [self._count(each) for each in node.iter.args]
        variable = ast.copy_location(ast.Name(ast.unparse(node.target), ast.Load()), node.target)
        node.body.insert(0, ast.copy_location(ast.Assign([node.target], self._called(float, variable)), node))
        return node

    def _count(self, node: ast.expr) -> ast.expr:
        """A bound of a range: a whole number, or a length."""
        number = self._namespace.constant(node)
        if isinstance(node, ast.Call):
            node.func, node.args = self._name(len), [self.visit(node.args[0])]
        return node if number is None else _at(node, int(number))

    def visit_BinOp(self, node: ast.BinOp) -> ast.BinOp:
        """An operation on floats; an exponent that is fixed and small stays whole, and is multiplied out.

        numba raises an error for a fixed negative power of 0, whatever its error model, and a block would end there.
        """
        power = self._namespace.constant(node.right) if isinstance(node.op, ast.Pow) else None
        node.left = self.visit(node.left)
        if not isinstance(power, int) or abs(power) > _MULTIPLIED_OUT:
            node.right = self.visit(node.right)
            return node
        node.right = _at(node.right, int(abs(power)))
        return node if power >= 0 else ast.copy_location(ast.BinOp(_at(node, 1.0), ast.Div(), node), node)

    def visit_Name(self, node: ast.Name) -> ast.expr:
        """A variable as it is, a constant from outside in floats."""
        outside = self._namespace.value(node)
        return node if outside is UNKNOWN else ast.copy_location(self._name(_as_floats(outside)), node)

    def visit_Attribute(self, node: ast.Attribute) -> ast.expr:
        """A field of a variable, or a constant of a module."""
        outside = self._namespace.value(node)
        if outside is not UNKNOWN:
            return ast.copy_location(self._name(_as_floats(outside)), node)
        node.value = self.visit(node.value)
        return node

    def visit_Subscript(self, node: ast.Subscript) -> ast.expr:
        """An item of a tuple or an array, by an index that is held within its bounds."""
        place = self._namespace.constant(node.slice)
        if isinstance(place, int):
            return self._called(scalars.item, self.visit(node.value), _at(node.slice, int(place)))
        return self._called(scalars.item, self._series(node.value), self.visit(node.slice))

    def visit_Call(self, node: ast.Call) -> Any:
        """A call of what a function has become."""
        function = self._namespace.value(node.func)
        if function in (float, np.float64):
            return self.visit(node.args[0])
        if function is pow:
            return self.visit(ast.copy_location(ast.BinOp(node.args[0], ast.Pow(), node.args[1]), node))
        first = self._truth if function is np.where else self.visit
        rest = self._series if function is np.interp else self.visit
        node.args = [*map(first, node.args[:1]), *map(rest, node.args[1:])]
        for given in node.keywords:
            given.value = rest(given.value)
        node.func = self._name(self._compiled(function) if is_helper(function) else _TWINS.get(function, function))
        return self._called(float, node) if function in (len, sum) else node

    def _series(self, node: ast.expr) -> Any:
        """A constant tuple as an array, in which every place is found as fast; anything else as it is."""
        outside = self._namespace.value(node)
        if not is_series(outside):
            return self.visit(node)
        return ast.copy_location(self._name(np.array(outside, np.float64)), node)

    def _called(self, function: Any, *given: ast.expr) -> ast.expr:
        return ast.copy_location(ast.Call(self._name(function), list(given), []), given[0])

    def _name(self, value: Any) -> ast.expr:
        """A name that stands for `value` in the new function, and is none of its own variables."""
        taken = self._namespace.local | self.bound.keys()
        name = next(each for k in range(len(taken) + 1) if (each := f"_{k}") not in taken)
        self.bound[name] = value
        return ast.Name(name, ast.Load())


def _as_floats(value: Any) -> Any:
    """A constant in floats: a number, a tuple, an array."""
    if is_number(value):
        return float(plain_number(value))
    if isinstance(value, np.ndarray):
        return np.ascontiguousarray(value, np.float64)
    if not isinstance(value, tuple):
        return value
    floats = tuple(map(_as_floats, value))
    return type(value)(*floats) if hasattr(value, "_fields") else floats


def _joined(node: ast.BinOp, left: ast.expr, right: ast.expr) -> ast.expr:
    """Two truths joined by &, | or ^."""
    if isinstance(node.op, ast.BitXor):
        return ast.copy_location(ast.Compare(left, [ast.NotEq()], [right]), node)
    return ast.copy_location(
        ast.BoolOp(ast.And() if isinstance(node.op, ast.BitAnd) else ast.Or(), [left, right]), node
    )


def _at(node: ast.AST, value: float) -> ast.expr:
    """A constant in the place of `node`."""
    return ast.copy_location(ast.Constant(value), node)
