"""From a name to its scenario: from the cache, else read from the file."""

from __future__ import annotations

from collections.abc import Sequence

from ..cache import dependencies
from ..scenario.scenario import Scenario
from .scenario_cache import ScenarioKey, recall, store


def load(name: str, *, sets: Sequence[str] = (), fixes: Sequence[str] = ()) -> Scenario:
    """The scenario called `name`, with each ``input=value`` of `sets`, and the inputs of `fixes` at nominal values.

    `name` is that of a shipped scenario or of a file. A model in a Python file is imported to read its signature.

    Raises:
        InvalidInput: with every problem in the file, the model and the options, each with its position.

    >>> load("chatgpt/by-words", sets=["pue=1.1"]).inputs["pue"].nominal
    1.1

    """
    key = ScenarioKey(name, tuple(sets), tuple(fixes))
    return recall(key) or _read(key)


def _read(key: ScenarioKey) -> Scenario:
    """The scenario, read from its file and stored in the cache."""
    from .read import read

    with dependencies.recording() as noted:
        scenario = read(key.name, sets=key.sets, fixes=key.fixes)
    store(key, scenario, noted)
    return scenario
