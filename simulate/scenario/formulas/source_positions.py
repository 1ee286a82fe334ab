"""Positions of functions and of their annotations in the source."""

from __future__ import annotations

import ast
import linecache
from collections.abc import Callable
from functools import lru_cache
from types import FunctionType
from typing import Any

from ...files.document import Position
from ...problems import nearby

RETURNS = "return"


def position_of(function: Callable[..., Any]) -> Position:
    """The position of a plain function: the first line of its definition, decorators included."""
    code = function.__code__
    line = linecache.getline(code.co_filename, code.co_firstlineno)
    return Position(nearby(code.co_filename), code.co_firstlineno, indent(line) + 1)


def indent(line: str) -> int:
    """The number of leading spaces.

    >>> indent("    return x")
    4
    """
    return len(line) - len(line.lstrip())


def annotation_positions(function: FunctionType) -> dict[str, Position]:
    """The position of each argument by name, and of the return annotation under `RETURNS`; empty without source."""
    source = definition(function)
    if source is None:
        return {}
    each = source.args
    found: dict[str, ast.expr | ast.arg | None] = {
        argument.arg: argument
        for argument in (*each.posonlyargs, *each.args, each.vararg, *each.kwonlyargs, each.kwarg)
        if argument
    }
    found[RETURNS] = source.returns
    file = nearby(function.__code__.co_filename)
    return {name: Position(file, node.lineno, node.col_offset + 1) for name, node in found.items() if node}


def definition(function: FunctionType) -> ast.FunctionDef | ast.AsyncFunctionDef | None:
    """The statement that defines a function; None for a lambda, or if the source is not available."""
    code = function.__code__
    linecache.checkcache(code.co_filename)
    tree = _tree("".join(linecache.getlines(code.co_filename)))
    defined = (node for node in tree if node.name == code.co_name)
    return next((node for node in defined if _first(node) == code.co_firstlineno), None)


@lru_cache(maxsize=64)
def _tree(text: str) -> tuple[ast.FunctionDef | ast.AsyncFunctionDef, ...]:
    """All functions defined in the source `text`."""
    try:
        tree = ast.parse(text)
    except SyntaxError:
        return ()
    return tuple(node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))


def _first(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    return min([node.lineno, *(decorator.lineno for decorator in node.decorator_list)])
