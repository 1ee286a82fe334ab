"""Whether variables are set before they are read."""

import ast

import pytest

from carbonspan.simulate.scenario.formulas.control_flow import flow_violations


def found(body: str) -> list[str]:
    lines = "".join(f"    {line}\n" for line in body.splitlines())
    (definition,) = ast.parse(f"def f(x):\n{lines}").body
    return [message.partition(",")[0].partition(";")[0] for _, message in flow_violations(definition)]


@pytest.mark.parametrize(
    "body",
    [
        "return x",
        "if x > 1:\n    y = x\nelse:\n    y = 2\nreturn y",
        "if x > 1:\n    return 1\nelse:\n    return 2",
        "if x > 1:\n    y = x\nelse:\n    return 1\nreturn y",
        "y: float = 0\nfor k in range(3):\n    y += k\n    if y > 4:\n        break\nreturn y",
        "a, b = x, 1\nreturn a + b",
        "for k in range(3):\n    if x > k:\n        continue\n    x = x + k\nreturn x",
    ],
)
def test_variables_set_on_every_path_have_no_problems(body: str) -> None:
    assert found(body) == []


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ("if x > 1:\n    y = x\nreturn y", "reads y"),
        ("for k in range(3):\n    y = k\nreturn y", "reads y"),
        ("for k in range(3):\n    x += k\nreturn k", "reads k"),
        ("y += x\nreturn y", "reads y"),
        ("y: float\nreturn y", "reads y"),
        ("y = y + 1\nreturn x", "reads y"),
        ("if x > 1:\n    return 1", "may end without a `return`"),
        ("for k in range(3):\n    return k", "may end without a `return`"),
        ("x = 1", "may end without a `return`"),
    ],
)
def test_variables_that_may_be_unset_are_reported(body: str, message: str) -> None:
    assert found(body) == [message]
