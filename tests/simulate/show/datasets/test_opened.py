"""Texts of answers in files: clean, or refused."""

from __future__ import annotations

import contextlib
import gc
from pathlib import Path

import numpy as np
import pytest
import xarray as xr

import carbonspan as cs
from carbonspan.simulate.cli.main import run
from carbonspan.simulate.problems import InvalidInput
from carbonspan.simulate.show.datasets.opened import opened


@pytest.mark.parametrize(
    "tree",
    [
        xr.DataTree(xr.Dataset(attrs={"title": "a \x1b[31mred title"})),
        xr.DataTree.from_dict({"/part": xr.Dataset({"x": ("name", [1.0])}, {"name": np.array(["a\u202eb"], object)})}),
        xr.DataTree.from_dict({"/part": xr.Dataset({"x": ("n", [1.0], {"unit": "kg\u2028"})})}),
    ],
    ids=["title", "label", "unit"],
)
def test_an_answer_with_unprintable_texts_is_refused(tree: xr.DataTree, tmp_path: Path) -> None:
    tree.to_netcdf(tmp_path / "a.nc", engine="h5netcdf")
    with pytest.raises(
        InvalidInput, match=r"a\.nc: contains the unprintable character U\+\w{4}; carbonspan writes none"
    ):
        opened(tmp_path / "a.nc")


def test_line_ends_are_no_unprintable_characters(tmp_path: Path) -> None:
    xr.DataTree(xr.Dataset(attrs={"warnings": "one\ntwo µ"})).to_netcdf(tmp_path / "a.nc", engine="h5netcdf")
    assert opened(tmp_path / "a.nc").attrs["warnings"] == "one\ntwo µ"


def test_nothing_is_printed_of_what_a_library_leaves_half_open(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    heard: list[object] = []
    monkeypatch.setattr("sys.unraisablehook", heard.append)
    path = tmp_path / "a.nc"
    xr.DataTree.from_dict({"/part": xr.Dataset({"x": ("n", np.arange(9.0))})}).to_netcdf(path, engine="h5netcdf")
    whole = path.read_bytes()
    for position in range(0, len(whole), 97):
        path.write_bytes(whole[:position] + bytes([whole[position] ^ 8]) + whole[position + 1 :])
        with contextlib.suppress(InvalidInput):
            opened(path)
    gc.collect()
    assert heard == []


@pytest.mark.parametrize("content", ["no answer", "no hash"])
def test_what_holds_no_answer_is_told_with_file_and_remedy(
    content: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "a.nc"
    tree = xr.DataTree(xr.Dataset({"x": ("t", [1.0])}))
    if content == "no hash":
        tree = cs.run("chatgpt/by-words", samples=2000)
        del tree.attrs["hash"]
        tree.to_netcdf(path, engine="h5netcdf")
        with pytest.raises(InvalidInput, match=r"a\.nc: holds no answer of a run: it lacks 'hash'; write one with"):
            cs.open(path)
    tree.to_netcdf(path, engine="h5netcdf")
    assert run(["plot", str(path), "--out", str(tmp_path / "a.svg")]) == 2
    assert "a.nc: holds no answer of a run" in (err := capsys.readouterr().err)
    assert "write one with `carbonspan run NAME --out answer.nc`" in err
