"""Scenarios built in code, so that the engine can be held against models whose answers are known."""

from collections.abc import Callable, Mapping

import pytest

from carbonspan.simulate.describe.formulas.signature import read_model
from carbonspan.simulate.describe.laws.base import Distribution
from carbonspan.simulate.describe.scenario import Input, Part, Quantity, Scenario
from carbonspan.simulate.describe.units import unit
from carbonspan.simulate.engine.plan import plan
from carbonspan.simulate.engine.run import extend
from carbonspan.simulate.engine.runner import Runner


def input_of(name: str, law: Distribution, *, stream: str = "", factors: tuple[str, ...] = ()) -> Input:
    return Input(name, law, unit(""), float(law.quantile(0.5)), stream or name, factors=factors)


def scenario_of(function: Callable[..., object], laws: Mapping[str, Distribution]) -> Scenario:
    """The one-part scenario of `function` of plain numbers; `laws` may name more inputs than it takes."""
    model = read_model(function, name=function.__name__)
    return Scenario(
        name=function.__name__,
        title="",
        parts=(Part("", model, tuple(argument.name for argument in model.arguments)),),
        inputs={name: input_of(name, law) for name, law in laws.items()},
        outputs=tuple(Quantity(output.name, unit("")) for output in model.outputs),
    )


def runner_of(
    scenario: Scenario, *, seed: int = 0, design: str = "random", threads: int = 2, samples: int = 0
) -> Runner:
    """A runner of `scenario` that has run `samples` samples."""
    runner = Runner(plan(scenario, seed=seed, design=design), threads)
    if samples:
        assert extend(runner, samples)
    return runner


@pytest.fixture(scope="session")
def make_input() -> Callable[..., Input]:
    return input_of


@pytest.fixture(scope="session")
def build() -> Callable[..., Scenario]:
    return scenario_of


@pytest.fixture(scope="session")
def started() -> Callable[..., Runner]:
    return runner_of
