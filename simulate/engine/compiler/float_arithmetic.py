"""A formula rewritten in floats, so that its compiled arithmetic is that of Python.

Python's whole numbers are unlimited, compiled ones wrap at 64 bits. So every number becomes a float, except fixed
exponents, fixed indices and the counts of loops. Constants are evaluated by Python first, whole numbers exactly. A
boolean used as a number becomes 1 or 0. Functions that differ in numba are replaced by those in `kernels.scalars`, and
indices are kept within their bounds. The result is compiled, never shown; it keeps the lines and columns of the
formula's file.
"""

from __future__ import annotations

import ast
from collections.abc import Callable
from copy import deepcopy
from types import FunctionType
from typing import Any

from ...scenario.formulas.name_resolution import namespace_of
from ...scenario.formulas.source_positions import definition
from .float_statements import FloatStatements


def in_floats(function: FunctionType, compiled: Callable[[FunctionType], Any]) -> FunctionType:
    """`function` rewritten in floats; each helper is replaced by what `compiled` returns for it.

    Raises LookupError if its source is not available.
    """
    source = definition(function)
    if source is None:
        raise LookupError(f"{function.__name__} has no source")
    rewriter = FloatStatements(namespace_of(function), compiled)
    module = ast.fix_missing_locations(ast.Module([rewriter.visit(deepcopy(source))], []))
    exec(compile(module, function.__code__.co_filename, "exec"), rewriter.bound)  # noqa: S102 - the formula's own source
    result: FunctionType = rewriter.bound[source.name]
    result.__defaults__ = tuple(float(each) for each in function.__defaults__ or ()) or None
    return result
