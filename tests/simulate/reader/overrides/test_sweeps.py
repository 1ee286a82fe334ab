"""Sweeps of scenarios: the same bits as with the value set, closed forms, and what is refused."""

from pathlib import Path

import numpy as np
import pytest
import xarray as xr

import carbonspan as cs
from carbonspan.simulate.problems import InvalidInput
from carbonspan.simulate.reader.load import load
from carbonspan.simulate.reader.overrides import sweeps
from carbonspan.simulate.reader.overrides.sweeps import swept_by_texts

MODEL = """
from typing import Annotated, NamedTuple
from carbonspan import Bounds


class Made(NamedTuple):
    first: Annotated[float, "W"]
    second: float


def made(a: float, b: float, c: Annotated[float, "W"], share: Annotated[float, "1", Bounds(0, 1)],
         days: float, coal: float, gas: float) -> Made:
    return Made(a * b * c * days, a * share + b * (coal + 2 * gas))
"""
FILE = """
title: made
model: made.py:made
inputs:
  a: {nominal: 2, gsd: 1.5, evidence: assumed, factors: [common]}
  b: {nominal: 3, gsd: 1.3, evidence: assumed}
  c: {nominal: 100 W, normal: {mean: 100, sd: 10}, evidence: assumed}
  share: {nominal: 0.5, uniform: [0.2, 0.8], evidence: assumed}
factors:
  common: {nominal: 1, gsd: 1.1, evidence: assumed}
shares:
  mix: {coal: 0.3, gas: 0.7, concentration: 10, evidence: assumed}
correlations: {pairs: [[a, b, 0.5], [b, c, 0.4]]}
choices:
  size:
    small: {}
    large: {share: {nominal: 0.7, uniform: [0.6, 0.8]}}
outputs: {first: W}
dimensions:
  length: {range: [1, 3], sets: days}
"""


@pytest.fixture
def file(tmp_path: Path) -> str:
    (tmp_path / "made.py").write_text(MODEL)
    (tmp_path / "made.yaml").write_text(FILE)
    return str(tmp_path / "made.yaml")


def same_bits(swept: xr.DataTree, alone: xr.DataTree, **at: float) -> None:
    for group in ("intervals", "quantiles", "moments", "nominal"):
        for name in alone[group].data_vars:
            values = alone[group][name]
            if "size" in values.dims and "size" not in swept[group][name].dims:
                values = values.isel(size=1)
            assert np.array_equal(swept[group][name].sel(at).values, values.values, equal_nan=True), (group, name)


@pytest.mark.parametrize("design", ["random", "sobol"])
@pytest.mark.parametrize("value", [0.3, 0.7])
def test_a_coordinate_has_the_bits_of_the_run_with_the_value_set(value, design):
    options = {"samples": 20_000, "seed": 5, "design": design}
    swept = cs.sweep("chatgpt/by-words", {"utilization": [0.3, 0.7]}, **options)
    same_bits(swept, cs.run(cs.load("chatgpt/by-words", sets=f"utilization={value}"), **options), utilization=value)


@pytest.mark.parametrize(("name", "texts"), [("a", ["1", "4"]), ("c", ["90 W", "0.2 kW"]), ("share", ["30 %", "0.9"])])
def test_correlated_inputs_factors_and_options_are_as_with_the_value_set(file, name, texts):
    for text in texts:
        number = float(text.split()[0])
        swept = cs.sweep(file, {name: [text]}, samples=5_000)
        same_bits(swept, cs.run(cs.load(file, sets=f"{name}={text}"), samples=5_000), **{name: number})


def test_the_swept_input_leads_with_numbers_and_their_unit(file):
    tree = cs.sweep(file, {"c": "0.1..0.3 kW:3", "share": [0.2, 0.4]}, samples=2_000)
    quantiles = tree["quantiles"]["first"]
    assert quantiles.dims == ("c", "share", "length", "probability")
    assert quantiles["c"].values.tolist() == [0.1, 0.2, 0.3]
    assert quantiles["c"].attrs == {"units": "kW", "long_name": "c", "unit": "kW"}
    assert tree["elasticity"]["first"].dims == ("c", "share", "length", "swept")


def test_an_axis_that_replaces_nothing_else_is_left_out(file):
    tree = cs.sweep(file, {"days": [1, 2, 5]}, samples=2_000)
    assert tree["nominal"]["first"].dims == ("days", "size")
    assert cs.sweep(file, {"share": [0.5]}, samples=2_000)["nominal"]["first"].dims == ("share", "length")


