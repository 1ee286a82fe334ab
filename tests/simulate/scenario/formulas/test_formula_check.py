"""Problems of whole formulas and of their helpers, at their positions."""

import linecache
import math
import re
from collections.abc import Callable
from typing import NamedTuple

import numpy as np
import pytest

from carbonspan.simulate.problems import nearby
from carbonspan.simulate.scenario.formulas.formula_check import formula_problems

TABLE = np.array([1, 2, 5])
PRICES = {"day": 1.0}
LIMITS = (0.0, 2.5)
HUGE = 10**400


class Site(NamedTuple):
    pue: float
    racks: int


SITE = Site(1.2, 12)


def twice(x):
    return 2 * x


def closed(factor):
    def scaled(x):
        return factor(x) * np.exp(x)

    return scaled


def many(x, y=2, *, z=1):
    return x + y + z


def starred(*x):
    return x[0]


def worded(x, y="a"):
    return x


def test_plain_arithmetic_has_no_problems() -> None:
    def clean(x, y):
        """A docstring."""
        larger = x if x > 2 * y else y
        total: float = 0
        for k in range(1, len(TABLE)):
            total += TABLE[k] * x ** (k - 1)
        for limit in LIMITS:
            total -= limit
        low, high = min(x, y), max(x, y, 1)
        if not low < high <= 3 and ((x > 1) | (y > 1)):
            return total
        share = np.clip(x, None, 1.0) + np.interp(y, LIMITS, (1.0, 2.0)) if x else np.round(y, 2)
        return larger + share + SITE.pue * SITE.racks + np.where(x > y, x, y) + math.pi + divmod(x, y)[0] + twice(x=y)

    expected = "clean interpolates between points that are not constants"
    assert [problem.message.partition(";")[0] for problem in formula_problems(clean)] == [expected]
    assert formula_problems(closed(twice)) == []
    assert formula_problems(twice) == []


def raising(x):
    if x < 0:
        raise ValueError
    return x


def logarithm(x):
    return math.log(x)


def huge(x):
    return x * HUGE


def unset(x):
    if x > 1:
        y = x
    return y


def falling_off(x):  # noqa: RET503 - the mistake under test
    if x > 1:
        return x


def itself(x):
    return itself(x - 1) if x > 0 else x


def nested(x):
    def inner(y):
        return y

    return inner(x)


@pytest.mark.parametrize(
    ("function", "message", "line"),
    [
        (raising, "raising raises or asserts", 2),
        (nested, "nested defines a function inside; define it at the top of the file", 1),
        (logarithm, "logarithm calls math.log, which is not available in formulas; write np.log$", 1),
        (huge, "huge reads HUGE, a whole number too large for a float", 1),
        (unset, "unset reads y, which may not be set yet", 3),
        (falling_off, "falling_off may end without a `return`", 0),
        (itself, "itself calls itself; write a loop over a range", 0),
    ],
)
def test_problems_are_reported_on_their_line(function: Callable, message: str, line: int) -> None:
    (problem,) = formula_problems(function)
    assert re.match(message, problem.message)
    assert problem.line == function.__code__.co_firstlineno + line
    assert problem.file == nearby(__file__)


def reading(x):
    return float(open(x).read())  # noqa: PTH123 - refused as a call


def dictionary(x):
    return PRICES["day"] * x


def calls_starred(x):
    return starred(x, x)


def calls_many(x):
    return many(x, z=2)


def calls_worded(x):
    return worded(x)


@pytest.mark.parametrize(
    ("function", "messages"),
    [
        (reading, ["reading calls open; a model only computes"]),
        (dictionary, ["dictionary reads PRICES, which is a dictionary", "dictionary contains 'day'"]),
        (calls_starred, [r"starred takes arguments with \*; make each a named positional argument"]),
        (calls_many, [r"many takes arguments with \*"]),
        (calls_worded, ["worded has a default that is not a number; pass the argument in every call"]),
    ],
)
def test_the_problems_of_helpers_are_included(function: Callable, messages: list[str]) -> None:
    found = [problem.message for problem in formula_problems(function)]
    assert all(any(re.match(message, each) for each in found) for message in messages)


def test_a_problem_has_the_column_of_its_cause() -> None:
    (problem,) = formula_problems(logarithm)
    source = linecache.getline(__file__, problem.line)
    assert source[problem.column - 1 :].startswith("math.log")


def test_a_function_without_a_def_is_refused() -> None:
    (problem,) = formula_problems(lambda x: x)
    assert re.match("<lambda> has no readable `def`; define it in a file", problem.message)
