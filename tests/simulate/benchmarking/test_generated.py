"""Generated scenarios have the sizes and the steps they are named for."""

from __future__ import annotations

from pathlib import Path

import pytest

from carbonspan.simulate.benchmarking.generated import Size, every_step, scenario_file
from carbonspan.simulate.benchmarking.pipeline import STEPS, programs
from carbonspan.simulate.engine.program.coordinates import coordinates
from carbonspan.simulate.engine.program.plan import plan
from carbonspan.simulate.reader.load import load


@pytest.mark.parametrize("size", [Size(), Size(1, 1, 1), Size(5, 7, 4), Size(60, 20, 96)])
def test_a_scenario_is_as_large_as_asked_for(size: Size, tmp_path: Path) -> None:
    scenario = load(str(scenario_file(tmp_path, size)))
    assert Size(len(scenario.inputs), len(scenario.outputs), len(coordinates(scenario))) == size
    assert all(each.varies for each in scenario.inputs.values())
    program = plan(scenario, seed=0, design="random").program
    assert program.size[2] == size.outputs * size.coordinates


def test_one_has_a_step_of_every_kind(tmp_path: Path) -> None:
    program = plan(load(str(every_step(tmp_path))), seed=0, design="random", aggregate=True).program
    assert set(programs(program)) == set(STEPS)
    assert {each for kinds in STEPS.values() for each in kinds} <= set(program.steps[:, 0].tolist())
