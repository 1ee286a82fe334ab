"""Formulas as one compiled loop over a block."""

import importlib.util
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from types import ModuleType
from typing import NamedTuple

import numpy as np
import pytest

from carbonspan.simulate.engine.replay import draws
from carbonspan.simulate.kernels.batches import BLOCK
from carbonspan.simulate.laws.bounded import Uniform
from carbonspan.simulate.problems import InvalidInput
from carbonspan.simulate.scenario.scenario import Part, Quantity, Scenario
from carbonspan.simulate.units import unit

GAIN = 3.0


def five(a: float, b: float, c: float, d: float, e: float) -> float:
    return a + helper(b) * c - d * e


def helper(x: float) -> float:
    return deeper(x) + 1.0


def deeper(x: float) -> float:
    return GAIN * x


class Two(NamedTuple):
    first: float
    second: float


def two(a: float, b: float) -> Two:
    return Two(helper(a), first_of(a, b))


def first_of(a: float, b: float) -> float:
    return max(b, a)


def loaded(folder: Path, name: str, text: str, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """A module with that text, importable under its name until the test ends."""
    path = folder / f"{name}.py"
    path.write_text(text)
    spec = importlib.util.spec_from_file_location(name, path)
    module = importlib.util.module_from_spec(spec)
    monkeypatch.setitem(sys.modules, name, module)
    spec.loader.exec_module(module)
    return module


def composed(build: Callable, count: int) -> Scenario:
    """`count` parts of five arguments each, a part with two outputs, and a total."""
    names = [f"x{n}" for n in range(5 * count)]
    one = build(five, dict.fromkeys("abcde", Uniform(0.0, 1.0)))
    other = build(two, dict.fromkeys("ab", Uniform(0.0, 1.0)))
    inputs = build(two, {name: Uniform(0.0, 1.0) for name in ("a", "b", *names)}).inputs
    parts = [Part(f"p{n}", one.parts[0].model, tuple(names[5 * n : 5 * n + 5])) for n in range(count)]
    outputs = [f"p{n}_five" for n in range(count)] + ["q_first", "q_second"]
    total = Quantity("total", unit(""), sums=("p0_five", "q_second"))
    return replace(
        one,
        parts=(*parts, Part("q", other.parts[0].model, ("a", "b"))),
        inputs=inputs,
        outputs=(*(Quantity(name, unit("")) for name in outputs), total),
    )


@pytest.mark.parametrize("count", [1, 9])
def test_parts_totals_and_more_than_forty_arguments_compile(build: Callable, started: Callable, count: int) -> None:
    scenario = composed(build, count)
    runner = started(scenario)
    rows, outputs = draws(runner, 500)
    x = dict(zip(runner.plan.values, rows, strict=True))
    fives = [
        a + (3.0 * b + 1.0) * c - d * e
        for a, b, c, d, e in ([x[f"x{5 * n + k}"] for k in range(5)] for n in range(count))
    ]
    larger = np.maximum(x["a"], x["b"])
    expected = [*fives, 3.0 * x["a"] + 1.0, larger, fives[0] + larger]
    np.testing.assert_allclose(outputs, expected, rtol=1e-13, atol=1e-13)


def test_one_function_of_45_arguments_compiles(
    build: Callable, started: Callable, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = [f"a{n}" for n in range(45)]
    text = f"def wide({', '.join(f'{n}: float' for n in names)}) -> float:\n    return {' + '.join(names)}\n"
    model = loaded(tmp_path, "cs_wide", text, monkeypatch)
    rows, outputs = draws(started(build(model.wide, {name: Uniform(0.0, 1.0) for name in names})), 300)
    np.testing.assert_allclose(outputs[0], rows.sum(axis=0), rtol=1e-13)


def heap(a: float, b: float) -> float:
    return gathered(a, b)


def gathered(a: float, b: float) -> float:
    return ((a, b) if a > b else b) + 1


def test_a_formula_that_cannot_be_compiled_is_refused_with_its_line(build: Callable, started: Callable) -> None:
    line = gathered.__code__.co_firstlineno + 1
    expected = (
        rf"test_model_loop.py:{line}:5: model: heap: cannot be compiled, "
        r"for `return \(\(a, b\) if a > b .*`: a formula computes"
    )
    with pytest.raises(InvalidInput, match=expected):
        started(build(heap, {"a": Uniform(0.0, 1.0), "b": Uniform(0.0, 1.0)}))


def held(a: float, b: float) -> float:
    return np.where(a > 0.5, np.clip(b, 0.25, 0.75), 0.0)


def test_numpys_choices_between_numbers_compile_without_arrays(build: Callable, started: Callable) -> None:
    runner = started(build(held, {"a": Uniform(0.0, 1.0), "b": Uniform(0.0, 1.0)}))
    given, found = draws(runner, 4 * BLOCK)
    np.testing.assert_array_equal(found[0], np.where(given[0] > 0.5, np.clip(given[1], 0.25, 0.75), 0.0))
