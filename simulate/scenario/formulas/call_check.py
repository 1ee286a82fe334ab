"""Whether a formula may call what it calls, and with which arguments."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from types import ModuleType
from typing import Any

import numpy as np

from .functions import NUMPY, TRUTHS, Arity, arity, instead
from .name_resolution import UNKNOWN, Finding, Scope, is_series
from .reachable import home, is_helper

_RANDOM = ("random.", "numpy.random.")
_EFFECTS = (print, input, open, eval, exec, setattr, globals)


def about_call(scope: Scope, node: ast.Call) -> Iterator[Finding]:
    """What is wrong with the function that is called, and with the number of its arguments."""
    function = scope.value(node.func)
    for given in node.keywords:
        if given.arg is None:
            yield given.value, "unpacks with **; name each argument"
    if rule := arity(function):
        yield from _counted(node, rule)
        yield from _about_arguments(scope, node, function)
    elif not (is_record(function) or (is_helper(function) and not _is_method(scope, node.func))):
        yield node, _about_function(scope, node.func, function)


def is_truth(scope: Scope, node: ast.expr) -> bool:
    """Whether an expression is true or false: a comparison, a `not`, one of numpy's truths, or several joined."""
    match node:
        case ast.Compare() | ast.UnaryOp(op=ast.Not()) | ast.Constant(value=bool()):
            return True
        case ast.BoolOp(values=values):
            return all(is_truth(scope, each) for each in values)
        case ast.BinOp(op=ast.BitAnd() | ast.BitOr() | ast.BitXor(), left=left, right=right):
            return is_truth(scope, left) and is_truth(scope, right)
        case ast.Call(func=function):
            return any(scope.value(function) is truth for truth in (*TRUTHS, bool))
    return False


def is_record(value: object) -> bool:
    """Whether a value is the class of a NamedTuple."""
    return isinstance(value, type) and issubclass(value, tuple) and hasattr(value, "_fields")


def is_open_limit(scope: Scope, node: ast.Call, given: ast.expr) -> bool:
    """Whether an argument is the None that leaves a limit of ``np.clip`` open."""
    return isinstance(given, ast.Constant) and given.value is None and scope.value(node.func) is np.clip


def _is_method(scope: Scope, node: ast.expr) -> bool:
    return isinstance(node, ast.Attribute) and not isinstance(scope.value(node.value), ModuleType)


def _counted(node: ast.Call, rule: Arity) -> Iterator[Finding]:
    name, count = ast.unparse(node.func), len(node.args) + len(node.keywords)
    if not rule.fewest <= count <= rule.most:
        least, most = rule.fewest, rule.most
        takes = f"{least}" if most == least else f"{least} or {most}" if most == least + 1 else f"{least} or more"
        yield node, f"calls {name} with {count} arguments; in a formula it takes {takes}"
    for given in node.keywords:
        if given.arg and given.arg not in rule.names:
            yield given.value, f"calls {name} with {given.arg}=, which a formula cannot"


def _about_arguments(scope: Scope, node: ast.Call, function: Any) -> Iterator[Finding]:
    given = dict(enumerate(node.args)) | {keyword.arg: keyword.value for keyword in node.keywords}
    if function is np.interp:
        yield from _about_points(scope, node, given.get(1, given.get("xp")), given.get(2, given.get("fp")))
    if function in NUMPY and function not in (*TRUTHS, np.where, np.float64):
        yield from _about_truths(scope, node)
    decimals = given.get(1, given.get("decimals"))
    if function in (np.round, np.around) and decimals and not isinstance(scope.constant(decimals), int):
        yield decimals, "rounds to decimals that are not fixed; write a whole number"


def _about_truths(scope: Scope, node: ast.Call) -> Iterator[Finding]:
    """Numpy reckons with true and false otherwise than with 1 and 0: their sum is true, their exponential short."""
    for given in node.args:
        if is_truth(scope, given):
            name, text = ast.unparse(node.func), ast.unparse(given)
            yield given, f"calls {name} with what is true or false; write np.where({text}, 1.0, 0.0)"


def _about_points(scope: Scope, node: ast.Call, xp: ast.expr | None, fp: ast.expr | None) -> Iterator[Finding]:
    """The points that a formula interpolates between are constants, in order."""
    points = [scope.value(each) for each in (xp, fp) if each]
    if len(points) != 2 or not all(map(is_series, points)):
        yield node, "interpolates between points that are not constants; write two tuples at the top of the file"
    elif len(points[0]) != len(points[1]) or not np.all(np.diff(np.asarray(points[0], float)) > 0):
        yield node, "interpolates between points that do not increase, or of which one has no value"


def _about_function(scope: Scope, node: ast.expr, function: Any) -> str:
    """What to say of a function that no formula calls."""
    name = ast.unparse(node)
    if function is UNKNOWN:
        return _about_unknown(scope, node, name)
    if home(function).startswith(_RANDOM):
        return "draws random numbers; let an input be uncertain instead"
    if any(function is effect for effect in _EFFECTS):
        return f"calls {name}; a model only computes from its arguments"
    full = f"{home(function)}{getattr(function, '__name__', name)}"
    shown = full if full.startswith("math.") else name
    return f"calls {shown}, which no formula can; {instead(full)}"


def _about_unknown(scope: Scope, node: ast.expr, name: str) -> str:
    if isinstance(node, ast.Attribute):
        base = scope.value(node.value)
        if isinstance(base, ModuleType):
            return f"calls {name}, which {base.__name__} does not have; {instead(name)}"
        return f"calls {name}, a method; call a function of numpy's or of the file's with the number"
    if isinstance(node, ast.Name) and node.id not in scope.own:
        return f"calls {name}, which is not defined"
    return f"calls {name}, which is known only as it runs; call a function by its name"
