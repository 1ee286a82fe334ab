"""Answers of the Python interface."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

import carbonspan
from carbonspan.simulate.api.answers import run
from carbonspan.simulate.api.scenarios import load
from carbonspan.simulate.laws.normal import Normal
from carbonspan.simulate.problems import InvalidInput


def double(a: float) -> float:
    return 2.0 * a


def test_a_name_a_path_and_a_scenario_are_the_same_question(tmp_path: Path) -> None:
    by_name = run("chatgpt/by-words", samples=2000, seed=3)
    scenario = load("chatgpt/by-words")
    by_path = run(scenario.path, samples=2000, seed=3)
    by_scenario = run(scenario, samples=2000, seed=3)
    for other in (by_path, by_scenario):
        for group in ("intervals", "quantiles", "moments"):
            for name, values in by_name[group].data_vars.items():
                np.testing.assert_array_equal(values, other[group][name])


def test_sets_and_fixes_change_the_answer() -> None:
    wide = run("chatgpt/by-words", samples=4000)["intervals"]["emissions"].sel(level=0.9, kind="equal-tailed").values
    scenario = load("chatgpt/by-words", fixes=list(load("chatgpt/by-words").inputs)[:3])
    held = run(scenario, samples=4000)["intervals"]["emissions"].sel(level=0.9, kind="equal-tailed").values
    assert held.tolist() != wide.tolist()


def test_an_answer_is_in_the_units_people_read(build: Callable) -> None:
    tree = run(build(double, {"a": Normal(3.0, 0.5)}), samples=1 << 14, levels=(0.5,), draws=10)
    low, high = tree["intervals"]["double"].sel(level=0.5, kind="equal-tailed").values
    assert (low, high) == pytest.approx((6 - 0.6745, 6 + 0.6745), abs=4 * 1.25 / np.sqrt(1 << 14))
    assert tree["draws"].sizes["sample"] == 10


def test_one_needs_no_list_around_it() -> None:
    one, listed = load("chatgpt/by-words", sets="pue=1.2", fixes="users"), load("chatgpt/by-words", fixes=["users"])
    assert one.inputs["pue"].nominal == 1.2
    assert one.inputs["users"] == listed.inputs["users"]
    assert run(one, samples=1000, levels=0.8)["intervals"]["level"].values.tolist() == [0.8]


def test_an_answer_that_misses_its_tolerance_warns_and_is_kept() -> None:
    with pytest.warns(UserWarning, match=r"tolerance of 0\.1 % was missed: 1,000 samples reach .* are needed") as told:
        tree = run("chatgpt/by-words", samples=1000, tolerance=0.001)
    assert Path(told[0].filename) == Path(__file__)
    assert tree.attrs["warnings"].splitlines()[-1] == str(told[0].message)
    assert tree.attrs["tolerance"] == 0.001
    assert tree["intervals"]["emissions"].sel(level=0.9, kind="equal-tailed").values[0] > 0


def test_samples_too_few_for_an_interval_warn() -> None:
    with pytest.warns(UserWarning, match="only 3 samples: the ends of a 50 % interval need 40"):
        run("chatgpt/by-words", samples=3)


def test_progress_is_reported(build: Callable) -> None:
    seen: list[tuple[int, int]] = []
    run(build(double, {"a": Normal(3.0, 0.5)}), samples=1000, progress=lambda *counts: seen.append(counts))
    assert seen[-1] == (1000, 1000)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"samples": -1}, "samples.*got -1"),
        ({"design": "latin"}, "design.*got 'latin'"),
        ({"threads": 10**8}, "threads: must be a whole number from 1 to 1024, got 100000000"),
    ],
)
def test_arguments_that_mean_nothing_are_refused(arguments: dict, message: str) -> None:
    with pytest.raises(InvalidInput, match=message):
        run("chatgpt/by-words", **arguments)
    with pytest.raises(InvalidInput, match="no-such-scenario"):
        load("no-such-scenario")


def test_whole_numbers_may_be_floats() -> None:
    tree = run("chatgpt/by-words", samples=1e3, seed=1.0, draws=10.0, threads=1.0)
    assert (tree.attrs["samples"], tree.attrs["seed"], tree["draws"].sizes["sample"]) == (1000, 1, 10)
    with pytest.raises(InvalidInput, match=r"seed: must be a whole number from 0 on, got 1\.5"):
        run("chatgpt/by-words", seed=1.5)


def test_a_run_is_updated_by_what_was_observed() -> None:
    tree = carbonspan.run("chatgpt/by-words", observed=["energy=5 MWh ± 10%"], samples=1 << 14)
    assert tree.attrs["observed"] == "energy = 5 MWh, measured to 10%"
    assert tree["learnt"]["information"].values[0] == tree["learnt"]["information"].max()
    width = [
        np.ptp(each["intervals"]["energy"].sel(level=0.9, kind="equal-tailed").values)
        for each in (tree, tree["before"])
    ]
    assert width[0] < width[1] / 5
    asked = carbonspan.ask("llama-3.1-70b", observed="energy=0.2 Wh", error="10%", samples=1 << 14)
    assert asked.to_dict()["updating"]["observations"][0]["unit"] == "Wh"
    with pytest.raises(carbonspan.InvalidInput, match="error: requires observed"):
        carbonspan.run("chatgpt/by-words", error="10%")
    with pytest.raises(carbonspan.InvalidInput, match="tolerance: does not go with observed"):
        carbonspan.run("chatgpt/by-words", observed="energy=5 MWh ± 10%", tolerance=0.01)
