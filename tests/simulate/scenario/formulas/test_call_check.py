"""Calls in formulas: what they may call, and what is said of the rest."""

import ast

import numpy as np
import pytest

from carbonspan.simulate.scenario.formulas.call_check import about_call, is_open_limit, is_truth
from carbonspan.simulate.scenario.formulas.name_resolution import scope_of

XS, YS = (1.0, 2.0), (3.0, 4.0)


def formula(x):
    return x


SCOPE = scope_of(formula)


def node(text: str) -> ast.Call:
    return ast.parse(text, mode="eval").body


@pytest.mark.parametrize(
    "text", ["np.exp(x)", "min(x, 1, 2)", "np.clip(x, None, a_max=1)", "np.interp(x, XS, fp=YS)", "np.round(x, -1)"]
)
def test_what_formulas_call(text: str) -> None:
    assert list(about_call(SCOPE, node(text))) == []


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("min(x)", "calls min with 1 arguments; in a formula it takes 2 or more"),
        ("np.round(x, 2, 3)", "in a formula it takes 1 or 2"),
        ("np.exp(x, out=x)", "in a formula it takes 1"),
        ("np.where(x, 1, y=2)", "calls np.where with y=, which a formula cannot"),
        ("np.round(x, x)", "rounds to decimals that are not fixed"),
        ("np.interp(x, (1, 2), YS)", "interpolates between points that are not constants"),
        ("np.interp(x, YS, XS + YS)", "interpolates between points that are not constants"),
        ("f(x)", "calls f, which is not defined"),
        ("x(1)", "calls x, which is known only as it runs"),
        ("formula(**x)", "unpacks with"),
        ("range(3)", "a range stands in the head of a for loop only"),
        ("np.median(x)", "calls np.median, which no formula can; write it with arithmetic"),
        ("np.fmin(x, 1)", "write np.minimum"),
        ("np.mean(x)", "add the numbers up and divide"),
    ],
)
def test_what_they_do_not(text: str, message: str) -> None:
    assert any(message in said for _, said in about_call(SCOPE, node(text)))


@pytest.mark.parametrize(
    ("text", "truth"),
    [("x > 1", True), ("not x", True), ("(x > 1) & (x < 2)", True), ("x and 1", False), ("x > 1 or x < 0", True),
     ("np.isnan(x)", True), ("bool(x)", True), ("True", True), ("x", False), ("np.exp(x)", False)],
)  # fmt: skip
def test_what_is_true_or_false(text: str, truth: bool) -> None:  # noqa: FBT001 - a column of the table
    assert is_truth(SCOPE, node(text)) is truth


def test_a_limit_is_left_open_in_clip_alone() -> None:
    call = node("np.clip(x, None, 1)")
    assert [is_open_limit(SCOPE, call, each) for each in call.args] == [False, True, False]
    other = node("np.exp(None)")
    assert not is_open_limit(SCOPE, other, other.args[0])
    assert np.clip is SCOPE.value(call.func)
