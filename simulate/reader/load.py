"""From a scenario's name to the Scenario: one that is kept, else read from its file."""

from __future__ import annotations

from collections.abc import Sequence

from ..cache import dependencies
from ..scenario.scenario import Scenario
from .scenario_cache import Question, keep, recall


def load(name: str, *, sets: Sequence[str] = (), fixes: Sequence[str] = ()) -> Scenario:
    """The scenario called `name`, with each ``input=value`` of `sets`, and the inputs of `fixes` at nominal values.

    `name` is a shipped scenario's or a file's. A model in a file of the user's is run to read its signature.

    Raises:
        InvalidInput: with every mistake in the file, the model and the options, each with its place.

    >>> load("chatgpt/by-words", sets=["pue=1.1"]).inputs["pue"].nominal
    1.1

    """
    question = Question(name, tuple(sets), tuple(fixes))
    return recall(question) or _read(question)


def _read(question: Question) -> Scenario:
    """The scenario read anew, and kept for the next who asks."""
    from .read import read

    with dependencies.recording() as recorded:
        scenario = read(question.name, sets=question.sets, fixes=question.fixes)
    keep(question, scenario, recorded)
    return scenario
