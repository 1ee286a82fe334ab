"""A benchmark as a dataset: every repetition, NaN where there is none."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import xarray as xr

from carbonspan.simulate.benchmarking.benchmark import about
from carbonspan.simulate.benchmarking.dataset import dataset
from carbonspan.simulate.show.datasets import netcdf


@pytest.mark.parametrize("kind", ["kernels", "models", "start", "scaling", "scenario"])
def test_it_has_every_repetition(made, kind: str, tmp_path: Path) -> None:
    benchmark = made(kind)
    path = tmp_path / "benchmark.nc"
    netcdf.save(xr.DataTree(dataset(benchmark)), path)
    with xr.open_dataset(path, engine="h5netcdf") as opened:
        held = opened.load()
    for each in benchmark.timings:
        row = held.sel(timed=f"{each.group}: {each.name}")
        values = row[each.quantity].values
        assert values[: len(each.values)] == pytest.approx(each.values)
        assert np.isnan(values[len(each.values) :]).all()
        assert (row["group"].item(), row["name"].item()) == (each.group, each.name)
        assert held[each.quantity].attrs["units"] == about(each.quantity).unit
    assert held.attrs["processor"] == "A processor"
    assert held.attrs["versions"] == "carbonspan 0.1.0; numpy 2.4"


def test_kernels_have_their_shares(made) -> None:
    found = dataset(made("kernels"))
    assert float(found["share"].sum()) == pytest.approx(1)
    assert "share" not in dataset(made("models"))
