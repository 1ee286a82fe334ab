"""The stages are those of a run: its program, its accumulators, in its order, with the same outcome."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from carbonspan.simulate.benchmarking.generated import every_step
from carbonspan.simulate.benchmarking.pipeline import MERGE, STEPS, measure, pipeline, programs
from carbonspan.simulate.engine.program.plan import plan
from carbonspan.simulate.engine.runner import Runner
from carbonspan.simulate.engine.tasks import Task
from carbonspan.simulate.kernels import program as ops
from carbonspan.simulate.reader.load import load
from carbonspan.simulate.scenario.scenario import Scenario

OTHERS = {"BLOCK", "RANDOM", "SOBOL", "STEP_FIELDS"}
OPERATIONS = {
    name: value for name, value in vars(ops).items() if name.isupper() and isinstance(value, int) and name not in OTHERS
}


@pytest.fixture(params=["chatgpt/by-words", "every step"])
def scenario(request: pytest.FixtureRequest, tmp_path: Path) -> Scenario:
    return load(str(every_step(tmp_path)) if request.param == "every step" else request.param)


def test_every_operation_of_a_program_is_of_one_kind() -> None:
    assert len(OPERATIONS) == 17
    assert sorted([*(each for kinds in STEPS.values() for each in kinds), ops.FILL]) == sorted(OPERATIONS.values())


def test_each_stage_has_the_steps_of_the_one_before_and_those_of_its_kind(scenario: Scenario) -> None:
    whole = plan(scenario, seed=0, design="random").program
    stages = programs(whole)
    before = 0
    for name, stage in stages.items():
        added = len(stage.steps) - before
        assert added == np.isin(whole.steps[:, 0], STEPS[name]).sum() > 0
        before = len(stage.steps)
    last = list(stages.values())[-1]
    np.testing.assert_array_equal(last.steps, whole.steps[whole.steps[:, 0] != ops.FILL])
    assert all(a is b for a, b in zip(last[1:], whole[1:], strict=True))


@pytest.mark.parametrize("design", ["random", "sobol"])
def test_the_stages_are_the_steps_then_the_accumulators_of_a_run_then_merging(scenario: Scenario, design: str) -> None:
    runner = Runner(plan(scenario, seed=0, design=design, aggregate=True), 1)
    names = [*programs(runner.plan.program), *(each.adder.name for each in runner.state.accumulators), MERGE]
    assert list(pipeline(scenario, design).stages) == names


def test_the_whole_accumulates_what_a_run_does(scenario: Scenario) -> None:
    found = pipeline(scenario, "random")
    found.whole.prepare()
    memories = found.whole.call()
    runner = Runner(plan(scenario, seed=0, design="random", aggregate=True), 1)
    task = Task(0, 0, found.samples)
    expected = runner.executable.accumulate(task, runner.state.accumulators)
    for accumulator, one, other in zip(runner.state.accumulators, memories.values, expected.values, strict=True):
        saved = []
        for memory in (one, other):
            total = type(accumulator)(runner.state.outputs)
            total.merge(task, memory)
            saved.append(total.save())
        assert saved[0].keys() == saved[1].keys()
        for name, array in saved[0].items():
            np.testing.assert_array_equal(array, saved[1][name])


def test_working_memory_moves_between_calls(scenario: Scenario) -> None:
    stage = next(iter(pipeline(scenario, "random").stages.values()))
    begins = set()
    for _ in range(8):
        measure(stage)
        (work,) = (each.value for each in stage.call.executable.idle)
        begins.add((work.rows.ctypes.data - work.outputs.ctypes.data) % 4096)
        assert all(array.ctypes.data % 64 == 0 for array in work)
    assert len(begins) > 4
