"""What a formula may be made of, and what is said of the rest, at its place."""

import linecache
import math
import random
import re
from collections.abc import Callable
from functools import lru_cache
from math import exp
from typing import NamedTuple

import numpy as np
import pytest

from carbonspan.simulate.problems import nearby
from carbonspan.simulate.scenario.formulas.language import faults

GENERATOR = np.random.default_rng(0)
STATE = 1.0
TABLE = np.array([1, 2, 5])
GRID = np.ones((2, 2))
LIST = [1.0, 2.0]
PRICES = {"day": 1.0}
LIMITS = (0.0, 2.5)
FALLING = (2.0, 1.0)
HUGE = 10**400


class Site(NamedTuple):
    pue: float
    racks: int


class Tools:
    @staticmethod
    def double(x):
        return 2 * x


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


def test_plain_arithmetic_has_no_fault() -> None:
    def clean(x, y):
        """A text that is none of its numbers."""
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
    assert [fault.message.partition(";")[0] for fault in faults(clean)] == [expected]
    assert faults(closed(twice)) == []
    assert faults(twice) == []


def raising(x):
    if x < 0:
        raise ValueError
    return x


def nested(x):
    def inner(y):
        return y

    return inner(x)


def arc(x):
    return math.atan2(x, 1)


def logarithm(x):
    return math.log(x)


def imported(x):
    return exp(x)


def error_function(x):
    return math.erf(x)


def invented(x):
    return np.erf(x)


def drawn(x):
    return x * np.random.normal()  # noqa: NPY002 - refused for what it is


def generated(x):
    return x * GENERATOR.normal()


def diced(x):
    return x * random.random()  # noqa: S311 - as above


def talking(x):
    print(x)  # noqa: T201 - as above
    return x


def reading(x):
    return float(open(x).read())  # noqa: PTH123 - as above


def importing(x):
    import cmath

    return cmath.exp(x)


def remembering(x):
    global STATE  # noqa: PLW0603 - as above
    STATE = x
    return x


def endless(x):
    while x > 1:
        x = x / 2
    return x


def counted(x):
    for _ in range(int(x)):
        x += 1
    return x


def listing(x):
    return sum([x, x])


def gathering(x):
    return sum(v for v in (x, x))


def dictionary(x):
    return PRICES["day"] * x


def listed(x):
    return LIST[0] * x


def square_table(x):
    return GRID[0, 1] * x


def sliced(x):
    return TABLE[1:][0] * x


def changing(x):
    TABLE[0] = x
    return x


def text(x):
    return x if x > "a" else 1.0


def huge(x):
    return x * HUGE


def unset(x):
    if x > 1:
        y = x
    return y


def falling_off(x):  # noqa: RET503 - the mistake under test
    if x > 1:
        return x


def bits(x):
    return int(x) & 3


def member(x):
    return 1.0 if x in (1.0, 2.0) else 0.0


def imaginary(x):
    return x * (-8) ** 0.5


def walrus(x):
    return (y := x) + y


def method(x):
    return x.clip(0, 1)


def static(x):
    return Tools.double(x)


def calls_starred(x):
    return starred(x, x)


def calls_many(x):
    return many(x, z=2)


def calls_worded(x):
    return worded(x)


def spread(x):
    return twice(*(x,))


def itself(x):
    return itself(x - 1) if x > 0 else x


cached = lru_cache(twice)


def calls_cached(x):
    return cached(x)


def selected(x):
    return np.select([x > 1], [2.0], 3.0)


def heavy(x):
    return np.heaviside(x, 0.5)


def upended(x):
    return np.reciprocal(2) * x


def joined(x):
    return np.add(x > 1, x > 2) * 1.0


def rounded(x):
    return round(x, 2)


def backwards(x):
    return np.interp(x, FALLING, LIMITS)


def caught(x):
    try:
        return 1 / x
    except ZeroDivisionError:
        return 0.0


def looped(x):
    for k in range(3):
        x += k
    else:  # noqa: PLW0120 - as above
        x = 1.0
    return x


