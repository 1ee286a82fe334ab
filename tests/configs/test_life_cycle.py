"""Parts of one answer: intervals do not add up, and an error that parts share is one error."""

import copy
from pathlib import Path

import numpy as np
import pytest

from carbonspan.simulate.answer.answer import Answer
from carbonspan.simulate.answer.run import run_scenario
from carbonspan.simulate.answer.statistics.marginal import Marginal
from carbonspan.simulate.files import yaml
from carbonspan.simulate.reader.load import load
from carbonspan.simulate.shipped import library

SAMPLES = 1_000_000
LEVEL = 0.9
FIRST = {"allocation": "all_at_once", "accounting": "location"}
PARTS = ("training_emissions", "serving_emissions", "embodied_emissions")


@pytest.fixture(scope="module")
def summary() -> Answer:
    return run_scenario(load("chatgpt/life-cycle"), samples=SAMPLES, seed=0)


@pytest.fixture(scope="module")
def known() -> Answer:
    """The life cycle of a known number of users, whose spread would drown that of an error."""
    return run_scenario(load("chatgpt/life-cycle", fixes=["serving.users"]), samples=SAMPLES, seed=0)


@pytest.fixture(scope="module")
def unshared(tmp_path_factory: pytest.TempPathFactory) -> Answer:
    """The life cycle of `known` with two errors of one law, one for each of the two parts."""
    data = yaml.open_document(library.find("chatgpt/life-cycle")[1]).data
    serving = data["parts"]["serving"]
    data["shared"]["other_error"] = copy.deepcopy(data["shared"]["grid_error"])
    serving["share"] = ["other_error", "market"]
    serving["set"]["carbon_intensity"]["factors"] = ["other_error", "market"]
    path: Path = tmp_path_factory.mktemp("life") / "unshared.yaml"
    path.write_text(yaml.write(data))
    return run_scenario(load(str(path), fixes=["serving.users"]), samples=SAMPLES, seed=0)


def record(summary: Answer, output: str, at: dict[str, str] = FIRST) -> Marginal:
    found = summary.marginal(output, at)
    assert found is not None
    return found


def test_the_interval_of_the_sum_is_not_the_sum_of_the_intervals(summary):
    total = record(summary, "total_emissions").interval(LEVEL)
    parts = [record(summary, part).interval(LEVEL) for part in PARTS]
    low, high = sum(part.low.value for part in parts), sum(part.high.value for part in parts)
    errors = [part.low.error for part in parts] + [part.high.error for part in parts]
    error = float(np.hypot.reduce([*errors, total.low.error, total.high.error]))
    assert total.low.value - low > 10 * error
    assert high - total.high.value > 10 * error


def test_the_mean_of_the_sum_is_the_sum_of_the_means(summary):
    total = record(summary, "total_emissions").mean
    parts = [record(summary, part).mean for part in PARTS]
    assert total.value == pytest.approx(sum(part.value for part in parts), rel=1e-9)  # on the same draws


def test_sharing_one_error_of_intensity_widens_the_sum(known, unshared):
    one, two = (record(each, "total_emissions") for each in (known, unshared))
    difference = one.sd.value**2 - two.sd.value**2
    error = 2 * float(np.hypot(one.sd.value * one.sd.error, two.sd.value * two.sd.error))
    means = [record(known, part).mean.value for part in PARTS[:2]]
    variance = np.exp(np.log(1.16) ** 2) - 1
    # by hand: what has a common factor covaries by the product of its means times the factor's relative variance
    expected = 2 * means[0] * means[1] * variance
    assert expected > 5 * error
    assert difference == pytest.approx(expected, abs=4 * error)


def test_sharing_leaves_each_part_as_it_was(known, unshared):
    for part in PARTS:
        one, two = record(known, part).mean, record(unshared, part).mean
        assert abs(one.value - two.value) < 5 * np.hypot(one.error, two.error)


def test_training_bears_its_share_by_days_of_service(summary):
    all_at_once = record(summary, "training_emissions").nominal
    by_days = record(summary, "training_emissions", FIRST | {"allocation": "by_days_of_service"}).nominal
    options = ("all_at_once", "by_days_of_service")
    serving = {record(summary, "serving_emissions", FIRST | {"allocation": each}).nominal for each in options}
    assert by_days == pytest.approx(0.082 * all_at_once, rel=1e-12)
    assert len(serving) == 1


def test_the_market_scales_what_is_used_and_not_what_is_made(summary):
    market = FIRST | {"accounting": "market"}
    for part in PARTS[:2]:
        assert record(summary, part, market).nominal == pytest.approx(0.37 * record(summary, part).nominal, rel=1e-12)
    assert record(summary, PARTS[2], market).nominal == record(summary, PARTS[2]).nominal


def test_the_answer_that_trees_build_on_is_still_that(summary):
    answer = record(summary, "total_emissions")
    law = load("context/trees").inputs["emissions"].distribution
    for probability in (0.05, 0.5, 0.95):
        quantile = answer.quantiles[probability]
        tolerance = 5 * quantile.error + 0.005 * quantile.value  # three digits are stated
        assert float(law.quantile(probability)) == pytest.approx(quantile.value, abs=tolerance)
