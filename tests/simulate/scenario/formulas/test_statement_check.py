"""Statements that formulas may contain, and the problems of others."""

import ast
import re

import pytest

from carbonspan.simulate.scenario.formulas.expression_check import ExpressionCheck
from carbonspan.simulate.scenario.formulas.name_resolution import Namespace
from carbonspan.simulate.scenario.formulas.statement_check import StatementCheck

CHECK = StatementCheck(ExpressionCheck(Namespace(frozenset("xyk"), {"range": range, "len": len, "TABLE": (1, 2)})))


def problems(text: str) -> list[tuple[int, str]]:
    return [(node.lineno, message) for node, message in CHECK.body(ast.parse(text).body)]


@pytest.mark.parametrize(
    "text",
    [
        '"""A docstring."""',
        "y: float = 0\ny += x",
        "x, y = y, x",
        "if x > 1:\n    y = 2\nelse:\n    pass",
        "for k in range(1, len(TABLE)):\n    x += k\n    break",
        "for k in TABLE:\n    continue",
    ],
)
def test_supported_statements_have_no_problems(text: str) -> None:
    assert problems(text) == []


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("if x < 0:\n    raise ValueError", 2, "raises or asserts.*put bounds in the annotation instead"),
        ("def inner(y):\n    return y", 1, "defines a function inside; define it at the top of the file"),
        ("import cmath", 1, "imports inside the function"),
        ("global STATE", 1, "sets a global"),
        ("while x > 1:\n    x = x / 2", 1, "loops with `while`, which may never end; write `for"),
        ("for k in range(x):\n    y += 1", 1, "loops a number of times that is not fixed; write a whole number"),
        ("TABLE[0] = x", 1, "modifies an item or attribute; a formula only assigns to its own variables"),
        ("x, *y = TABLE", 1, r"unpacks with \*"),
        ("try:\n    y = 1 / x\nexcept ZeroDivisionError:\n    y = 0", 1, "contains a `try`; a formula consists of"),
        ("for k in range(3):\n    x += k\nelse:\n    x = 1", 4, "has an `else` after a loop"),
        ("return", 1, "returns nothing; end it with `return`"),
        ("x @= y", 1, "multiplies matrices"),
    ],
)
def test_other_statements_are_reported_on_their_line(text: str, line: int, message: str) -> None:
    assert [found for found, _ in problems(text)] == [line]
    assert re.match(message, problems(text)[0][1])


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ("*x", "takes arguments with *; make each a named positional argument"),
        ("x, *, y", "takes arguments with *; make each a named positional argument"),
        ("x, y='a'", "has a default that is not a number; pass the argument in every call"),
    ],
)
def test_arguments_must_be_named_and_defaults_numbers(arguments: str, message: str) -> None:
    (definition,) = ast.parse(f"def f({arguments}): pass").body
    assert [found for _, found in CHECK.arguments(definition.args)] == [message]
