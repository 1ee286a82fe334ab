"""The verbs of the Python interface."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import carbonspan
from carbonspan.simulate.api import load, measure, run, sensitivity
from carbonspan.simulate.laws.normal import Normal
from carbonspan.simulate.problems import InvalidInput


def double(a: float) -> float:
    return 2.0 * a


def test_the_package_hands_out_the_verbs() -> None:
    assert (carbonspan.load, carbonspan.run, carbonspan.measure) == (load, run, measure)


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


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"sets": [("pue", 1.2)]}, r"sets takes texts such as 'pue=1.2', got \('pue', 1.2\)"),
        (
            {"sets": {"pue": [1.2, None, {}, object]}},
            r"--set pue: 3: must be a number, text such as '0\.35 gpu\*s/word'",
        ),
        ({"sets": {"pue": ""}}, r"--set pue=: must be INPUT=VALUE"),
        ({"sets": ["pue=1.2", 3]}, r"sets takes texts such as 'pue=1.2', got 3"),
        ({"fixes": [None]}, r"fixes takes texts such as 'pue', got None"),
        ({"fixes": 3}, r"fixes takes texts such as 'pue', got 3"),
    ],
)
def test_what_is_no_text_is_refused(options: dict[str, Any], message: str) -> None:
    with pytest.raises(InvalidInput, match=message):
        load("chatgpt/by-words", **options)


def test_measurements_are_a_tree() -> None:
    asked = {"accuracies": "latency=10%", "pairs": "latency,users", "budget": "emissions < 10 t", "loss": 5}
    tree = measure("chatgpt/by-words", samples=2e4, seed=1, **asked)
    group = tree["measurements"]
    assert group["accuracy"].sel(measurement="latency").item() == "to 10%"
    assert group["emissions"].sel(measurement="latency, users") < group["emissions"].sel(measurement="users")
    assert tree["decision"].attrs == {"budget": "emissions < 10 t", "loss": 5}
    assert (tree.attrs["samples"], tree.attrs["seed"]) == (20_000, 1)
    assert "decision" not in measure("chatgpt/by-words", samples=2e4).children


def test_what_is_no_text_of_a_measurement_is_refused() -> None:
    with pytest.raises(InvalidInput, match=r"accuracies takes texts such as 'latency=10%', got 0\.1"):
        measure("chatgpt/by-words", accuracies=0.1)  # type: ignore[arg-type]
    with pytest.raises(InvalidInput, match="budget takes texts such as 'emissions < 10 t', got 10"):
        measure("chatgpt/by-words", budget=10)  # type: ignore[arg-type]


def test_sensitivity_is_a_verb_too() -> None:
    assert carbonspan.sensitivity is sensitivity


def test_sensitivity_is_a_tree_of_all_numbers() -> None:
    found = sensitivity("chatgpt/by-words", samples=1 << 11, seed=2, closed="latency,pue", second_order=True)
    total = found["sobol"]["emissions"].sel(index="total")
    assert total.idxmax("input").item() == "users"
    assert found["closed"]["set"].values.tolist() == ["latency, pue"]
    assert found["second_order"]["emissions"].sizes["pair"] == 36
    assert "shapley" not in found.children
    assert (found.attrs["samples"], found.attrs["seed"]) == (1 << 11, 2)


def test_sensitivity_takes_a_scenario_a_scale_and_shapley_effects(build: Callable[..., Any]) -> None:
    scenario = build(double, {"a": Normal(1.0, 1.0)})
    found = sensitivity(scenario, samples=1 << 10, design="random", on="rank", shapley=True)
    assert found["scale"]["double"].item() == "rank"
    assert float(found["shapley"]["double"].sel(input="a", index="shapley")) == 1.0


def test_sensitivity_is_the_same_on_any_number_of_threads_and_shows_its_progress() -> None:
    seen: list[tuple[int, int]] = []
    one, two = (
        sensitivity("chatgpt/by-words", samples=1 << 11, threads=threads, progress=lambda *done: seen.append(done))
        for threads in (1, 2)
    )
    assert one["sobol"].to_dataset().identical(two["sobol"].to_dataset())
    assert all(0 <= done <= whole for done, whole in seen)
    assert seen


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"samples": 10}, "must be at least 1,024, got 10"),
        ({"on": "ranks"}, "must be one of value, log, rank, got 'ranks'"),
        ({"closed": 3}, "closed takes texts such as 'latency,pue', got 3"),
        ({"closed": "latncy"}, "no input is called 'latncy'; did you mean 'latency'"),
    ],
)
def test_sensitivity_refuses_what_it_cannot_answer(options: dict[str, Any], message: str) -> None:
    with pytest.raises(InvalidInput, match=message):
        sensitivity("chatgpt/by-words", **options)


def test_values_by_name_are_texts() -> None:
    by_name = load("chatgpt/by-words", sets={"pue": 1.2, "latency": "0.2 to 0.5", "users": {"gsd": 2}})
    assert by_name == load("chatgpt/by-words", sets=["pue=1.2", "latency=0.2 to 0.5", "users={gsd: 2}"])
    assert by_name == load("chatgpt/by-words").with_(pue=1.2, latency="0.2 to 0.5", users={"gsd": 2})


def test_whole_numbers_may_be_floats() -> None:
    tree = run("chatgpt/by-words", samples=1e3, seed=1.0, draws=10.0, threads=1.0)
    assert (tree.attrs["samples"], tree.attrs["seed"], tree["draws"].sizes["sample"]) == (1000, 1, 10)
    with pytest.raises(InvalidInput, match=r"seed: must be a whole number from 0 on, got 1\.5"):
        run("chatgpt/by-words", seed=1.5)


def test_compare_takes_names_scenarios_and_answers() -> None:
    words = carbonspan.load("chatgpt/by-words")
    answer = carbonspan.run(words, samples=20_000, draws=20_000)
    found = carbonspan.compare([words, "chatgpt/by-hardware"], samples=20_000)
    assert found["scenarios"]["name"].values.tolist() == ["chatgpt/by-words", "chatgpt/by-hardware"]
    drawn = carbonspan.compare([answer, "chatgpt/by-hardware"])
    for tree in (found, drawn):
        below, error = (
            float(tree["probability"][name].sel(first="A", second="B")) for name in ("below", "below_error")
        )
        assert abs(below - 0.0765) < 5 * error


def test_compare_refuses_what_is_no_list_of_scenarios() -> None:
    with pytest.raises(InvalidInput, match="scenarios: must be a list of two or more"):
        carbonspan.compare("chatgpt/by-words")
    with pytest.raises(InvalidInput, match="outputs: must be one for all scenarios or one each, got 1 for 2"):
        carbonspan.compare(["chatgpt/by-words", "chatgpt/by-hardware"], outputs=["energy"])


def test_a_gap_s_tree_adds_up() -> None:
    found = carbonspan.gap(
        "chatgpt/by-words", carbonspan.load("chatgpt/by-words", sets=["pue=1.2", "users=2e6 person"])
    )
    assert found["inputs"]["input"].values.tolist() == ["users", "pue"]
    assert found["inputs"]["nominal"].values == pytest.approx([2.0, 1.2])
    total = float(found["ratio"]["log"][0])
    assert float(found["inputs"]["log"].sum()) == pytest.approx(total)
    assert float(found["factors"]["log"].sum()) == pytest.approx(total)
    assert found["factor_inputs"]["nominal"].sel(factor="gpu_time", input="pue").item() == 1.0
    assert found["inputs"]["belief"].sel(input="pue", scenario="second").item() == "1.2"


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
