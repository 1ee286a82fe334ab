"""Scenarios, by name or read from files."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from ..problems import InvalidInput, Problem, clipped
from ..scenario.scenario import Scenario
from .arguments import overrides, texts

#: Characters of a value that are shown.
_SHOWN = 60


def load(
    name: str | Path, *, sets: str | Sequence[str] | Mapping[str, object] = (), fixes: str | Sequence[str] = ()
) -> Scenario:
    """The scenario called `name`: a shipped one's name, or a file's path.

    `sets` are texts such as ``"pue=1.2"`` or ``"latency=0.2 to 0.5"`` that replace a value or a law, or a mapping of
    names to values such as ``{"pue": 1.2}``; `fixes` are names of inputs to hold at their nominal values. A single text
    needs no list.

    Raises InvalidInput with all problems, each with its position.

    >>> load("chatgpt/by-words").title
    'ChatGPT, served by response words'
    """
    from ..reader.load import load as read

    _check_name(name, "name", "must be the name of a scenario or the path of a file")
    return read(str(name), sets=overrides(sets), fixes=texts("fixes", fixes, "pue"))


def scenario_of(given: object, argument: str = "scenario") -> Scenario:
    """The scenario that an argument is, or that it names; raises InvalidInput for anything else."""
    if isinstance(given, Scenario):
        return given
    _check_name(given, argument, "must be the name of a scenario, the path of a file or a carbonspan.Scenario")
    return load(str(given))


def _check_name(given: object, argument: str, rule: str) -> None:
    """Raise InvalidInput with the `rule` unless an argument is a name or a path."""
    if isinstance(given, str | Path):
        return
    if isinstance(given, Mapping):
        remedy = "Scenario.from_dict makes a scenario of a dict"
    elif isinstance(given, Scenario):
        remedy = "a scenario need not be loaded; its method with_ changes inputs"
    else:
        remedy = "carbonspan.load('chatgpt/by-words') loads one"
    raise InvalidInput([Problem(f"{rule}, got {clipped(' '.join(repr(given).split()), _SHOWN)}; {remedy}", argument)])
