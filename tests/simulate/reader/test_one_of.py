"""Mixtures over options: closed forms of moments, quantiles and indices, and what is refused."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from scipy import optimize, stats

import carbonspan as cs
from carbonspan.simulate.problems import InvalidInput
from carbonspan.simulate.reader.load import load
from carbonspan.simulate.scenario.scenario import Scenario

FILE = """
title: made
model: made.py:made
inputs:
  a: {nominal: 1, normal: {mean: 1, sd: 0.5}, evidence: assumed}
  c: {nominal: 0, normal: {mean: 0, sd: 0.3}, evidence: assumed}
one_of:
  kind:
    weights: {one: 0.7, two: 0.3}
    options:
      one: {b: {nominal: 1, normal: {mean: 1, sd: 0.2}, evidence: assumed}}
      two: {a: {nominal: 4, normal: {mean: 4, sd: 1}}, b: {nominal: 3, evidence: assumed}}
    evidence: disclosed
    source: a survey
"""
WEIGHTS, MEANS, SDS = np.array([0.7, 0.3]), np.array([2.0, 7.0]), np.sqrt([0.25 + 0.04 + 0.09, 1 + 0.09])
MEAN = WEIGHTS @ MEANS
VARIANCE = WEIGHTS @ (SDS**2 + (MEANS - MEAN) ** 2)


@pytest.fixture
def made(tmp_path: Path) -> Callable[..., Scenario]:
    (tmp_path / "made.py").write_text("def made(a: float, b: float, c: float) -> float:\n    return a + b + c\n")

    def read(text: str = FILE, **options: list[str]) -> Scenario:
        (tmp_path / "made.yaml").write_text(text)
        return load(str(tmp_path / "made.yaml"), **options)

    return read


@pytest.mark.parametrize("design", ["random", "sobol"])
def test_moments_and_quantiles_are_those_of_the_mixture(made, design):
    tree = cs.run(made(), samples=1 << 19, design=design)
    found = tree["moments"]["made"].sel(moment=["mean", "sd"]).values
    errors = tree["moments"]["made_error"].sel(moment=["mean", "sd"]).values
    assert (np.abs(found - [MEAN, np.sqrt(VARIANCE)]) < 5 * errors).all()
    quantiles, error = tree["quantiles"]["made"], tree["quantiles"]["made_error"]
    for k, p in enumerate(quantiles["probability"].values):
        exact = optimize.brentq(lambda x, p=p: WEIGHTS @ stats.norm.cdf(x, MEANS, SDS) - p, -10, 20)
        assert abs(quantiles[k] - exact) < 5 * error[k]


def test_all_inputs_of_an_option_come_with_one_draw(made):
    draws = cs.run(made(), samples=4_000, draws=4_000)["draws"]["inputs"]
    kind = draws.sel(input="kind").values
    assert set(kind) == {0.0, 1.0}
    for name in ("a", "b"):
        one, two, found = (draws.sel(input=each).values for each in (f"{name}[kind=one]", f"{name}[kind=two]", name))
        assert np.array_equal(found, np.where(kind == 0, one, two))
    assert np.mean(kind) == pytest.approx(0.3, abs=5 * np.sqrt(0.21 / 4_000))


def test_the_pick_is_an_input_with_grounds_and_indices(made):
    scenario = made()
    assert [scenario.inputs["kind"].evidence, scenario.inputs["kind"].source] == ["disclosed", "a survey"]
    varying = {each.name for each in scenario.inputs.values() if each.varies}
    assert varying == {"a[kind=one]", "a[kind=two]", "b[kind=one]", "c", "kind"}
    found = cs.sensitivity(scenario, samples=1 << 15, on="value")["sobol"]["made"]
    first = WEIGHTS @ (MEANS - MEAN) ** 2 / VARIANCE
    assert found.sel(input="kind", index="first").item() == pytest.approx(first, abs=0.01)
    totals = {"c": 0.09, "a[kind=one]": 0.7 * 0.25, "a[kind=two]": 0.3 * 1.0, "b[kind=one]": 0.7 * 0.04}
    for name, variance in totals.items():
        assert found.sel(input=name, index="total").item() == pytest.approx(variance / VARIANCE, abs=0.005)
    assert "a" not in found["input"].values


def test_it_stands_beside_choices_and_dimensions(made):
    """A choice stays outside probability; an option that gives the input takes precedence over the pick."""
    tree = cs.run(made(FILE + "choices:\n  how: {picked: {}, set: {a: 10}}\n"), samples=200_000)
    means = tree["moments"]["made"].sel(moment="mean")
    assert means.sel(how="picked").item() == pytest.approx(MEAN, abs=0.03)
    assert means.sel(how="set").item() == pytest.approx(10 + 0.7 * 1 + 0.3 * 3, abs=0.02)
    plain = cs.run(made(), samples=200_000)
    assert np.array_equal(tree["quantiles"]["made"].sel(how="picked"), plain["quantiles"]["made"])


def test_a_value_that_is_set_or_swept_replaces_the_pick(made):
    scenario = made(sets=["a=2"])
    assert scenario.inputs["a"].pick is None
    assert scenario.inputs["b"].pick
    swept = cs.sweep(made(), {"a": [2, 3]}, samples=5_000)["quantiles"]["made"]
    assert np.array_equal(swept.sel(a=2), cs.run(scenario, samples=5_000)["quantiles"]["made"])
    fixed = made(fixes=["a"])
    assert fixed.inputs["a"].nominal == 1
    assert not fixed.inputs["a"].pick
    again = fixed.path.with_name("again.yaml")
    again.write_text(fixed.resolved)
    results = [cs.run(each, samples=2_000) for each in (fixed, load(str(again)))]
    assert results[0]["quantiles"].equals(results[1]["quantiles"])
    assert results[0].attrs["hash"] == results[1].attrs["hash"]


def test_factors_multiply_whatever_is_picked(made):
    text = FILE.replace("evidence: assumed}\n  c:", "evidence: assumed, factors: [f]}\n  c:")
    scenario = made(text + "factors:\n  f: {nominal: 10, evidence: assumed}\n")
    found = cs.run(scenario, samples=100_000)["moments"]["made"].sel(moment="mean").item()
    assert found == pytest.approx(10 * (0.7 + 0.3 * 4) + 0.7 + 0.3 * 3, rel=0.01)


def test_a_part_takes_it_over(made):
    path = made().path.with_name("parts.yaml")
    path.write_text("title: p\nparts:\n  x: {use: made.yaml}\n  y: {use: made.yaml, set: {a: 5}}\ntotal: {made: sum}\n")
    tree = cs.run(load(str(path)), samples=200_000)
    means = [tree["moments"][name].sel(moment="mean").item() for name in ("x_made", "y_made")]
    assert means == pytest.approx([MEAN, 5 + 0.7 + 0.9], abs=0.03)
    assert "x.a[kind=two]" in tree["inputs"]["input"].values


def test_a_heavy_tail_of_one_option_is_found(made):
    heavy = FILE.replace(
        "b: {nominal: 3, evidence", "b: {nominal: 3, student_t: {df: 2, location: 3, scale: 1}, evidence"
    )
    tree = cs.run(made(heavy.replace("0.7", "0.95").replace("0.3}", "0.05}")), samples=20_000)
    assert np.isnan(tree["moments"]["made"].sel(moment="sd").item())


@pytest.mark.parametrize(
    ("old", "new", "rule"),
    [
        ("two: 0.3", "two: 0.2", r"one_of.kind.weights: must sum to 1, got 0.9; divide each by 0.9"),
        ("two: 0.3", "two: 0.3, three: 0.1", "no option is named 'three'"),
        (", two: 0.3", "", "must have a weight for each option; missing: two"),
        ("one: 0.7", "one: 0", "must be above 0"),
        ("one: {b: {nominal: 1,", "one: {bb: {nominal: 1,", "no input is named 'bb'"),
        ("one: {b: {nominal: 1, normal: {mean: 1, sd: 0.2}, evidence: assumed}}", "one: {}", "must give b, as other"),
        ("    evidence: disclosed\n", "", "one_of.kind.evidence: is missing"),
        ("  kind:", "  a:", "is the name of an input or argument"),
        ("weights:", "wieghts:", "wieghts: unknown key"),
        ("a: {nominal: 4,", "a: {factors: [f], nominal: 4,", "no factor is named 'f'|same factors"),
    ],
)
def test_what_is_no_mixture_is_refused(made, old, new, rule):
    assert old in FILE
    with pytest.raises(InvalidInput, match=rule):
        made(FILE.replace(old, new, 1))


def test_two_mixtures_cannot_give_the_same_input(made):
    other = FILE[FILE.index("  kind:") :].replace("kind", "other")
    with pytest.raises(InvalidInput, match="kind gives b already; merge both into one"):
        made(FILE + other)
