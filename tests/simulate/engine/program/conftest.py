"""The draws of a scenario built in code."""

from collections.abc import Callable

import numpy as np
import pytest

from carbonspan.simulate.engine.replay import draws
from carbonspan.simulate.scenario.scenario import Scenario

#: The default number of draws.
COUNT = 1 << 17


@pytest.fixture(scope="module")
def drawn(build: Callable, started: Callable) -> Callable[..., dict[str, np.ndarray]]:
    """The draws of every input of a scenario, by name."""

    def draw(scenario: Scenario, *, seed: int = 0, design: str = "random", count: int = COUNT) -> dict[str, np.ndarray]:
        runner = started(scenario, seed=seed, design=design)
        return dict(zip(runner.plan.values, draws(runner, count)[0], strict=True))

    return draw
