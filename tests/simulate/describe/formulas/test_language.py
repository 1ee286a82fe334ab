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

from carbonspan.simulate.describe.formulas.language import faults
from carbonspan.simulate.describe.problems import nearby

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


