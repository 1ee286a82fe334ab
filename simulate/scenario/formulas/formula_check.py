"""Whether a formula means the same compiled as it does in Python: every problem, with its position and remedy."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from types import FunctionType
from typing import Any

from ...problems import Problem, nearby
from .control_flow import flow_violations
from .expression_check import ExpressionCheck
from .name_resolution import namespace_of
from .reachable import helpers, is_recursive
from .source_positions import definition, position_of
from .statement_check import StatementCheck
from .unsupported_syntax import PLAIN


def formula_problems(function: FunctionType) -> list[Problem]:
    """The problems of `function` and of its helpers: what would mean something else compiled, or cannot be compiled.

    >>> from .lookup import load_model
    >>> formula_problems(load_model("serving.by_words").function)
    []
    """
    found = (each for helper in helpers(function) for each in _problems(helper, is_model=helper is function))
    return list(dict.fromkeys(found))


def _problems(function: FunctionType, *, is_model: bool) -> Iterator[Problem]:
    """The problems of one function; the arguments of a model are checked with its signature."""
    source = definition(function)
    if not isinstance(source, ast.FunctionDef):
        plain = PLAIN if source else "has no readable `def`; define it in a file"
        yield Problem(f"{function.__name__} {plain}", "", *position_of(function))
        return
    file = nearby(function.__code__.co_filename)
    if is_recursive(function):
        yield Problem(f"{function.__name__} calls itself; write a loop over a range", "", *position_of(function))
    check = StatementCheck(ExpressionCheck(namespace_of(function), _defined_in(source)))
    arguments = () if is_model else check.arguments(source.args)
    for node, message in [*arguments, *check.body(source.body)] or flow_violations(source):
        yield Problem(f"{function.__name__} {message}", "", file, *_line_and_column(node))


def _line_and_column(node: Any) -> tuple[int, int]:
    return node.lineno, node.col_offset + 1


def _defined_in(source: ast.FunctionDef) -> frozenset[str]:
    """The names of functions, classes and imports inside a function."""
    inside = [node for statement in source.body for node in ast.walk(statement)]
    names = {node.name for node in inside if isinstance(node, ast.FunctionDef | ast.ClassDef)}
    imports = (alias for node in inside if isinstance(node, ast.Import | ast.ImportFrom) for alias in node.names)
    return frozenset(names | {alias.asname or alias.name.partition(".")[0] for alias in imports})
