"""Scenarios, by name or read from files."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from ..scenario.scenario import Scenario
from .arguments import overrides, texts


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

    return read(str(name), sets=overrides(sets), fixes=texts("fixes", fixes, "pue"))
