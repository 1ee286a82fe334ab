"""A sound scenario with a model of its own, which tests change in one place to see what is said of it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from carbonspan.simulate.describe.load import load
from carbonspan.simulate.describe.problems import InvalidInput
from carbonspan.simulate.describe.scenario import Scenario

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
