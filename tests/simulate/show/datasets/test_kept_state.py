"""Where an answer's state was kept: found beside it, and refused if it is missing, damaged or of another run."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
import xarray as xr

from carbonspan.simulate.cli.main import run
from carbonspan.simulate.problems import InvalidInput
from carbonspan.simulate.show.datasets.kept_state import state_of

COMMAND = ["run", "chatgpt/by-words", "--quiet"]


@pytest.fixture(scope="module")
def stored(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with an answer and its state."""
    folder = tmp_path_factory.mktemp("stored")
    files = "--checkpoint", str(folder / "run.state"), "--out", str(folder / "a.nc")
    assert run([*COMMAND, "--samples", "1048576", *files]) == 0
    return folder


def test_the_state_is_found_wherever_both_files_are(stored: Path, tmp_path: Path) -> None:
    assert state_of(stored / "a.nc").samefile(stored / "run.state")
    moved = shutil.copytree(stored, tmp_path / "moved")
    assert state_of(moved / "a.nc").samefile(moved / "run.state")


def test_an_answer_without_state_is_refused(tmp_path: Path) -> None:
    assert run([*COMMAND, "--samples", "2000", "--out", str(tmp_path / "a.nc")]) == 0
    with pytest.raises(InvalidInput, match=r"a.nc: does not record a state to go on from: it was computed without"):
        state_of(tmp_path / "a.nc")


def test_a_state_that_is_missing_or_of_another_run_is_refused(stored: Path, tmp_path: Path) -> None:
    shutil.copy(stored / "a.nc", tmp_path)
    with pytest.raises(InvalidInput, match=r"a.nc: its state was kept in .*run.state, which does not exist"):
        state_of(tmp_path / "a.nc")
    assert run([*COMMAND, "--seed", "1", "--samples", "1048576", "--checkpoint", str(tmp_path / "run.state")]) == 0
    with pytest.raises(InvalidInput, match=r"which is now that of another run: the seed is 1, not 0"):
        state_of(tmp_path / "a.nc")


@pytest.mark.parametrize("attribute", [{"state_identity": "[1]"}, {"state_identity": "{"}, {"state": ""}])
def test_other_attributes_are_refused(stored: Path, tmp_path: Path, attribute: dict[str, str]) -> None:
    with xr.open_datatree(stored / "a.nc", engine="h5netcdf") as opened:
        tree = opened.load()
    tree.attrs |= attribute
    tree.to_netcdf(tmp_path / "a.nc", engine="h5netcdf")
    with pytest.raises(InvalidInput, match=r"a.nc: is no saved answer|a.nc: does not record a state"):
        state_of(tmp_path / "a.nc")


def test_what_is_no_answer_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.nc").write_text("x")
    for name in ("a.nc", "b.nc", ""):
        with pytest.raises(InvalidInput, match="cannot be read as an answer: "):
            state_of(tmp_path / name)
