"""Syntax that formulas cannot contain, with the problem and the remedy for each.

Compiled code computes with numbers, booleans and tuples of them, and cannot raise exceptions.
"""

from __future__ import annotations

import ast

#: A node that a formula must not contain, and the problem.
Violation = tuple[ast.AST, str]

STATEMENTS = "a formula consists of assignments, `if`, `for` over a range, and `return`"
COMPUTES = "a formula computes with single numbers"
PLAIN = "must be a plain function that returns its numbers: no async, no yield"
_BOUNDS = "raises or asserts, which a compiled model cannot; put bounds in the annotation instead"
_SUM = "write the sum out, or loop over a range"
_IMPORTS = "imports inside the function; import at the top of the file"
_DEFINES = "defines a function inside; define it at the top of the file"

_UNSUPPORTED: dict[type[ast.AST], str] = {
    ast.Raise: _BOUNDS,
    ast.Assert: _BOUNDS,
    ast.Import: _IMPORTS,
    ast.ImportFrom: _IMPORTS,
    ast.Global: "sets a global; a model only computes from its arguments",
    ast.Nonlocal: "sets a variable of another function; a model only computes from its arguments",
    ast.While: "loops with `while`, which may never end; write `for … in range(…)`",
    ast.FunctionDef: _DEFINES,
    ast.Lambda: _DEFINES,
    ast.ClassDef: "defines a class inside; define it at the top of the file",
    ast.ListComp: f"creates a list; {_SUM}",
    ast.SetComp: f"creates a set; {_SUM}",
    ast.GeneratorExp: f"creates a generator; {_SUM}",
    ast.DictComp: f"creates a dictionary; {COMPUTES}",
    ast.Dict: f"creates a dictionary; {COMPUTES}",
    ast.Set: f"creates a set; {COMPUTES}",
    ast.List: "creates a list; write a tuple of numbers at the top of the file, or separate variables",
    ast.JoinedStr: f"creates text; {COMPUTES}",
    ast.NamedExpr: "assigns inside an expression; assign on a separate line",
    ast.Starred: "unpacks with *; name each number",
    ast.Slice: "takes a slice; read one item by its index",
    ast.Is: "compares with `is`; write ==",
    ast.IsNot: "compares with `is not`; write !=",
    ast.In: "tests with `in`; compare with == and join the comparisons with `or`",
    ast.NotIn: "tests with `not in`; compare with != and join the comparisons with `and`",
    ast.Invert: "inverts bits; write `not`",
    ast.LShift: "shifts bits; multiply by a power of 2",
    ast.RShift: "shifts bits; divide by a power of 2",
    ast.MatMult: f"multiplies matrices; {COMPUTES}",
    ast.Yield: PLAIN,
    ast.YieldFrom: PLAIN,
    ast.Await: PLAIN,
}


def unsupported(node: ast.AST) -> str:
    """The problem with a statement, expression or operator of this kind; empty if formulas may contain it.

    >>> unsupported(ast.MatMult())
    'multiplies matrices; a formula computes with single numbers'
    """
    return _UNSUPPORTED.get(type(node), "")
