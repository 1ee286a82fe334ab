"""Values of names and of constant expressions."""

import ast

import numpy as np
import pytest

from carbonspan.simulate.scenario.formulas.name_resolution import UNKNOWN, is_number, is_series, namespace_of

TOKENS = 300_000_000_000
WHOLE = np.int64(175_000_000_000)
FLOATS = np.array([1.0, 2.0])


def made(factor):
    def scaled(x):
        y = x
        return factor * y * TOKENS

    return scaled


NAMESPACE = namespace_of(made(3))


def node(text: str) -> ast.expr:
    return ast.parse(text, mode="eval").body


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("6 * WHOLE * TOKENS", 6 * 175_000_000_000 * 300_000_000_000),
        ("10 ** -3", 0.001),
        ("-7 // 2", -4),
        ("7 % -3", -2),
        ("2 ** 100 + 1", 2**100 + 1),
        ("True + True", 2),
        ("np.pi / 2", np.pi / 2),
        ("factor", 3),
        ("x", None),
        ("x * 0", None),
        ("1 / 0", None),
        ("(-8) ** 0.5", None),
        ("10 ** 10 ** 10", None),
        ("FLOATS", None),
        ("nowhere", None),
    ],
)
def test_constant_expressions_have_the_value_and_type_of_python(text: str, number: float | None) -> None:
    found = NAMESPACE.constant(node(text))
    assert found == number
    assert type(found) is type(number)


def test_local_variables_have_no_value_outside() -> None:
    assert NAMESPACE.local == {"x", "y"}
    assert NAMESPACE.value(node("y")) is UNKNOWN
    assert NAMESPACE.value(node("np.exp")) is np.exp
    assert NAMESPACE.value(node("np.erf")) is UNKNOWN
    assert NAMESPACE.value(node("FLOATS.size")) == 2


@pytest.mark.parametrize("value", [1, 0.5, True, np.float32(1), np.int8(1), np.bool_(1), np.array(2.0)])
def test_numbers(value: object) -> None:
    assert is_number(value)
    assert is_series((value, 1.0))
    assert not is_series(value)


@pytest.mark.parametrize(
    "value", ["1", None, 1j, [1.0], np.array(["a"]), np.ones((2, 2)), (), np.array([]), (1.0, "b")]
)
def test_other_things_are_neither_numbers_nor_series(value: object) -> None:
    assert not is_number(value)
    assert not is_series(value)
