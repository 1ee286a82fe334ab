import linecache
import math
import random
import re
from math import exp

import numpy as np
import pytest

from carbonspan.simulate.describe.formulas.calls import faults, helpers
from carbonspan.simulate.describe.problems import nearby

GENERATOR = np.random.default_rng(0)
STATE = 1.0


def twice(x):
    return 2 * x


def fourfold(x):
    return twice(twice(x))


def itself(x):
    return itself(x - 1) if x > 0 else fourfold(x)


def closed(factor):
    def scaled(x):
        return factor(x) * np.exp(x) + np.median([x])

    return scaled


def test_helpers_are_found_through_helpers_closures_and_recursion():
    assert helpers(twice) == (twice,)
    assert helpers(fourfold) == (fourfold, twice)
    assert helpers(itself) == (itself, fourfold, twice)
    scaled = closed(twice)
    assert helpers(scaled) == (scaled, twice)


def test_plain_arithmetic_has_no_fault():
    def clean(x, y):
        larger = x if x > 2 * y else y
        return max(larger, abs(y)) ** 0.5 * np.sqrt(x) * np.where(x > y, x, y) + math.pi + sum(2 * v for v in (x, y))

    assert faults(clean) == []
    assert faults(closed(twice)) == []


def raising(x):
    if x < 0:
        raise ValueError
    return x


def nested(x):
    def inner(y):
        if y > 0:
            raise ArithmeticError
        return y

    return inner(x)


def logarithm(x):
    return math.log(x)


def arc(x):
    return math.atan2(x, 1)


def imported(x):
    return exp(x)


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


def helped(x):
    return 1 + logarithm(x)


@pytest.mark.parametrize(
    ("function", "message", "line"),
    [
        (raising, "raising raises or asserts", 2),
        (nested, "nested raises or asserts.*state bounds in the annotation instead", 3),
        (logarithm, "logarithm calls math.log; write np.log", 1),
        (arc, "arc calls math.atan2; write np.arctan2", 1),
        (imported, "imported calls math.exp; write np.exp", 1),
        (drawn, "drawn draws random numbers", 1),
        (generated, "generated draws random numbers", 1),
        (diced, "diced draws random numbers", 1),
        (talking, "talking calls print", 1),
        (reading, "reading calls open", 1),
        (importing, "importing imports inside the function", 1),
        (remembering, "remembering sets a global", 2),
    ],
)
def test_what_a_model_must_not_do_is_found_at_its_line(function, message, line):
    (fault,) = faults(function)
    assert re.match(message, fault.message)
    assert fault.line == function.__code__.co_firstlineno + line
    assert fault.file == nearby(__file__)


def test_a_fault_has_the_column_of_what_is_wrong():
    (fault,) = faults(logarithm)
    source = linecache.getline(__file__, fault.line)
    assert source[fault.column - 1 :].startswith("math.log")


def test_a_helpers_fault_is_the_models():
    (fault,) = faults(helped)
    assert fault.line == logarithm.__code__.co_firstlineno + 1