@pytest.mark.parametrize(
    ("function", "message", "line"),
    [
        (raising, "raising raises or asserts.*state bounds in the annotation instead", 2),
        (nested, "nested defines a function inside; define it at the top of the file", 1),
        (logarithm, "logarithm calls math.log, which no formula can; write np.log$", 1),
        (arc, "arc calls math.atan2, which no formula can; write np.arctan2$", 1),
        (imported, "imported calls math.exp, which no formula can; write np.exp$", 1),
        (error_function, "error_function calls math.erf, which no formula can; write it with arithmetic", 1),
        (invented, "invented calls np.erf, which numpy does not have; write it with arithmetic", 1),
        (drawn, "drawn draws random numbers", 1),
        (generated, "generated draws random numbers", 1),
        (diced, "diced draws random numbers", 1),
        (talking, "talking calls print", 1),
        (importing, "importing imports inside the function", 1),
        (remembering, "remembering sets a global", 1),
        (endless, "endless loops with `while`, which may never end; write `for", 1),
        (counted, "counted loops a number of times that is not fixed; write a whole number", 1),
        (listing, "listing makes a list; write a tuple of numbers at the top of the file", 1),
        (gathering, "gathering makes a generator; write the sum out", 1),
        (listed, "listed reads LIST, which is a list; a formula reads numbers, and tuples or arrays of them", 1),
        (sliced, "sliced takes a slice; read one item by its index", 1),
        (changing, "changing changes what it was given", 1),
        (text, "text holds 'a', which is no real number", 1),
        (huge, "huge reads HUGE, a whole number too large for a float", 1),
        (unset, "unset reads y, which may have no value there", 3),
        (falling_off, "falling_off may end without a `return`", 0),
        (bits, "bits combines bits; write `and` or `or` between comparisons", 1),
        (member, "member asks with `in`; compare with ==", 1),
        (imaginary, "imaginary raises a negative number to a fraction", 1),
        (walrus, "walrus assigns inside an expression", 1),
        (method, "method calls x.clip, a method; call a function", 1),
        (static, "static calls Tools.double, which no formula can", 1),
        (spread, r"spread unpacks with \*; name each number", 1),
        (itself, "itself calls itself; write a loop over a range", 0),
        (calls_cached, "calls_cached calls cached, which no formula can", 1),
        (rounded, "rounded calls round with 2 arguments; in a formula it takes 1", 1),
        (heavy, r"heavy calls np.heaviside, which no formula can; write np.where\(x > 0, 1.0, 0.0\)", 1),
        (upended, "upended calls np.reciprocal, which no formula can; write 1.0 / x", 1),
        (backwards, "backwards interpolates between points that do not increase", 1),
        (caught, "caught holds a `try`; a formula is made of assignments", 1),
        (looped, "looped has an `else` after a loop", 4),
    ],
)
def test_what_a_model_must_not_do_is_found_at_its_line(function: Callable, message: str, line: int) -> None:
    (fault,) = faults(function)
    assert re.match(message, fault.message)
    assert fault.line == function.__code__.co_firstlineno + line
    assert fault.file == nearby(__file__)


@pytest.mark.parametrize(
    ("function", "messages"),
    [
        (reading, ["reading calls open; a model only computes"]),
        (dictionary, ["dictionary reads PRICES, which is a dictionary", "dictionary holds 'day'"]),
        (square_table, ["square_table reads GRID, which is an array of 2 x 2 of float64"]),
        (calls_starred, [r"starred takes arguments with \*; give each argument a name and a place"]),
        (calls_many, [r"many takes arguments with \*"]),
        (calls_worded, ["worded has a default that is no number; let its callers give it"]),
        (selected, ["selected calls np.select, which no formula can; nest one np.where in another"]),
    ],
)
def test_a_helpers_faults_are_the_models_too(function: Callable, messages: list[str]) -> None:
    found = [fault.message for fault in faults(function)]
    assert all(any(re.match(message, each) for each in found) for message in messages)


def test_a_fault_has_the_column_of_what_is_wrong() -> None:
    (fault,) = faults(logarithm)
    source = linecache.getline(__file__, fault.line)
    assert source[fault.column - 1 :].startswith("math.log")


def test_a_function_without_a_def_is_refused() -> None:
    (fault,) = faults(lambda x: x)
    assert re.match("<lambda> has no `def` in a file that can be read", fault.message)


def test_numpy_reckons_otherwise_with_true_and_false() -> None:
    """np.add of two truths is a truth, not 2; both arguments are found."""
    first, second = faults(joined)
    assert first.message == "joined calls np.add with what is true or false; write np.where(x > 1, 1.0, 0.0)"
    assert second.message == "joined calls np.add with what is true or false; write np.where(x > 2, 1.0, 0.0)"
