"""Scenarios built in code, whose answers are known, and a sound file that tests change in one place."""

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from carbonspan.simulate.engine.program.plan import plan
from carbonspan.simulate.engine.run import extend
from carbonspan.simulate.engine.runner import Runner
from carbonspan.simulate.laws.base import Distribution
from carbonspan.simulate.problems import InvalidInput
from carbonspan.simulate.reader.load import load
from carbonspan.simulate.scenario.formulas.signature import read_model
from carbonspan.simulate.scenario.scenario import Input, Part, Quantity, Scenario
from carbonspan.simulate.units import unit

SOUND = """\
title: a service
model: service.py:serve
per: {duration: 1 day}
defaults: {source: our meter}
inputs:
  words: {nominal: 3e8 word/day, gsd: 2, evidence: assumed}
  energy: {nominal: 2 J/word, p5: 1, p95: 4, evidence: measured}
  share: {nominal: 0.5, beta: {p5: 0.3, p95: 0.9}, evidence: assumed}
"""
MODEL = """\
from typing import Annotated
from carbonspan import Bounds

def serve(words: Annotated[float, "word/s"], energy: Annotated[float, "J/word"],
          share: Annotated[float, "1", Bounds(0, 1)], duration: Annotated[float, "s"]) -> Annotated[float, "J"]:
    return words * duration * energy * share
"""


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


@pytest.fixture
def model(tmp_path: Path) -> Path:
    """The file with the sound scenario's model."""
    path = tmp_path / "service.py"
    path.write_text(MODEL)
    return path


@pytest.fixture
def changed(model: Path) -> Callable[..., Scenario]:
    """Loads the sound scenario, a.yaml, with `old` replaced by `new` and `add` behind it."""

    def change(old: str = "", new: str = "", *, add: str = "", **options: list[str]) -> Scenario:
        assert old in SOUND
        path = model.with_name("a.yaml")
        path.write_text(SOUND.replace(old, new) + add)
        return load(str(path), **options)

    return change


@pytest.fixture
def wrong(changed: Callable[..., Scenario], tmp_path: Path) -> Callable[..., list[str]]:
    """What is said of the sound scenario, changed in the same way: a line each, without the folder."""

    def told(old: str = "", new: str = "", *, add: str = "", **options: list[str]) -> list[str]:
        with pytest.raises(InvalidInput, match=r"\w") as caught:
            changed(old, new, add=add, **options)
        return [str(problem).replace(f"{tmp_path}/", "") for problem in caught.value.problems]

    return told