def test_a_product_scales_with_the_swept_input(file):
    """Quantiles of x y are x times those of y, on the same draws: to rounding, not to Monte Carlo error."""
    tree = cs.sweep(file, {"c": [50, 100, 400]}, samples=20_000)
    scaled = tree["quantiles"]["first"] / tree["quantiles"]["c"]
    assert np.allclose(scaled, scaled.isel(c=0), rtol=1e-3)  # a histogram's bins do not scale
    assert np.allclose(tree["elasticity"]["first"], 1.0, atol=2e-3)
    means = tree["moments"]["first"].sel(moment="mean") / tree["moments"]["c"]
    assert np.allclose(means, means.isel(c=0), rtol=1e-12)


def test_the_resolved_text_is_a_scenario_with_the_same_answer(file, tmp_path):
    swept = swept_by_texts(load(file), ["c=0.1..0.3 kW:3", "days=2,4"])
    again = tmp_path / "again.yaml"
    again.write_text(swept.resolved)
    answers = [cs.run(each, samples=2_000) for each in (swept, load(str(again)))]
    assert answers[0].attrs["hash"] == answers[1].attrs["hash"] != cs.run(file, samples=2_000).attrs["hash"]
    for name in ("first", "second"):
        first, second = (each["quantiles"][name] for each in answers)
        assert np.array_equal(first.transpose(*second.dims).values, second.values)
        assert second["c"].attrs["unit"] == "kW"


def test_a_dimension_of_values_in_a_file(file):
    path = Path(file)
    path.write_text(FILE + "  power: {values: 100..300 W:3, sets: c}\n")
    tree = cs.run(load(file), samples=2_000)
    assert tree["nominal"]["first"]["power"].values.tolist() == [100.0, 200.0, 300.0]
    path.write_text(FILE + "  power: {values: [1 J, 2 J], sets: c}\n  other: {values: [1], sets: cc}\n")
    with pytest.raises(InvalidInput, match=r"dimensions.power.values: .*(?s:.*)dimensions.other.sets: no input"):
        load(file)


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("cc=1,2", "--sweep cc=1,2: no input is named 'cc'; "),
        ("share=0.5,1.2", "share must lie within 0 to 1, got 1.2"),
        ("share", "must be INPUT=VALUES: write `low..high:count`"),
        ("c=1 J,2 J", "c has the unit J|c is an energy"),
        ("common=0.9,1.1", "common is a factor, the common error of a; sweep an input"),
        ("mix.coal=0.1,0.2", "mix.coal is a share of mix, which sum to 1"),
    ],
)
def test_what_cannot_be_swept_is_refused_with_a_remedy(file, text, rule):
    with pytest.raises(InvalidInput, match=rule):
        swept_by_texts(load(file), [text])


def test_profiles_and_the_functional_unit_are_refused():
    with pytest.raises(InvalidInput, match="is a profile, which has many values"):
        swept_by_texts(load("bert/by-hour"), ["carbon_intensity=1,2"])
    with pytest.raises(InvalidInput, match="duration is in the functional unit"):
        swept_by_texts(load("chatgpt/by-words"), ["duration=1,2 day"])


def test_counts_are_limited(file, monkeypatch):
    with pytest.raises(InvalidInput, match="sweeps at most 2 inputs, got a, b, c"):
        swept_by_texts(load(file), ["a=1", "b=1", "c=1"])
    with pytest.raises(InvalidInput, match="a is swept twice"):
        swept_by_texts(load(file), ["a=1", "a=2"])
    monkeypatch.setattr(sweeps, "MOST_COORDINATES", 11)
    with pytest.raises(InvalidInput, match=r"gives 12 coordinates \(3 of a x 2 of size x 2 of length\)"):
        swept_by_texts(load(file), ["a=1..3:3"])


def test_two_sweeps_of_an_input_of_a_part():
    tree = cs.sweep("chatgpt/life-cycle", {"serving.pue": [1.1, 1.3]}, samples=2_000)
    assert "serving_pue" in tree["nominal"]["total_emissions"].dims
    alone = cs.run(cs.load("chatgpt/life-cycle", sets="serving.pue=1.3"), samples=2_000)
    same_bits(tree, alone, serving_pue=1.3)


def test_an_axis_is_renamed_where_the_answer_has_its_name(tmp_path):
    (tmp_path / "m.py").write_text("def made(kind: float, x: float) -> float:\n    return kind * x\n")
    entries = "  kind: {nominal: 1, gsd: 2, evidence: assumed}\n  x: {nominal: 1, gsd: 2, evidence: assumed}\n"
    (tmp_path / "m.yaml").write_text(f"title: m\nmodel: m.py:made\ninputs:\n{entries}")
    tree = cs.sweep(str(tmp_path / "m.yaml"), {"kind": [1, 2]}, samples=2_000)
    assert tree["nominal"]["made"].dims == ("kind_value",)
