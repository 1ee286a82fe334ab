"""Expressions that formulas may contain, and the problems of others."""

import ast
import math  # noqa: F401 - the formulas read it
import re
from typing import NamedTuple

import numpy as np
import pytest

from carbonspan.simulate.scenario.formulas.expression_check import ExpressionCheck
from carbonspan.simulate.scenario.formulas.name_resolution import namespace_of

TABLE = np.array([1, 2, 5])
GRID = np.ones((2, 2))
LIST = [1.0, 2.0]
PRICES = {"day": 1.0}
HUGE = 10**400


class Site(NamedTuple):
    pue: float
    racks: int


SITE = Site(1.2, 12)


def formula(x, y):
    return x + y


CHECK = ExpressionCheck(namespace_of(formula), frozenset({"refused"}))


def problems(text: str) -> list[str]:
    return [message for _, message in CHECK.violations(ast.parse(text, mode="eval").body)]


@pytest.mark.parametrize(
    "text",
    [
        "x if x > 2 * y else -y",
        "not x < y <= 3 and ((x > 1) | (y > 1))",
        "SITE.pue * SITE.racks + TABLE[-1] + math.pi",
        "np.clip(x, None, 1) + divmod(x, y)[0]",
        "(x, y)",
        "refused(x)",
    ],
)
def test_supported_expressions_have_no_problems(text: str) -> None:
    assert problems(text) == []


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("sum([x, x])", "creates a list; write a tuple of numbers at the top of the file"),
        ("sum(v for v in (x, x))", "creates a generator; write the sum out"),
        ("LIST[0]", "reads LIST, which is a list; a formula reads numbers, and tuples or arrays of them"),
        ("GRID[0]", "reads GRID, which is an array of 2 x 2 of float64"),
        ("PRICES[x]", "reads PRICES, which is a dictionary"),
        ("TABLE[1:]", "takes a slice; read one item by its index"),
        ("x > 'a'", "contains 'a', which is not a real number"),
        ("HUGE", "reads HUGE, a whole number too large for a float, whose maximum is 1.8e308"),
        ("1" + "0" * 400, "contains a whole number too large for a float"),
        ("int(x) & 3", "combines bits; write `and` or `or` between comparisons"),
        ("x << 3", "shifts bits; multiply by a power of 2"),
        ("x in (1, 2)", "tests with `in`; compare with =="),
        ("(-8) ** 0.5", "raises a negative number to a fraction, which is not a real number"),
        ("(y := x)", "assigns inside an expression; assign on a separate line"),
        ("math.tau_", "reads math.tau_, which the module math does not have"),
        ("z", "reads z, which is not defined"),
        ("f'{x}'", "creates text; a formula computes with single numbers"),
    ],
)
def test_other_expressions_are_reported(text: str, message: str) -> None:
    (found,) = problems(text)
    assert re.match(re.escape(message), found)
