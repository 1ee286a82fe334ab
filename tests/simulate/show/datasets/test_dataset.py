import math
import warnings
from dataclasses import replace

import h5py
import numpy as np
import pytest
import xarray as xr

from carbonspan.simulate.answer.answer import Shortfall
from carbonspan.simulate.problems import InvalidInput
from carbonspan.simulate.show.datasets.dataset import dataset
from carbonspan.simulate.show.datasets.netcdf import check_writable, save

GROUPS = ["intervals", "quantiles", "moments", "nominal", "inputs", "correlations"]


def opened(path) -> xr.DataTree:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        with xr.open_datatree(path, engine="h5netcdf") as tree:
            return tree.load()


@pytest.fixture
def stored(drawn, tmp_path):
    save(drawn, tmp_path / "answer.nc")
    return opened(tmp_path / "answer.nc")


def test_groups_are_those_of_the_grammar(stored):
    assert list(stored.children) == [*GROUPS, "draws", "histogram"]
    assert list(stored["histogram"].children) == ["energy", "emissions"]


def test_draws_are_there_only_where_asked_for(plain):
    assert "draws" not in dataset(plain).children


def test_intervals_are_found_by_level_kind_and_bound(stored, drawn):
    group = stored["intervals"]
    assert group["emissions"].dims == ("level", "kind", "bound")
    interval = drawn.marginals[1].interval(0.95, "shortest")
    where = {"level": 0.95, "kind": "shortest", "bound": "high"}
    assert group["emissions"].sel(where).item() == interval.high.value / 1000
    assert group["emissions_error"].sel(where).item() == interval.high.error / 1000


def test_a_kind_that_was_not_computed_is_missing(plain, make_answer):
    marginal = replace(plain.marginals[1], intervals=plain.marginals[1].intervals[::2])
    found = dataset(make_answer([marginal], plain.subject))["intervals"]["emissions"]
    assert np.isnan(found.sel(kind="shortest")).all()
    assert np.isfinite(found.sel(kind="equal-tailed")).all()


def test_moments_and_quantiles(stored, drawn):
    marginal = drawn.marginals[1]
    moments = stored["moments"]
    found = moments["emissions"].sel(moment=["mean", "sd", "minimum", "maximum"]).values
    expected = [marginal.mean.value, marginal.sd.value, marginal.minimum, marginal.maximum]
    np.testing.assert_array_equal(found, np.array(expected) / 1000)
    assert moments["emissions"].sel(moment="skewness").item() == marginal.skewness.value
    assert np.isnan(moments["emissions_error"].sel(moment=["minimum", "maximum"])).all()
    assert stored["quantiles"]["energy"].sel(probability=0.5).item() == drawn.marginals[0].quantiles[0.5].value / 3.6e9


def test_what_does_not_vary_has_no_percentile(plain, make_answer):
    marginal = replace(plain.marginals[1], minimum=2.0, maximum=2.0)
    found = dataset(make_answer([marginal], plain.subject))["nominal"]
    assert np.isnan(found["emissions_percentile"])
    assert not np.isnan(dataset(plain)["nominal"]["emissions_percentile"])


def test_a_mean_that_does_not_exist_is_missing_and_explained(plain, make_answer):
    marginal = replace(plain.marginals[1], mean=None, sd=None, skewness=None, without_moments="the law has no mean")
    found = dataset(make_answer([marginal], plain.subject))["moments"]["emissions"]
    assert np.isnan(found.sel(moment="mean"))
    assert "the law has no mean" in found.attrs["comment"]


def test_nominal_value_and_where_it_lies(stored, drawn):
    group, marginal = stored["nominal"], drawn.marginals[1]
    assert group["emissions"].item() == marginal.nominal / 1000
    assert group["emissions_percentile"].item() == marginal.nominal_percentile.value


def test_inputs_keep_their_unit_and_grounds(stored):
    group = stored["inputs"]
    assert group["input"].values.tolist() == ["latency", "training.pue"]
    assert group["unit"].sel(input="latency").item() == "gpu*s/word"
    assert group["source"].sel(input="latency").item() == "pointon-2023"
    assert group["evidence"].sel(input="training.pue").item() == "disclosed"
    assert group["quantile"].sel(input="latency", probability=0.95).item() == 0.8
    assert group["stream"].sel(input="training.pue").item() == "training.pue"


def test_correlations_asked_and_realised(stored, plain, tmp_path):
    assert stored["correlations"]["asked"].values.tolist() == [0.8]
    assert stored["correlations"]["realised"].values.tolist() == [0.79]
    save(replace(plain, correlations=()), tmp_path / "none.nc")
    assert opened(tmp_path / "none.nc")["correlations"].sizes["pair"] == 0


