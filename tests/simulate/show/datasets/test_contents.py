"""Files of carbonspan that are no answer of a run are refused with what they hold and what to do with it."""

from __future__ import annotations

from pathlib import Path

import pytest
import xarray as xr

from carbonspan.simulate.cli.main import run
from carbonspan.simulate.show.datasets.contents import other_kind

WORDS, HARDWARE = "chatgpt/by-words", "chatgpt/by-hardware"
#: What writes each kind, what it is called, and whether `plot` draws it.
COMMANDS = {
    "sensitivity": (["sensitivity", WORDS, "--samples", "1024"], "a sensitivity analysis", True),
    "measure": (["measure", WORDS, "--samples", "10000"], "what measurements would buy", True),
    "compare": (["compare", WORDS, HARDWARE, "--samples", "10000"], "a comparison", False),
    "gap": (["gap", WORDS, HARDWARE, "--samples", "10000"], "the gap between two scenarios", False),
    "reconcile": (["gap", "3.82t", "25.92kg", "--using", WORDS], "what two figures differ by", False),
}


@pytest.mark.parametrize("kind", COMMANDS)
def test_a_file_of_another_kind_is_called_by_it(kind: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    arguments, called, is_drawn = COMMANDS[kind]
    file, picture = str(tmp_path / "other.nc"), str(tmp_path / "a.svg")
    assert run([*arguments, "--quiet", "--out", file]) == 0
    capsys.readouterr()
    tried = [["export", file], ["plot", file, file, "--out", picture]]
    if not is_drawn:
        tried.append(["plot", file, "--out", picture])
    for each in tried:
        assert run(each) == 2
        assert f"{file}: holds {called} and no answer of a run; `carbonspan " in capsys.readouterr().err


def test_any_other_tree_is_of_no_kind() -> None:
    assert other_kind(xr.DataTree(xr.Dataset({"a": 1}))) is None
