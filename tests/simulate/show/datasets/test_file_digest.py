"""Damaged answers: no flipped bit gives another number, and files that were changed on purpose are read."""

from __future__ import annotations

from pathlib import Path

import h5py
import numpy as np
import pytest
import xarray as xr

from carbonspan.simulate.cli.main import run
from carbonspan.simulate.problems import InvalidInput
from carbonspan.simulate.show.datasets.kept_state import state_of
from carbonspan.simulate.show.datasets.opened import opened

FLIPS = 300


@pytest.fixture(scope="module")
def stored(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file of an answer."""
    path = tmp_path_factory.mktemp("stored") / "a.nc"
    assert run(["run", "chatgpt/by-words", "--quiet", "--samples", "2000", "--out", str(path)]) == 0
    return path


def test_a_flipped_bit_is_refused_or_harmless(stored: Path, tmp_path: Path) -> None:
    content, expected = stored.read_bytes(), opened(stored)
    positions = np.random.default_rng(1).integers(8 * len(content), size=FLIPS)
    found = [_read(_flipped(content, int(position)), tmp_path / "a.nc") for position in positions]
    refused = [each for each in found if isinstance(each, str)]
    assert len(refused) > 0.9 * FLIPS
    assert all(
        "a.nc: is damaged: its digest does not match; put a copy in its place, or run" in each for each in refused
    )
    assert all(each.identical(expected) for each in found if isinstance(each, xr.DataTree))


def test_a_flipped_bit_of_a_number_is_refused(stored: Path, tmp_path: Path) -> None:
    content = stored.read_bytes()
    low = opened(stored)["intervals"]["emissions"].values.ravel()[0]
    (tmp_path / "a.nc").write_bytes(_flipped(content, 8 * content.index(np.float64(low).tobytes())))
    with pytest.raises(InvalidInput, match=r"a\.nc: is damaged: its digest does not match"):
        opened(tmp_path / "a.nc")
    with pytest.raises(InvalidInput, match=r"a\.nc: is damaged: its digest does not match"):
        state_of(tmp_path / "a.nc")


def test_a_file_that_was_changed_on_purpose_is_read(stored: Path, tmp_path: Path) -> None:
    with xr.open_datatree(stored, engine="h5netcdf") as tree:
        tree.load().attrs["title"] = "mine"
        tree.to_netcdf(tmp_path / "xarray.nc", engine="h5netcdf")
    (tmp_path / "h5py.nc").write_bytes(stored.read_bytes())
    with h5py.File(tmp_path / "h5py.nc", "a") as file:
        file.attrs["title"] = "mine"
    for name in ("xarray.nc", "h5py.nc"):
        assert opened(tmp_path / name).attrs["title"] == "mine"


def _flipped(content: bytes, position: int) -> bytes:
    damaged = bytearray(content)
    damaged[position // 8] ^= 1 << position % 8
    return bytes(damaged)


def _read(content: bytes, path: Path) -> xr.DataTree | str:
    """The answer in a file with this content, or why it is refused."""
    path.write_bytes(content)
    try:
        return opened(path)
    except InvalidInput as error:
        return str(error)
