"""The generated source of the loop over a block."""

from collections.abc import Callable
from dataclasses import replace
from typing import NamedTuple

from carbonspan.simulate.engine.compiler.loop_source import loop_source
from carbonspan.simulate.kernels.batches import BLOCK
from carbonspan.simulate.laws.bounded import Uniform
from carbonspan.simulate.scenario.scenario import Part, Quantity
from carbonspan.simulate.units import unit


def five(a: float, b: float, c: float, d: float, e: float) -> float:
    return a + b * c - d * e


class Two(NamedTuple):
    first: float
    second: float


def two(a: float, b: float) -> Two:
    return Two(a, b)


def test_parts_and_totals_of_the_loop(build: Callable) -> None:
    one, other = (
        build(model, dict.fromkeys(names, Uniform(0.0, 1.0))) for model, names in ((five, "abcde"), (two, "ab"))
    )
    outputs = [Quantity(name, unit("")) for name in ("five", "first", "second")]
    total = Quantity("total", unit(""), sums=("five", "second"))
    scenario = replace(one, parts=(*one.parts, Part("q", other.parts[0].model, ("a", "b"))), outputs=(*outputs, total))
    text = loop_source(scenario.parts, scenario.outputs)
    compile(text, "loop", "exec")
    assert text.startswith("def loop(X, profiles, Y):\n")
    assert f"r0 = formula_0(x[uint64(0) + i], x[uint64({BLOCK}) + i]" in text
    assert "= r0 + r1[1]\n" in text
