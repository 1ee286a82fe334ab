"""Sums and means over a dimension: sample by sample, in closed form, and what is refused."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import xarray as xr
from scipy import stats

import carbonspan as cs
from carbonspan.simulate.problems import InvalidInput
from carbonspan.simulate.scenario.scenario import Scenario
from carbonspan.simulate.scenario.selection import pick
from carbonspan.simulate.show.datasets.dataset import dataset
from carbonspan.simulate.show.datasets.stored_answer import stored_answer

MONTHS = [f"m{k:02}" for k in range(12)]
OPTIONS = "".join(
    f"    {m}: {{x: {{nominal: {k + 1}, normal: {{mean: {k + 1}, sd: 2}}}}}}\n" for k, m in enumerate(MONTHS)
)
FILE = f"""
title: made
model: made.py:made
inputs:
  x: {{nominal: 1, evidence: assumed}}
  common: {{nominal: 1, normal: {{mean: 1, sd: 0.1}}, evidence: assumed}}
dimensions:
  month:
{OPTIONS}"""
REGIONS = """
title: made
model: made.py:made
inputs:
  common: {nominal: 1, evidence: assumed}
shares:
  regions: {a: 0.3, b: 0.7, concentration: 9, evidence: assumed}
factors:
  weight: {nominal: 2, uniform: [1, 3], evidence: assumed}
choices:
  size: {small: {}, large: {common: 10}}
dimensions:
  region:
    b: {x: {nominal: 4, evidence: assumed}}
    a: {x: {nominal: 1, evidence: assumed}}
