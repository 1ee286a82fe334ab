"""Functions that formulas may call, and the problems of other calls."""

import ast
import math
import random
from functools import lru_cache
from math import exp  # noqa: F401 - the formulas call it

import numpy as np
import pytest

from carbonspan.simulate.scenario.formulas.call_check import call_violations, is_boolean, is_open_limit
from carbonspan.simulate.scenario.formulas.name_resolution import namespace_of

XS, YS = (1.0, 2.0), (3.0, 4.0)
FALLING = YS[::-1]
GENERATOR = np.random.default_rng(0)
MODULES = math, random


class Tools:
    @staticmethod
    def double(x):
        return 2 * x


def formula(x):
    return x


cached = lru_cache(formula)
NAMESPACE = namespace_of(formula)


def node(text: str) -> ast.Call:
    return ast.parse(text, mode="eval").body


@pytest.mark.parametrize(
    "text", ["np.exp(x)", "min(x, 1, 2)", "np.clip(x, None, a_max=1)", "np.interp(x, XS, fp=YS)", "np.round(x, -1)"]
)
def test_available_functions_have_no_problems(text: str) -> None:
    assert list(call_violations(NAMESPACE, node(text))) == []


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("min(x)", "calls min with 1 arguments; in a formula it takes 2 or more"),
        ("np.round(x, 2, 3)", "in a formula it takes 1 or 2"),
        ("np.exp(x, out=x)", "in a formula it takes 1"),
        ("np.where(x, 1, y=2)", "calls np.where with y=, which is not available in formulas"),
        ("np.round(x, x)", "rounds to a number of decimals that is not fixed"),
        ("np.interp(x, (1, 2), YS)", "interpolates between points that are not constants"),
        ("np.interp(x, YS, XS + YS)", "interpolates between points that are not constants"),
        ("f(x)", "calls f, which is not defined"),
        ("x(1)", "calls x, which is known only at run time"),
        ("formula(**x)", "unpacks with"),
        ("range(3)", "a range is only available in the head of a for loop"),
        ("np.median(x)", "calls np.median, which is not available in formulas; use arithmetic"),
        ("np.fmin(x, 1)", "write np.minimum"),
        ("np.mean(x)", "add the numbers up and divide"),
        ("math.log(x)", "calls math.log, which is not available in formulas; write np.log"),
        ("math.atan2(x, 1)", "calls math.atan2, which is not available in formulas; write np.arctan2"),
        ("exp(x)", "calls math.exp, which is not available in formulas; write np.exp"),
        ("math.erf(x)", "calls math.erf, which is not available in formulas; use arithmetic"),
        ("np.erf(x)", "calls np.erf, which numpy does not have; use arithmetic"),
        ("np.random.normal()", "draws random numbers; give an input a distribution instead"),
        ("GENERATOR.normal()", "draws random numbers"),
        ("random.random()", "draws random numbers"),
        ("print(x)", "calls print; a model only computes from its arguments"),
        ("x.clip(0, 1)", "calls x.clip, a method; call a function of numpy or of the file instead"),
        ("Tools.double(x)", "calls Tools.double, which is not available in formulas"),
        ("cached(x)", "calls cached, which is not available in formulas"),
        ("round(x, 2)", "calls round with 2 arguments; in a formula it takes 1"),
        ("np.heaviside(x, 1)", "which is not available in formulas; write np.where(x > 0, 1.0, 0.0)"),
        ("np.reciprocal(2)", "which is not available in formulas; write 1.0 / x"),
        ("np.select((x > 1,), (2,), 3)", "which is not available in formulas; nest one np.where in another"),
        ("np.interp(x, (2.0, 1.0), XS)", "interpolates between points that are not constants"),
        ("np.interp(x, FALLING, XS)", "interpolates between points that do not increase"),
    ],
)
def test_other_calls_are_reported(text: str, message: str) -> None:
    assert any(message in found for _, found in call_violations(NAMESPACE, node(text)))


@pytest.mark.parametrize(
    ("text", "expected"),
    [("x > 1", True), ("not x", True), ("(x > 1) & (x < 2)", True), ("x and 1", False), ("x > 1 or x < 0", True),
     ("np.isnan(x)", True), ("bool(x)", True), ("True", True), ("x", False), ("np.exp(x)", False)],
)  # fmt: skip
def test_booleans_are_recognized(text: str, expected: bool) -> None:  # noqa: FBT001 - a column of the table
    assert is_boolean(NAMESPACE, node(text)) is expected


def test_only_clip_takes_none_as_a_limit() -> None:
    call = node("np.clip(x, None, 1)")
    assert [is_open_limit(NAMESPACE, call, each) for each in call.args] == [False, True, False]
    other = node("np.exp(None)")
    assert not is_open_limit(NAMESPACE, other, other.args[0])
    assert np.clip is NAMESPACE.value(call.func)


def test_numpy_functions_of_booleans_are_reported() -> None:
    """np.add of two booleans is a boolean, not 2; both arguments are reported."""
    assert [message for _, message in call_violations(NAMESPACE, node("np.add(x > 1, x > 2)"))] == [
        "calls np.add with a boolean; write np.where(x > 1, 1.0, 0.0)",
        "calls np.add with a boolean; write np.where(x > 2, 1.0, 0.0)",
    ]
