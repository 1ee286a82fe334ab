"""Which numbers of a law carry the input's unit."""

from __future__ import annotations

from typing import Any

import pytest

from carbonspan.simulate.grammar.laws.number_positions import changed, numbers_of
from carbonspan.simulate.grammar.laws.registry import LAWS


@pytest.mark.parametrize(
    ("entry", "paths"),
    [
        ({"normal": {"mean": 3, "sd": 1}}, [("normal", "mean"), ("normal", "sd")]),
        ({"lognormal": {"median": 3, "gsd": 2}}, [("lognormal", "median")]),
        ({"student_t": {"df": 4, "location": 1, "scale": 2}}, [("student_t", "location"), ("student_t", "scale")]),
        ({"weibull": {"shape": 2, "scale": 3}}, [("weibull", "scale")]),
        ({"binomial": {"n": 3, "p": 0.5}}, []),
        ({"gsd": 2, "truncate": [None, 3]}, [("truncate", 1)]),
        ({"p5": 1, "p95": 2}, [("p5",), ("p95",)]),
        ({"quantiles": {0.1: 3, 0.9: 4, "low": 1}}, [("quantiles", "0.1"), ("quantiles", "0.9"), ("quantiles", "low")]),
        ({"discrete": {3: 0.2, "4 W": 0.8}}, [("discrete", 3), ("discrete", "4 W")]),
        (
            {"mixture": [{"weight": 1, "uniform": [1, 2], "truncate": [0, None]}]},
            [("mixture", 0, "uniform", 0), ("mixture", 0, "uniform", 1), ("mixture", 0, "truncate", 0)],
        ),
        ({"pedigree": {"scores": [1, 1, 1, 1, 1], "basic": 1.05}}, []),
        ({"empirical": {"csv": "a.csv", "column": "b"}}, []),
    ],
    ids=str,
)
def test_the_numbers_that_carry_the_inputs_unit(entry: dict[str, Any], paths: list[tuple[str | int, ...]]) -> None:
    assert [path for path, _ in numbers_of(entry)] == paths


@pytest.mark.parametrize("example", [example for law in LAWS.values() for example in law.examples], ids=str)
def test_a_law_whose_numbers_stay_is_the_same(example: dict[str, Any]) -> None:
    assert changed(example, lambda _, raw: raw, lambda _, component: component) == example
