"""Where a function's arguments and what it returns are annotated: where a mistake in its signature can be mended."""

from __future__ import annotations

import ast
import linecache
from collections.abc import Callable
from functools import lru_cache
from types import FunctionType
from typing import Any

from ...problems import nearby

Place = tuple[str, int, int]
"""A file, as it is said from here, with line and column from 1."""

RETURNS = "return"


def stands(function: Callable[..., Any]) -> Place:
    """The place of a plain function: the first line of its definition, a decorator's where it has one."""
    code = function.__code__
    line = linecache.getline(code.co_filename, code.co_firstlineno)
    return nearby(code.co_filename), code.co_firstlineno, indent(line) + 1


def indent(line: str) -> int:
    """How many characters stand before the first that is no space.

    >>> indent("    return x")
    4
    """
    return len(line) - len(line.lstrip())


def annotated(function: FunctionType) -> dict[str, Place]:
    """The place of each argument by name, and under `RETURNS` that of what is returned; none without a source."""
    written = definition(function)
    if written is None:
        return {}
    each = written.args
    found: dict[str, ast.expr | ast.arg | None] = {
        argument.arg: argument
        for argument in (*each.posonlyargs, *each.args, each.vararg, *each.kwonlyargs, each.kwarg)
        if argument
    }
    found[RETURNS] = written.returns
    file = nearby(function.__code__.co_filename)
    return {name: (file, node.lineno, node.col_offset + 1) for name, node in found.items() if node}


def definition(function: FunctionType) -> ast.FunctionDef | ast.AsyncFunctionDef | None:
    """The statement that defines a function; None where its source cannot be had, or it is a lambda."""
    code = function.__code__
    linecache.checkcache(code.co_filename)
    tree = _tree("".join(linecache.getlines(code.co_filename)))
    defined = (node for node in tree if node.name == code.co_name)
    return next((node for node in defined if _first(node) == code.co_firstlineno), None)


@lru_cache(maxsize=64)
def _tree(text: str) -> tuple[ast.FunctionDef | ast.AsyncFunctionDef, ...]:
    """All functions that a file defines."""
    try:
        tree = ast.parse(text)
    except SyntaxError:
        return ()
    return tuple(node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))


def _first(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    return min([node.lineno, *(decorator.lineno for decorator in node.decorator_list)])
