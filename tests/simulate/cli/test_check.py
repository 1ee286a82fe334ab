"""What is checked on the command line beyond what the file says: that its model can be compiled."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from carbonspan.simulate.cli.check import command
from carbonspan.simulate.describe.problems import InvalidInput

MINE = """\
title: mine
model: mine.py:heat
inputs: {power: {nominal: 2 W, gsd: 2, evidence: assumed}, time: {nominal: 1 hour, evidence: assumed}}
"""
MODEL = """\
import numpy as np
from typing import Annotated

def heat(power: Annotated[float, "W"], time: Annotated[float, "s"]) -> Annotated[float, "J"]:
    return BODY
"""


def mine(folder: Path, body: str) -> str:
    """A scenario whose model is a file beside it, with this in its line 5."""
    (folder / "mine.py").write_text(MODEL.replace("BODY", body))
    (folder / "mine.yaml").write_text(MINE)
    return str(folder / "mine.yaml")


@pytest.mark.parametrize(
    "body", ["power * time", "np.where(power * time > 0.0 * power * time, power * time, 2 * power * time)"]
)
def test_a_model_that_compiles_is_sound(tmp_path: Path, body: str) -> None:
    done = CliRunner().invoke(command, [mine(tmp_path, body)], catch_exceptions=False)
    assert done.output.startswith(f"{tmp_path}/mine.yaml: nothing is wrong (ran ")


def test_a_model_that_cannot_be_compiled_is_told_with_its_line(tmp_path: Path) -> None:
    expected = r"mine\.py:5:1: model: mine\.py:heat: cannot be compiled, for `return np\.array.*`: a formula computes"
    with pytest.raises(InvalidInput, match=expected):
        CliRunner().invoke(command, [mine(tmp_path, "np.array([1.0])[0] * power * time")], catch_exceptions=False)
