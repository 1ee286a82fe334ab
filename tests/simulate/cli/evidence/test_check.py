"""What is checked on the command line beyond what the file says: that its model can be compiled."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from carbonspan.simulate.cli.evidence.check import command
from carbonspan.simulate.problems import InvalidInput
from carbonspan.simulate.shipped import library

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
    assert done.output.startswith(f"{tmp_path}/mine.yaml: no problems (ran ")


def test_a_model_that_cannot_be_compiled_is_reported_with_its_line(tmp_path: Path) -> None:
    expected = r"mine\.py:5:12: mine\.py:heat: heat calls np\.array, which is not available in formulas; use arithmetic"
    with pytest.raises(InvalidInput, match=expected):
        CliRunner().invoke(command, [mine(tmp_path, "np.array([1.0])[0] * power * time")], catch_exceptions=False)


@pytest.mark.parametrize(
    ("frozen", "warning"),
    [("3053f880b3c6", ""), ("3053f880", "frozen 3053f880 is too short to tell"), ("0" * 16, "are not those that were")],
)
def test_a_hindcast_whose_beliefs_changed_is_reported_before_it_is_scored(
    tmp_path: Path, frozen: str, warning: str
) -> None:
    text = (library.folder() / "hindcast" / "dodge.yaml").read_text()
    file = tmp_path / "dodge.yaml"
    file.write_text(re.sub(r'(frozen: )"[0-9a-f]{16}"', rf'\1"{frozen}"', text))
    result = CliRunner().invoke(command, [str(file)], standalone_mode=False)
    assert warning in result.stderr
    assert bool(result.stderr) == bool(warning)


def test_a_law_that_cannot_be_drawn_is_reported_before_it_is_run(tmp_path: Path) -> None:
    (tmp_path / "mine.py").write_text("def same(share: float) -> float:\n    return share\n")
    entry = "{normal: {mean: 0, sd: 1}, truncate: [0, 1e-9], evidence: assumed}"
    (tmp_path / "mine.yaml").write_text(f"title: mine\nmodel: mine.py:same\ninputs:\n  share: {entry}\n")
    with pytest.raises(
        InvalidInput, match=r"inputs\.share: cannot draw from its law: its quantile function is too rough"
    ):
        CliRunner().invoke(command, [str(tmp_path / "mine.yaml")], catch_exceptions=False)
