"""Verification of compiled models: the same inputs are computed by compiled code and by Python before a run.

The rules for formulas are meant to make both agree; verification detects where they do not. It is cached with the key
of the code, so that only a first run pays for it.
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
from ...scenario.formulas.slow_call import announced
from ...scenario.formulas.source_positions import position_of
from ...scenario.scenario import Input, Scenario
from ...units import display
from ..backend import Executable
from ..program.plan import Plan, plan

#: Samples that are verified at each coordinate; those of code that other beliefs have verified; and all in total.
SAMPLES, AGAIN, MOST = 64, 16, 1024
#: Relative difference up to which two outputs are equal; larger ones are checked for rounding.
TOLERANCE = 1e-9
#: Computations of a doubtful sample with perturbed floats, and the multiple of their spread attributed to rounding.
PERTURBATIONS, SPREADS = 16, 8.0
VERIFIED = "verified"


@dataclass(frozen=True)
class Sample:
    """One sample at one coordinate: the values of its inputs, and the compiled outputs."""

    inputs: Mapping[str, Input]
    values: Mapping[str, float]
    outputs: tuple[float, ...]


def verify(planned: Plan, model: Any, code: str) -> None:
    """Raise InvalidInput unless the compiled `model` of a plan agrees with Python; `code` is its key.

    The nominal values and the first samples are compared at every coordinate, fewer where the same code was verified
    with other beliefs. Two outputs agree if neither is finite, if they differ by less than one part in 1e9, or by no
    more than the rounding of single operations explains. The problem contains the inputs and both outputs.
    """
    key = digest(code, planned.scenario.resolved) if planned.scenario.resolved else ""
    if key and _memo().get(key) == VERIFIED:
        return
    nominal = plan(at_nominal(planned.scenario), seed=0, design="random")
    count = AGAIN if key and _memo().get(code) == VERIFIED else SAMPLES
    with announced(_names(planned.scenario), "once for each first sample, to verify the compiled code"):
        for sample in (*first_samples(nominal, model, 1), *first_samples(planned, model, count)):
            for output, expected in differences(planned.scenario, sample):
                raise InvalidInput([_problem(planned.scenario, sample, output, expected)])
    if key:
        _memo().put(key, VERIFIED)
        _memo().put(code, VERIFIED)


def at_nominal(scenario: Scenario) -> Scenario:
    """`scenario` with every input fixed at its nominal value, at every coordinate."""

    def fixed(inputs: Mapping[str, Input]) -> dict[str, Input]:
        return {name: replace(each, distribution=Constant(each.nominal)) for name, each in inputs.items()}

    axes = tuple(
        replace(axis, options=tuple(replace(each, inputs=fixed(each.inputs)) for each in axis.options))
        for axis in scenario.axes
    )
    return replace(scenario, inputs=fixed(scenario.inputs), axes=axes, correlations=(), shares=())


def first_samples(planned: Plan, model: Any, count: int) -> Iterator[Sample]:
    """The first `count` samples of a plan's first batch at each coordinate; fewer if there are many coordinates."""
    count = max(1, min(count, MOST // len(planned.coordinates)))
    rows, outputs = _stored(planned, model, count)
    width = len(planned.scenario.outputs)
    for c, (coordinate, own) in enumerate(zip(planned.coordinates, planned.rows, strict=True)):
        columns = rows[list(own.values())].T.tolist()
        for k, found in enumerate(outputs[c * width : (c + 1) * width].T.tolist()):
            yield Sample(coordinate.inputs, dict(zip(own, columns[k], strict=True)), tuple(found))


def _stored(planned: Plan, model: Any, count: int) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """The first samples of the first batch: all working rows (row, count), and the outputs (record, count)."""
    program = planned.program
    _, height, width = program.size.tolist()
    rows, outputs = np.empty((height, count)), np.empty((width, count))
    Executable(program, model).store(0, 0, rows, outputs, np.arange(height))
    return rows, outputs


def differences(scenario: Scenario, sample: Sample) -> Iterator[tuple[int, float]]:
    """The indices of outputs of a sample that differ from Python's, with Python's values."""
    from ..evaluate import evaluate

    python = evaluate(scenario, sample.values, sample.inputs)
    for o, (compiled, expected) in enumerate(zip(sample.outputs, python, strict=True)):
        if not _agree(compiled, expected) and not _is_rounding(scenario, sample, o, expected):
            yield o, expected


def _agree(compiled: float, expected: float) -> bool:
    if not (math.isfinite(compiled) and math.isfinite(expected)):
        return math.isfinite(compiled) == math.isfinite(expected)
    return math.isclose(compiled, expected, rel_tol=TOLERANCE, abs_tol=0.0)


def _is_rounding(scenario: Scenario, sample: Sample, o: int, expected: float) -> bool:
    """Whether the difference is within the spread of Python's output when each operation is perturbed."""
    from ...scenario.formulas.safe_float import perturbed_float
    from ..evaluate import evaluate

    number = perturbed_float(np.random.default_rng(0))
    found = [evaluate(scenario, sample.values, sample.inputs, number)[o] for _ in range(PERTURBATIONS)]
    finite = [each for each in (*found, expected) if math.isfinite(each)]
    if not math.isfinite(sample.outputs[o]) or not math.isfinite(expected):
        return len(finite) not in (0, len(found) + 1)
    return abs(sample.outputs[o] - expected) <= SPREADS * (max(finite) - min(finite))


def _problem(scenario: Scenario, sample: Sample, o: int, expected: float) -> Problem:
    """The problem of an output that differs between compiled code and Python."""
    quantity = scenario.outputs[o]
    values = ", ".join(f"{name} = {display(sample.values[name], each.unit)}" for name, each in sample.inputs.items())
    functions: Sequence[Any] = [part.model.function for part in scenario.parts]
    message = (
        f"{quantity.name} is {sample.outputs[o]:.9g} compiled but {expected:.9g} in Python, at {values}; rewrite the "
        "formula: exact arithmetic on whole numbers beyond 2^53, and numpy functions of whole numbers, differ from "
        "those of floats"
    )
    return Problem(message, f"model: {_names(scenario)}", *position_of(functions[0]))


def _names(scenario: Scenario) -> str:
    """The names of a scenario's models."""
    return " and ".join(dict.fromkeys(part.model.name for part in scenario.parts))


@cache
def _memo() -> Memo:
    return Memo("verified", "1")
