"""Texts of answers in files: clean, or refused."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import xarray as xr

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
