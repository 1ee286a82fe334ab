import math
from dataclasses import replace

import pytest
from scipy.stats import beta

from carbonspan.simulate.answer.enough_samples import (
    is_known,
    needed,
    never_certain,
    nominal_percentile,
    sufficiency_warnings,
    unknown_ends,
    width,
)
from carbonspan.simulate.answer.run import run_scenario
from carbonspan.simulate.answer.statistics.marginal import Estimate
from carbonspan.simulate.laws.normal import Normal, StudentT
from carbonspan.simulate.laws.positive import Lognormal
from carbonspan.simulate.reader.load import load
from carbonspan.simulate.scenario.scenario import Axis, Option


@pytest.mark.parametrize(("level", "count"), [(0.5, 40), (0.8, 100), (0.9, 200), (0.95, 400), (0.99, 2000)])
def test_ten_samples_lie_beyond_either_end(level, count):
    assert needed(level) == count
    assert count * (1 - level) / 2 == pytest.approx(10)


def test_only_levels_that_are_asked_for_are_warned_of():
    assert list(sufficiency_warnings(200, (0.5, 0.9), ())) == []
    (said,) = sufficiency_warnings(199, (0.5, 0.9), ())
    assert said.startswith("only 199 samples: the ends of a 90 % interval need 200, so that 10 lie beyond")


@pytest.mark.parametrize(("samples", "count"), [(1, "only 1 sample: "), (3, "only 3 samples: "), (399, "only 399 ")])
def test_a_run_of_few_samples_says_what_it_cannot_know(samples, count):
    (said,) = run_scenario(load("chatgpt/by-words"), samples=samples).cautions
    assert said.startswith(count)
    assert "of a 95 % interval" in said
    assert " 400, so that 10 lie beyond each" in said


def test_enough_samples_and_what_does_not_vary_are_not_warned_of():
    scenario = load("chatgpt/by-words")
    assert run_scenario(scenario, samples=400).cautions == ()
    varying = [name for name, each in scenario.inputs.items() if each.stated != "constant"]
    assert run_scenario(load("chatgpt/by-words", fixes=varying), samples=3).cautions == ()


@pytest.mark.parametrize(("samples", "is_known"), [(2, False), (99, False), (100, True)])
def test_a_percentile_takes_samples_enough_to_lie_beyond_the_first(samples, is_known):
    (_, _, marginal) = run_scenario(load("chatgpt/by-words"), samples=samples).marginals
    assert (nominal_percentile(marginal) is not None) is is_known


def test_what_does_not_vary_has_no_percentile():
    scenario = load("chatgpt/by-words")
    varying = [name for name, each in scenario.inputs.items() if each.stated != "constant"]
    (_, _, marginal) = run_scenario(load("chatgpt/by-words", fixes=varying), samples=1000).marginals
    assert nominal_percentile(marginal) is None


@pytest.mark.parametrize("samples", [10, 1000])
@pytest.mark.parametrize("share", [0.0, 1.0])
def test_a_share_that_no_sample_contradicts_has_an_error(share, samples):
    found = never_certain(Estimate(share, 0.0), samples)
    assert found.value == share
    assert found.error == pytest.approx(beta(1, samples + 1).std(), rel=1e-9)


def test_an_error_that_samples_show_is_left_alone():
    known = Estimate(0.1, 0.0949)  # one of ten
    assert never_certain(known, 10) == known


@pytest.mark.parametrize("design", ["random", "sobol"])
def test_a_nominal_value_beyond_all_samples_has_a_percentile_with_an_error(design):
    scenario = load("chatgpt/by-words", sets=["latency=1 gpu*s/word"])
    believed = load("chatgpt/by-words").inputs["latency"].distribution
    latency = replace(scenario.inputs["latency"], nominal=1e-6, distribution=believed)
    moved = replace(scenario, inputs={**scenario.inputs, "latency": latency})
    place = run_scenario(moved, samples=1024, design=design).marginals[2].nominal_percentile
    assert (place.value, place.error) == (0.0, pytest.approx(1 / 1025, rel=1e-2))


@pytest.mark.parametrize(
    ("value", "error", "across", "known"),
    [
        (5.0, 4.9, 0.0, True),
        (5.0, 5.1, 0.0, False),
        (-5.0, 4.9, 0.0, True),
        (0.0, 0.0, 0.0, True),
        (0.01, 0.3, 3.2, True),
        (0.01, 0.33, 3.2, False),
        (5.0, math.inf, 3.2, False),
        (5.0, math.nan, 3.2, False),
    ],
)
def test_an_end_is_known_where_its_error_does_not_exceed_it_or_is_slight(value, error, across, known):
    assert is_known(Estimate(value, error), across) is known


@pytest.mark.parametrize(
    ("extremes", "across"), [((0.1, 9.0), 0.0), ((-9.0, -0.1), 0.0), ((0.0, 9.0), 4.0), ((-1.0, 9.0), 4.0)]
)
def test_only_outputs_that_reach_zero_have_ends_near_it(extremes, across):
    assert width(1.0, 5.0, extremes) == across


def same(a: float) -> float:
    return a


@pytest.mark.parametrize(
    ("law", "samples", "unknown"),
    [
        (Lognormal(1.0, math.log(1000)), 100_000, ()),
        (Lognormal(1.0, math.log(1e6)), 100, ("low", "high")),
        (StudentT(0.5, 0.0, 1.0), 100, ("low", "high")),
        (Normal(0.0, 1.0), 200, ()),
        (Normal(1.645, 1.0), 200, ()),
        (Lognormal(1.0, math.log(2)), 200, ()),
    ],
    ids=str,
)
def test_ends_that_are_not_known_are_cautioned_about(build, law, samples, unknown):
    answer = run_scenario(build(same, {"a": law}), samples=samples, levels=(0.9,), threads=1)
    assert unknown_ends(answer.marginals[0], 0.9) == unknown
    said = [each for each in answer.cautions if "not one digit is known" in each]
    assert bool(said) == bool(unknown)
    assert all(f"the {' and the '.join(unknown)} end of the 90 % interval of same" in each for each in said)


def test_ends_at_some_coordinates_are_counted(build):
    narrow, wide = (build(same, {"a": Lognormal(1.0, math.log(gsd))}) for gsd in (2, 1000))
    axis = Axis("site", "dimension", (Option("narrow", {}), Option("wide", dict(wide.inputs))))
    said = run_scenario(replace(narrow, axes=(axis,)), samples=30, levels=(0.9,), threads=1).cautions
    assert [each for each in said if "of same at 1 of 2 coordinates" in each]
