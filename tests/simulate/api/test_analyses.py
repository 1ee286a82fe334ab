"""What the Python interface says of inputs."""

from collections.abc import Callable
from typing import Any

import pytest

import carbonspan
from carbonspan.simulate.api.analyses import measure, sensitivity
from carbonspan.simulate.laws.normal import Normal
from carbonspan.simulate.problems import InvalidInput


def double(a: float) -> float:
    return 2.0 * a


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


def test_a_loss_requires_a_budget() -> None:
    with pytest.raises(InvalidInput, match=r"^loss: requires a budget, .* such as 'emissions < 10 t', got 2 without"):
        measure("chatgpt/by-words", loss=2)


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
