"""A compiled scenario held against Python: the same inputs through both, before anything is run.

The rules for formulas are there to make both agree; this is what finds out where they do not. A proof is remembered,
with the code it is about, and so costs a first run alone.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ...cache.digest import digest
from ...cache.memo import Memo
from ...laws.discrete import Constant
from ...problems import InvalidInput, Problem
from ...scenario.formulas.safe_float import blurred
from ...scenario.formulas.source_positions import stands
from ...scenario.scenario import Input, Scenario
from ...units import display
from ..backend import Executable
from ..evaluate import evaluate
from ..program.plan import Plan, plan

#: Samples that are held against Python at each coordinate, and at all of them together.
POINTS, MOST = 64, 1024
#: How far the two may be apart, as a share, before rounding is looked into.
NEAR = 1e-9
#: How often a doubtful point is computed with blurred numbers, and how many times their spread is still rounding.
BLURRED, SPREADS = 16, 8.0
HELD = "held"


@dataclass(frozen=True)
class Point:
    """One sample at one coordinate: the values of its inputs, and the compiled outputs."""

    inputs: Mapping[str, Input]
    values: Mapping[str, float]
    outputs: tuple[float, ...]


def hold(made: Plan, model: Any, code: str) -> None:
    """Nothing, where the compiled `model` of a plan computes what Python does; `code` is the key it is kept under.

    It is held at the nominal values and at the first samples, at every coordinate. Two outputs are the same where both
    are no finite numbers, or nearer than one part in 1e9, or no farther apart than the rounding of single operations
    can bring them. Raises InvalidInput, with the inputs and both results, where they differ.
    """
    claim = digest(code, made.scenario.resolved) if made.scenario.resolved else ""
    if claim and _memo().get(claim) == HELD:
        return
    nominal = plan(at_nominal(made.scenario), seed=0, design="random")
    for point in (*points(nominal, model, 1), *points(made, model, POINTS)):
        for output, theirs in differences(made.scenario, point):
            raise InvalidInput([_problem(made.scenario, point, output, theirs)])
    if claim:
        _memo().put(claim, HELD)


def at_nominal(scenario: Scenario) -> Scenario:
    """`scenario` where every input, at every coordinate, is its nominal value."""

    def settled(inputs: Mapping[str, Input]) -> dict[str, Input]:
        return {name: replace(each, distribution=Constant(each.nominal)) for name, each in inputs.items()}

    axes = tuple(
        replace(axis, options=tuple(replace(each, inputs=settled(each.inputs)) for each in axis.options))
        for axis in scenario.axes
    )
    return replace(scenario, inputs=settled(scenario.inputs), axes=axes, correlations=(), shares=())


def points(made: Plan, model: Any, count: int) -> Iterator[Point]:
    """The first `count` samples of a plan's first batch, fewer where coordinates are many, at each coordinate."""
    count = max(1, min(count, MOST // len(made.coordinates)))
    rows, outputs = _stored(made, model, count)
    width = len(made.scenario.outputs)
    for c, (place, where) in enumerate(zip(made.coordinates, made.rows, strict=True)):
        for sample in range(count):
            values = {name: float(rows[row, sample]) for name, row in where.items()}
            yield Point(place.inputs, values, tuple(outputs[c * width : (c + 1) * width, sample].tolist()))


def _stored(made: Plan, model: Any, count: int) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Samples of the first batch: all working rows (row, count), and the outputs (record, count)."""
    program = made.program
    _, height, width = program.size.tolist()
    rows, outputs = np.empty((height, count)), np.empty((width, count))
    Executable(program, model).store(0, 0, rows, outputs, np.arange(height))
    return rows, outputs


def differences(scenario: Scenario, point: Point) -> Iterator[tuple[int, float]]:
    """Which outputs of a point differ from what Python computes there, and that."""
    plain = evaluate(scenario, point.values, point.inputs)
    for o, (ours, theirs) in enumerate(zip(point.outputs, plain, strict=True)):
        if not _near(ours, theirs) and not _is_rounding(scenario, point, o, theirs):
            yield o, theirs


def _near(ours: float, theirs: float) -> bool:
    if not (math.isfinite(ours) and math.isfinite(theirs)):
        return math.isfinite(ours) == math.isfinite(theirs)
    return math.isclose(ours, theirs, rel_tol=NEAR, abs_tol=0.0)


def _is_rounding(scenario: Scenario, point: Point, o: int, theirs: float) -> bool:
    """Whether an output is as near to Python's as that is to itself when every operation is rounded otherwise."""
    generator = np.random.default_rng(0)
    found = [evaluate(scenario, point.values, point.inputs, blurred(generator))[o] for _ in range(BLURRED)]
    finite = [each for each in (*found, theirs) if math.isfinite(each)]
    if not math.isfinite(point.outputs[o]) or not math.isfinite(theirs):
        return len(finite) not in (0, len(found) + 1)
    return abs(point.outputs[o] - theirs) <= SPREADS * (max(finite) - min(finite))


def _problem(scenario: Scenario, point: Point, o: int, theirs: float) -> Problem:
    """What to say of an output that is one number compiled and another in Python."""
    quantity = scenario.outputs[o]
    values = ", ".join(f"{name} = {display(point.values[name], each.unit)}" for name, each in point.inputs.items())
    functions: Sequence[Any] = [part.model.function for part in scenario.parts]
    names = " and ".join(dict.fromkeys(part.model.name for part in scenario.parts))
    message = (
        f"{quantity.name} is {point.outputs[o]:.9g} compiled and {theirs:.9g} as Python computes it, where {values}; "
        "write the formula otherwise: exact arithmetic on whole numbers beyond 2^53, and numpy's functions of whole "
        "numbers, are not those of floats"
    )
    return Problem(message, f"model: {names}", *stands(functions[0]))


@cache
def _memo() -> Memo:
    return Memo("held", "1")
