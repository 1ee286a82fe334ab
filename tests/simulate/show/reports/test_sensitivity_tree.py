"""The DataTree of an analysis: every number, in its unit, and the same bits on any number of threads."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import xarray as xr

from carbonspan.simulate.answer.run_options import Request
from carbonspan.simulate.laws.discrete import Constant
from carbonspan.simulate.laws.normal import Normal
from carbonspan.simulate.scenario.scenario import Scenario
from carbonspan.simulate.sensitivity import analysis
from carbonspan.simulate.sensitivity.analysis import Questions, Sensitivity, sensitivity
from carbonspan.simulate.show.datasets import netcdf
from carbonspan.simulate.show.reports.sensitivity_tree import tree


@pytest.fixture(scope="session")
def held(analysed_kettle: Sensitivity) -> xr.DataTree:
    return tree(analysed_kettle)


def test_it_has_a_group_a_question(held: xr.DataTree) -> None:
    assert set(held.children) == {
        *("sobol", "interactions", "scale", "conditional", "given_data", "tornado", "draws"),
        *("second_order", "closed", "axes", "shapley"),
    }


def test_what_was_not_asked_for_has_no_group(kettle: Scenario, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(analysis, "TABLE_SAMPLES", 1 << 12)
    found = sensitivity(replace(kettle, axes=()), Request(1 << 10), Questions(shapley=False))
    assert set(tree(found).children) == {
        *("sobol", "interactions", "scale", "conditional", "given_data", "tornado", "draws"),
    }


def unmoved(a: float, b: float) -> float:
    return 5.0 + 0.0 * a * b


@pytest.mark.parametrize(
    "laws", [{"a": Normal(0.0, 1.0), "b": Normal(0.0, 1.0)}, {"a": Constant(1.0), "b": Constant(2.0)}]
)
def test_an_output_that_does_not_vary_has_no_indices(
    build: Callable, laws: Mapping[str, Any], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(analysis, "TABLE_SAMPLES", 1 << 12)
    made = tree(sensitivity(build(unmoved, laws), Request(1 << 10), Questions(second_order=True)))
    assert made["sobol"]["unmoved"].shape == (0, 2)
    netcdf.save(made, tmp_path / "unmoved.nc")


def test_indices_stand_at_every_coordinate_with_their_errors(held: xr.DataTree, analysed_kettle: Sensitivity) -> None:
    each = held["sobol"]
    assert each["emissions"].dims == ("setting", "input", "index")
    assert each["input"].values.tolist() == ["power", "losses, room", "intensity"]
    for one in analysed_kettle.outputs:
        for index in one.indices:
            at = {**one.coordinates, "input": ", ".join(index.inputs)}
            for kind in ("first", "total"):
                share = getattr(index, kind)
                assert float(each[one.output].sel({**at, "index": kind})) == share.value
                assert float(each[f"{one.output}_error"].sel({**at, "index": kind})) == share.error


def test_sets_and_pairs(held: xr.DataTree, analysed_kettle: Sensitivity) -> None:
    assert held["closed"]["set"].values.tolist() == ["power, intensity", "losses"]
    pairs = held["second_order"]
    assert set(pairs["pair"].values) == {"power × losses, room", "power × intensity", "losses, room × intensity"}
    main = analysed_kettle.main
    for pair in main.pairs:
        at = " × ".join(", ".join(names) for names in pair.inputs)
        assert float(pairs["emissions"].sel(setting="full", pair=at)) == pair.share.value


def test_quantiles_are_in_the_unit_of_the_output(held: xr.DataTree, analysed_kettle: Sensitivity) -> None:
    low = analysed_kettle.terciles["power", "energy"].low
    shown = held["conditional"]["energy"].sel(input="power", tercile="low").values
    np.testing.assert_allclose(shown, np.array(low) / 3.6e6)
    assert held["conditional"]["energy"].attrs["units"] == "kW h"


def test_the_tornado_has_both_ways_and_the_inputs_unit(held: xr.DataTree) -> None:
    each = held["tornado"]
    values = each["value"].sel(input="power").values
    np.testing.assert_allclose(values, [2 / 1.5**1.6448536, 2 * 1.5**1.6448536], rtol=1e-6)
    assert str(each["unit"].sel(input="power").values) == "kW"
    nominal = each["energy"].sel(input="power", others="nominal").values
    np.testing.assert_allclose(nominal, 1.2 * values)
    assert (each["energy_error"].sel(input="power", others="nominal").values == 0).all()
    assert (each["energy_error"].sel(input="power", others="random").values > 0).all()


def test_shapley_effects_add_up(held: xr.DataTree) -> None:
    each = held["shapley"]["emissions"]
    assert each["input"].values.tolist() == ["power", "losses", "room", "intensity"]
    assert float(each.sel(index="shapley").sum()) == pytest.approx(1.0)
    assert float(each.sel(input="room", index="total")) == 0.0
    assert float(each.sel(input="room", index="shapley")) > 0.0


def test_axes_and_given_data_and_draws(held: xr.DataTree) -> None:
    assert str(held["axes"]["energy_low_at"].values[0]) == "half"
    np.testing.assert_allclose(held["axes"]["energy_high"] / held["axes"]["energy_low"], 2.0, rtol=0.05)
    assert held["given_data"]["energy"].sel(input="power", measure="delta") > held["given_data"]["energy_bias"][0]
    assert held["draws"]["energy"].sizes == {"sample": analysis.DRAWS}
    assert "power" in held["draws"]["input"].values
    assert set(held["scale"]["emissions"].values) <= {"value", "log", "rank"}
    assert (held["interactions"]["energy"] < 0.1).all()


def test_an_output_without_spread_has_nan(kettle: Scenario, monkeypatch: pytest.MonkeyPatch) -> None:
    """Here everything that energy depends on is fixed; the emissions still vary."""
    monkeypatch.setattr(analysis, "TABLE_SAMPLES", 1 << 12)
    from carbonspan.simulate.laws.discrete import Constant

    fixed = {
        name: replace(each, distribution=Constant(each.nominal)) if name in ("power", "losses") else each
        for name, each in kettle.inputs.items()
    }
    found = sensitivity(replace(kettle, inputs=fixed, axes=(), correlations=()), Request(1 << 10))
    each = tree(found)
    assert np.isnan(each["sobol"]["energy"]).all()
    assert math.isnan(float(each["interactions"]["energy"]))
    assert float(each["sobol"]["emissions"].sel(input="intensity", index="first")) == pytest.approx(1.0)


def test_any_number_of_threads_gives_the_same_bits(kettle: Scenario, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(analysis, "TABLE_SAMPLES", 1 << 17)
    questions = Questions(second_order=True, closed=("losses",), shapley=True)
    made = [tree(sensitivity(kettle, Request(1 << 16, 3, threads, "sobol"), questions)) for threads in (1, 2, 3)]
    for other in made[1:]:
        assert set(other.children) == set(made[0].children)
        for name in made[0].children:
            assert made[0][name].to_dataset().identical(other[name].to_dataset()), name


def test_it_reads_back_from_netcdf_as_it_was(held: xr.DataTree, tmp_path: Path) -> None:
    netcdf.save(held, tmp_path / "a.nc")
    with xr.open_datatree(tmp_path / "a.nc", engine="h5netcdf") as again:
        for name in held.children:
            xr.testing.assert_equal(again[name].to_dataset().load(), held[name].to_dataset())
