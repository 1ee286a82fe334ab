"""Whether a formula may call a function, and with these arguments."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from types import ModuleType
from typing import Any

import numpy as np

from .functions import NUMPY, PREDICATES, Arity, alternative, arity
from .name_resolution import UNKNOWN, Namespace, is_series
from .reachable import home, is_helper
from .unsupported_syntax import Violation

_RANDOM = ("random.", "numpy.random.")
_EFFECTS = (print, input, open, eval, exec, setattr, globals)


def call_violations(namespace: Namespace, node: ast.Call) -> Iterator[Violation]:
    """Violations of a call: its function, and the number and kind of its arguments."""
    function = namespace.value(node.func)
    for keyword in node.keywords:
        if keyword.arg is None:
            yield keyword.value, "unpacks with **; name each argument"
    if rule := arity(function):
        yield from _count_violations(node, rule)
        yield from _argument_violations(namespace, node, function)
    elif not (is_record(function) or (is_helper(function) and not _is_method(namespace, node.func))):
        yield node, _function_problem(namespace, node.func, function)


def is_boolean(namespace: Namespace, node: ast.expr) -> bool:
    """Whether an expression is a boolean: a comparison, `not`, a numpy predicate, or several of them combined."""
    match node:
        case ast.Compare() | ast.UnaryOp(op=ast.Not()) | ast.Constant(value=bool()):
            return True
        case ast.BoolOp(values=values):
            return all(is_boolean(namespace, each) for each in values)
        case ast.BinOp(op=ast.BitAnd() | ast.BitOr() | ast.BitXor(), left=left, right=right):
            return is_boolean(namespace, left) and is_boolean(namespace, right)
        case ast.Call(func=function):
            return any(namespace.value(function) is predicate for predicate in (*PREDICATES, bool))
    return False


def is_record(value: object) -> bool:
    """Whether a value is a NamedTuple class."""
    return isinstance(value, type) and issubclass(value, tuple) and hasattr(value, "_fields")


def is_open_limit(namespace: Namespace, node: ast.Call, argument: ast.expr) -> bool:
    """Whether an argument is None as a limit of ``np.clip``."""
    return isinstance(argument, ast.Constant) and argument.value is None and namespace.value(node.func) is np.clip


def _is_method(namespace: Namespace, node: ast.expr) -> bool:
    return isinstance(node, ast.Attribute) and not isinstance(namespace.value(node.value), ModuleType)


def _count_violations(node: ast.Call, rule: Arity) -> Iterator[Violation]:
    name, count = ast.unparse(node.func), len(node.args) + len(node.keywords)
    if not rule.fewest <= count <= rule.most:
        least, most = rule.fewest, rule.most
        takes = f"{least}" if most == least else f"{least} or {most}" if most == least + 1 else f"{least} or more"
        yield node, f"calls {name} with {count} arguments; in a formula it takes {takes}"
    for keyword in node.keywords:
        if keyword.arg and keyword.arg not in rule.names:
            yield keyword.value, f"calls {name} with {keyword.arg}=, which is not available in formulas"


def _argument_violations(namespace: Namespace, node: ast.Call, function: Any) -> Iterator[Violation]:
    arguments = dict(enumerate(node.args)) | {keyword.arg: keyword.value for keyword in node.keywords}
    if function is np.interp:
        points = [arguments.get(1, arguments.get("xp")), arguments.get(2, arguments.get("fp"))]
        yield from _interpolation_violations(node, [namespace.value(each) for each in points if each])
    if function in NUMPY and function not in (*PREDICATES, np.where, np.float64):
        yield from _boolean_violations(namespace, node)
    decimals = arguments.get(1, arguments.get("decimals"))
    if function in (np.round, np.around) and decimals and not isinstance(namespace.constant(decimals), int):
        yield decimals, "rounds to a number of decimals that is not fixed; write a whole number"


def _boolean_violations(namespace: Namespace, node: ast.Call) -> Iterator[Violation]:
    """In numpy, True and False are not 1 and 0: their sum is True, and their exponential has half precision."""
    for argument in node.args:
        if is_boolean(namespace, argument):
            name, text = ast.unparse(node.func), ast.unparse(argument)
            yield argument, f"calls {name} with a boolean; write np.where({text}, 1.0, 0.0)"


def _interpolation_violations(node: ast.Call, points: list[Any]) -> Iterator[Violation]:
    """The points of an interpolation must be constants in increasing order."""
    if len(points) != 2 or not all(map(is_series, points)):
        yield node, "interpolates between points that are not constants; write two tuples at the top of the file"
    elif len(points[0]) != len(points[1]) or not np.all(np.diff(np.asarray(points[0], float)) > 0):
        yield node, "interpolates between points that do not increase, or with unequal numbers of x and y values"


def _function_problem(namespace: Namespace, node: ast.expr, function: Any) -> str:
    """The problem with a function that is not available in formulas."""
    name = ast.unparse(node)
    if function is UNKNOWN:
        return _unknown_function_problem(namespace, node, name)
    if home(function).startswith(_RANDOM):
        return "draws random numbers; give an input a distribution instead"
    if any(function is effect for effect in _EFFECTS):
        return f"calls {name}; a model only computes from its arguments"
    full = f"{home(function)}{getattr(function, '__name__', name)}"
    shown = full if full.startswith("math.") else name
    return f"calls {shown}, which is not available in formulas; {alternative(full)}"


def _unknown_function_problem(namespace: Namespace, node: ast.expr, name: str) -> str:
    if isinstance(node, ast.Attribute):
        base = namespace.value(node.value)
        if isinstance(base, ModuleType):
            return f"calls {name}, which {base.__name__} does not have; {alternative(name)}"
        return f"calls {name}, a method; call a function of numpy or of the file instead"
    if isinstance(node, ast.Name) and node.id not in namespace.local:
        return f"calls {name}, which is not defined"
    return f"calls {name}, which is known only at run time; call a function by its name"
