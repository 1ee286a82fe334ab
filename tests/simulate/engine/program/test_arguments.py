"""Profiles among a model's arguments: compiled code against the plain function, sample by sample."""

from collections.abc import Callable
from dataclasses import replace
from typing import NamedTuple

import numpy as np
import pytest

from carbonspan.models.grid import over_hours
from carbonspan.simulate.engine.compiler.loop_source import loop_source
from carbonspan.simulate.engine.evaluate import evaluate, nominal_values
from carbonspan.simulate.engine.program.arguments import argument_rows, row_count
from carbonspan.simulate.engine.program.plan import plan
from carbonspan.simulate.engine.replay import draws
from carbonspan.simulate.laws.bounded import Uniform
from carbonspan.simulate.laws.discrete import Constant, Discrete
from carbonspan.simulate.scenario.formula import Profile
from carbonspan.simulate.scenario.profile import argument_value, time_profile
from carbonspan.simulate.scenario.scenario import Axis, Option, Scenario

DAY = time_profile(np.random.default_rng(1).uniform(1, 3, 24).tolist(), 3600.0)
YEAR = time_profile(np.random.default_rng(2).uniform(1, 3, 24 * 365).tolist(), 3600.0)


class Run(NamedTuple):
    before: float
    at_night: float


def run(power: float, grid: Profile, start: float, duration: float) -> Run:
    return Run(power, power * over_hours(grid, start, duration))


@pytest.fixture
def hourly(build: Callable) -> Scenario:
    """A run by the hours of a day, whose intensity a factor multiplies, and in another region by those of a year."""
    laws = {
        "power": Uniform(1.0, 2.0),
        "grid": Constant(DAY[0]),
        "start": Discrete((0.0, 7.5 * 3600.0, 40 * 86400.0), (0.2, 0.3, 0.5)),
        "duration": Uniform(60.0, 1e5),
        "error": Uniform(0.5, 1.5),
    }
    scenario = build(run, laws)
    grid = replace(scenario.inputs["grid"], factors=("error",), profile=DAY[1])
    elsewhere = replace(grid, distribution=Constant(YEAR[0]), nominal=YEAR[0], profile=YEAR[1])
    regions = (Option("here", {}), Option("there", {"grid": elsewhere}))
    return replace(scenario, inputs={**scenario.inputs, "grid": grid}, axes=(Axis("region", "dimension", regions),))


@pytest.mark.parametrize("design", ["random", "sobol"])
def test_compiled_profiles_are_those_of_the_plain_function(hourly: Scenario, started: Callable, design: str) -> None:
    runner = started(hourly, design=design)
    rows, outputs = draws(runner, 2000)
    x = dict(zip(runner.plan.values, rows, strict=True))
    for index, (mean, shape) in enumerate((DAY, YEAR)):
        expected = [
            run(power, argument_value(shape, mean * error), start, duration)
            for power, error, start, duration in zip(x["power"], x["error"], x["start"], x["duration"], strict=True)
        ]
        np.testing.assert_allclose(outputs[2 * index : 2 * index + 2].T, expected, rtol=1e-10)


def test_the_nominal_answer_is_that_of_the_mean_factor(hourly: Scenario) -> None:
    values = nominal_values(hourly.inputs)
    found = evaluate(hourly, values)
    start, duration = values["start"], values["duration"]
    assert found == pytest.approx(run(1.5, argument_value(DAY[1], DAY[0]), start, duration), rel=1e-14)


@pytest.mark.parametrize("design", ["random", "sobol"])
def test_any_number_of_threads_gives_the_same_bits(hourly: Scenario, started: Callable, design: str) -> None:
    alone, together = (
        started(hourly, design=design, threads=threads, samples=1 << 17).state.moments.batches() for threads in (1, 2)
    )
    assert alone.tobytes() == together.tobytes()


def test_a_profile_is_stored_once_for_all_coordinates(hourly: Scenario) -> None:
    again = replace(hourly.axes[0], options=(*hourly.axes[0].options, Option("here again", {})))
    program = plan(replace(hourly, axes=(again,)), seed=0, design="random").program
    assert len(program.profiles) == (2 + 25) + (2 + 24 * 365 + 1)
    assert program.profiles[:2].tolist() == [24, 3600]
    assert program.profiles[27:29].tolist() == [24 * 365, 3600]


def test_a_profile_has_a_second_row_for_its_offset(hourly: Scenario) -> None:
    (arguments,) = argument_rows(hourly.parts)
    assert [(slot.feed, slot.row, slot.profile) for slot in arguments] == [
        ("power", 0, False),
        ("grid", 1, True),
        ("start", 3, False),
        ("duration", 4, False),
    ]
    assert row_count(hourly.parts) == 5
    assert "Profile(c1, s1, x[uint64(" in loop_source(hourly.parts, hourly.outputs)


def wild(grid: Profile, start: float, none: float, huge: float) -> float:
    return over_hours(grid, (start - start) / none, 1.0) + over_hours(grid, start * huge, 1.0)


def test_a_time_beyond_all_turns_reads_nothing_beyond_the_series(build: Callable, started: Callable) -> None:
    laws = {"grid": Constant(DAY[0]), "start": Uniform(-1.0, 1.0), "none": Constant(0.0), "huge": Constant(1e300)}
    scenario = build(wild, laws)
    grid = replace(scenario.inputs["grid"], profile=DAY[1])
    _, outputs = draws(started(replace(scenario, inputs={**scenario.inputs, "grid": grid})), 100)
    assert np.isnan(outputs).all()