outputs:
"""


@pytest.fixture
def made(tmp_path: Path) -> Callable[[str], Scenario]:
    (tmp_path / "made.py").write_text("def made(x: float, common: float) -> float:\n    return x * common\n")

    def load(text: str) -> Scenario:
        (tmp_path / "made.yaml").write_text(text)
        return cs.load(str(tmp_path / "made.yaml"))

    return load


def moments(tree: xr.DataTree, output: str) -> tuple[float, float]:
    return tuple(tree["moments"][output].sel(moment=["mean", "sd"]).values.tolist())


def test_a_sum_of_independent_normals_is_normal(made):
    """Twelve laws of options are twelve draws: the variance is the sum of theirs, and that of common is not."""
    scenario = made(
        FILE.replace(" normal: {mean: 1, sd: 0.1},", "") + "outputs: {year: {sum: month}, mean: {mean: month}}"
    )
    tree = cs.run(scenario, samples=400_000)
    for output, times in (("year", 12), ("mean", 1)):
        law = stats.norm(78 * times / 12, 2 * np.sqrt(12) * times / 12)
        found = tree["quantiles"][output]
        error = tree["quantiles"][f"{output}_error"]
        assert (np.abs(found - law.ppf(found["probability"])) < 5 * error).all()
    assert tree["nominal"]["year"].item() == 78


def test_common_inputs_are_one_draw_in_all_terms(made):
    tree = cs.run(made(FILE + "outputs: {year: {sum: month}}"), samples=400_000)
    mean, sd = moments(tree, "year")
    variance = (1 + 0.1**2) * 12 * 4 + 0.1**2 * 78**2
    assert mean == pytest.approx(78, abs=5 * np.sqrt(variance / 400_000))
    assert sd == pytest.approx(np.sqrt(variance), rel=0.01)


def test_it_is_computed_sample_by_sample_and_changes_no_other_output(made):
    trees = [cs.run(made(FILE + add), samples=5_000, draws=50) for add in ("", "outputs: {year: {sum: month}}")]
    plain, summed = (tree["draws"] for tree in trees)
    assert np.array_equal(plain["made"], summed["made"])
    assert np.allclose(summed["year"], summed["made"].sum("month"), rtol=1e-14)
    for group in ("intervals", "quantiles", "moments"):
        assert trees[0][group]["made"].equals(trees[1][group]["made"])


def test_a_mean_weighted_by_shares(made):
    """With weights from a beta law, w + 4 (1 - w) has the mean and sd of 4 - 3 w."""
    tree = cs.run(made(REGIONS + "  mix: {mean: region, weights: regions}"), samples=400_000)
    law = stats.beta(2.7, 6.3)
    mean, sd = (tree["moments"]["mix"].sel(moment=each, size="large").item() for each in ("mean", "sd"))
    assert mean == pytest.approx(10 * (4 - 3 * law.mean()), rel=2e-3)
    assert sd == pytest.approx(10 * 3 * law.std(), rel=5e-3)
    assert tree["nominal"]["mix"].values == pytest.approx([3.1, 31])
    assert tree["nominal"]["mix"].dims == ("size",)


def test_weights_are_numbers_or_inputs(made):
    text = "  one: {mean: region, weights: {a: 1, b: 3}}\n  two: {sum: region, weights: {a: weight, b: 0.5}}\n"
    text += "  three: {mean: region, weights: {a: weight, b: 2}}\n"
    tree = cs.run(made(REGIONS + text + "  mix: {mean: region, weights: regions}\n"), samples=200_000)
    one, two, three = (tree["quantiles"][name].isel(size=0) for name in ("one", "two", "three"))
    assert np.allclose(one, 3.25)
    weight = 1 + 2 * one["probability"].values
    assert np.allclose(two, weight + 2, atol=0.02)
    assert np.allclose(three, np.sort((weight + 8) / (weight + 2)), atol=0.01)


def test_the_headline_is_the_sum_without_the_functional_unit(made):
    tree = cs.run(made(FILE + "outputs: {year: {sum: month, of: made}}"), samples=2_000)
    assert tree.attrs["headline"] == "year"
    assert tree["nominal"]["year"].attrs["cell_methods"] == "month: sum"
    again = dataset(stored_answer(tree))
    assert again["quantiles"]["year"].identical(tree["quantiles"]["year"])
    assert cs.plot.intervals(tree).get_xlabel() == "year"


def test_a_pick_leaves_no_sum_over_what_is_picked(made):
    scenario = made(FILE + "outputs: {year: {sum: month}}")
    assert pick(scenario, ["month=m03"]).aggregates == ()
    assert "year" not in pick(scenario, ["month=m03"]).resolved
    assert "year" in cs.sweep(scenario, {"common": [1, 2]}, samples=2_000)["elasticity"]


@pytest.mark.parametrize(
    ("add", "rule"),
    [
        ("{sum: mnth}", "outputs.year.sum: no dimension is named 'mnth'; did you mean 'month'"),
        ("{sum: month, mean: month}", "must be a `sum` or a `mean` over a dimension"),
        ("{of: made}", "must be a `sum` or a `mean`"),
        ("{sum: month, of: mad}", "outputs.year.of: no output is named 'mad'"),
        ("{sum: month, unit: kg}", "outputs.year.unit: is a mass"),
        ("{sum: month, weights: {m00: 1}}", "must have a weight for each option; missing: m01"),
        ("{sum: month, weights: nothing}", "no input and no shares are named 'nothing'"),
        ("{sum: month, weights: common}", "common may be below 0"),
        ("{sum: month, wieghts: common}", "weights"),
    ],
)
def test_what_cannot_be_added_up_is_refused(made, add, rule):
    with pytest.raises(InvalidInput, match=rule):
        made(FILE + f"outputs: {{year: {add}}}")


def test_choices_names_and_shares_that_do_not_fit_are_refused(made):
    for text, rule in (
        ("  all: {sum: size}", "size is a choice, of which only one option is meant"),
        ("  made: {sum: region}", "is a name of the answer already"),
        ("  region: {sum: region}", "is a name of the answer already"),
        ("  all: {sum: region, weights: {a: 1, b: 1, c: 1}}", "region has no option 'c'"),
        ("  all: {sum: region, weights: {a: -1, b: 1}}", "must be 0 or above, got -1"),
        ("  all: {mean: region, weights: {a: 0, b: 0}}", "must not all be 0"),
    ):
        with pytest.raises(InvalidInput, match=rule):
            made(REGIONS + "  mix: {mean: region, weights: regions}\n" + text)
    with pytest.raises(InvalidInput, match="must be those of the options b, a, got a, c"):
        made(REGIONS.replace("b: 0.7", "c: 0.7") + "  mix: {mean: region, weights: regions}")


def test_claims_are_about_sums_too(made):
    text = FILE + "outputs: {year: {sum: month}}\nclaims:\n"
    scenario = made(text + "  C: {output: year, value: 78, rounding: 1, source: a page}\n")
    assert cs.run(scenario, samples=2_000).attrs["headline"] == "year"
    for claim, rule in (
        ("{output: year, value: 78, at: {month: m00}}", "claims.C.at.month: no axis has this name"),
        ("{output: year, value: 78, from: {common: 1}}", "claims.C.from: year is for several values of its inputs"),
    ):
        with pytest.raises(InvalidInput, match=rule):
            made(text + f"  C: {claim}\n")