def test_histogram_holds_every_sample(stored, drawn):
    group = stored["histogram"]["emissions"]
    assert int(group["count"].sum()) == drawn.samples
    np.testing.assert_array_equal(group["low"], drawn.marginals[1].bins.low / 1000)


def test_draws_are_in_the_units_people_read(stored, drawn):
    np.testing.assert_array_equal(stored["draws"]["emissions"], [4, 5, 6, 7])
    np.testing.assert_array_equal(stored["draws"]["inputs"].sel(input="latency"), drawn.draws.inputs[0])


def test_units_are_cf(stored):
    about = stored["intervals"]["emissions"].attrs
    assert about["units"] == "t"
    assert about["long_name"] == "emissions, CO2-equivalent"
    assert about["unit"] == "t CO2e"
    assert stored["intervals"]["energy"].attrs["units"] == "MW h"
    assert stored["intervals"]["emissions_error"].attrs["units"] == "t"


def test_the_root_says_how_to_have_the_answer_again(stored, drawn):
    root = stored.attrs
    assert (root["seed"], root["samples"], root["design"], root["hash"]) == (0, 20_000, "random", drawn.hash)
    assert root["scenario"] == drawn.subject.resolved
    assert root["versions"] == "carbonspan 0.1.0; numpy 2.4.0"
    assert root["processor"] == "x86_64 avx2"
    assert "interrupted" not in root


def test_an_interrupted_run_is_marked(plain, tmp_path):
    save(replace(plain, interrupted=True), tmp_path / "part.nc")
    assert opened(tmp_path / "part.nc").attrs["interrupted"] == 1


@pytest.mark.parametrize(
    ("missed", "kept"),
    [
        (Shortfall(0.001, 0.0132, 21_000_000), {"tolerance_reached": 0.0132, "samples_needed": 21_000_000}),
        (Shortfall(0.001, math.inf, None), {"tolerance_reached": math.inf}),
    ],
)
def test_a_tolerance_that_was_missed_is_marked(plain, tmp_path, missed, kept):
    save(replace(plain, shortfall=missed), tmp_path / "rough.nc")
    root = opened(tmp_path / "rough.nc").attrs
    assert {name: root[name] for name in root if name.startswith(("tolerance", "samples_"))} == {
        "tolerance": 0.001,
        **kept,
    }


def test_coordinates_have_no_fill_value(drawn, regional, tmp_path):
    for answer in (drawn, regional):
        save(answer, tmp_path / "answer.nc")
        with h5py.File(tmp_path / "answer.nc") as file:
            coordinates = ["intervals/level", "quantiles/probability"]
            assert all("_FillValue" not in file[name].attrs for name in coordinates)


def test_axes_lead_in_the_order_declared(regional, tmp_path):
    save(regional, tmp_path / "answer.nc")
    found = opened(tmp_path / "answer.nc")["intervals"]["emissions"]
    assert found.dims == ("allocation", "region", "start_hour", "level", "kind", "bound")
    where = {"allocation": "by_days", "region": "germany", "start_hour": 2, "level": 0.9, "kind": "equal-tailed"}
    marginal = regional.marginals[-1]
    assert found.sel({**where, "bound": "low"}) == marginal.interval(0.9).low.value / 1000


def test_shorter_histograms_are_filled_up(regional):
    group = dataset(regional)["histogram"]["emissions"]
    assert (group["count"].sum("bin") == regional.samples).all()
    assert (np.isnan(group["low"]) == (group["count"] == 0)).all()


def test_saving_again_replaces_a_file_that_is_open(plain, tmp_path):
    path = tmp_path / "answer.nc"
    save(plain, path)
    with xr.open_datatree(path, engine="h5netcdf") as held:
        save(replace(plain, seed=7), path)
        assert held.attrs["seed"] == 0
    assert opened(path).attrs["seed"] == 7
    assert [path.name for path in tmp_path.iterdir()] == ["answer.nc"]


def test_a_tree_can_be_saved_too(plain, tmp_path):
    save(dataset(plain), tmp_path / "answer.nc")
    assert opened(tmp_path / "answer.nc").attrs["title"] == plain.subject.title


def test_only_netcdf_is_written(tmp_path):
    with pytest.raises(InvalidInput, match=r"answer\.txt: must end in \.nc or \.nc4, got '\.txt'"):
        check_writable(tmp_path / "answer.txt")


def test_probabilities_of_events_are_there_only_where_asked_for(plain, with_events):
    found = dataset(with_events)["probabilities"]
    assert found["event"].values.tolist() == ["emissions > 3 t", "energy <= 0 kWh"]
    assert found["probability"].values.tolist() == [0.5123, 0.0]
    assert found["probability_error"].values.tolist() == [0.0035, 1e-5]
    assert "probabilities" not in dataset(plain)
