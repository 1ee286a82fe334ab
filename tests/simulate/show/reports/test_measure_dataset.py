"""The tree of measurements: dimensions, attributes, and what netCDF keeps of it."""

import numpy as np
import xarray as xr

from carbonspan.simulate.answer.run_options import Request
from carbonspan.simulate.reader.load import load
from carbonspan.simulate.sensitivity.measuring.measure import measure
from carbonspan.simulate.show.datasets.netcdf import save
from carbonspan.simulate.show.reports.measure_dataset import dataset

FOUND = measure(load("grid/us-mix"), Request(20_000), budget="mix < 500 gCO2e/kWh", loss=2.0)


def test_what_is_stored_is_read_again(tmp_path: object) -> None:
    path = f"{tmp_path}/measured.nc"
    save(dataset(FOUND), path)
    with xr.open_datatree(path, engine="h5netcdf") as tree:
        held = tree.load()
    assert (list(held.children), held.attrs["name"], held.attrs["Conventions"]) == (
        ["measurements", "decision"],
        "grid/us-mix",
        "CF-1.11",
    )
    group = held["measurements"]
    assert group["measurement"].values.tolist() == [each.name for each in FOUND.ranked("mix")]
    np.testing.assert_array_equal(group["mix"], [each.widths["mix"].share.value for each in FOUND.ranked("mix")])
    assert set(group["accuracy"].values.tolist()) == {"perfectly"}
    assert (group["scale"].item(), group["unit"].item()) == ("value", "gCO2e/kWh")
    assert 100 < group["width_now"].item() < 140
    assert group["mix"].attrs["units"] == group["mix_error"].attrs["units"] == "1"


def test_the_decision_is_ranked_by_loss() -> None:
    group = dataset(FOUND)["decision"]
    assert group.attrs == {"budget": "mix < 500 gCO2e/kWh", "loss": 2.0}
    assert (np.diff(group["expected_loss"].values) >= 0).all()
    np.testing.assert_allclose(
        group["expected_loss"] + group["information_value"], group["expected_loss_now"].item(), rtol=1e-12
    )


def test_without_measurements_the_tree_is_empty_but_whole(tmp_path: object) -> None:
    scenario = load("chatgpt/by-words")
    found = measure(
        load("chatgpt/by-words", fixes=[n for n in scenario.inputs if scenario.inputs[n].varies]), Request(10_000)
    )
    save(dataset(found), f"{tmp_path}/none.nc")
    assert dataset(found)["measurements"].sizes["measurement"] == 0
