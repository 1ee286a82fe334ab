"""Verification of compiled scenarios, and scenarios of whole numbers that were once computed wrongly."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from carbonspan.simulate.answer.run import run_scenario
from carbonspan.simulate.engine.compiler import verification
from carbonspan.simulate.engine.errors import RunError
from carbonspan.simulate.engine.program.plan import plan
from carbonspan.simulate.laws.bounded import Uniform
from carbonspan.simulate.problems import InvalidInput
from carbonspan.simulate.reader.load import load
from carbonspan.simulate.scenario.scenario import Axis, Option

PARAMETERS, TOKENS = 175_000_000_000, 300_000_000_000
X, Y = {"x": Uniform(1.0, 2.0)}, {"x": Uniform(1.0, 2.0), "y": Uniform(1.0, 2.0)}


def wrapped(x: float) -> float:
    return np.multiply(PARAMETERS, TOKENS) * x


def exact(x: float) -> float:
    state = 1
    for _ in range(3):
        state = (state * 6364136223846793005 + 1442695040888963407) % 2**64
    return state * x


def undivided(x: float) -> float:
    return min(5, 6 // (int(x * 2) - 2))


def outside(x: float) -> float:
    return max(0, (1, 2)[int(2 * x) - 2]) if x < 1.2 else min(1, (1, 2)[int(9 * x)])


@pytest.mark.parametrize("formula", [wrapped, exact, undivided, outside], ids=lambda each: each.__name__)
def test_a_formula_that_differs_compiled_is_refused(build: Callable, started: Callable, formula: Callable) -> None:
    line = formula.__code__.co_firstlineno
    name = formula.__name__
    expected = rf"test_verification.py:{line}:1: model: {name}: {name} is .* compiled but .* in Python, at x = "
    with pytest.raises(InvalidInput, match=expected):
        started(build(formula, X))


def cancelled(x: float, y: float) -> float:
    return x * y - y * x + (1e17 + x) - 1e17 + (x * x - x * x * y / y)


def edged(x: float, y: float) -> float:
    return np.floor(x / y * y / x * 3)


def singular(x: float, y: float) -> float:
    return 1 / (x * y / y - x)


@pytest.mark.parametrize("formula", [cancelled, edged, singular], ids=lambda each: each.__name__)
def test_rounding_is_not_a_difference(build: Callable, started: Callable, formula: Callable) -> None:
    started(build(formula, Y))


def looked(x: float) -> float:
    return (3, 4, 5)[int(x)]


def test_every_coordinate_is_verified(build: Callable, started: Callable, make_input: Callable) -> None:
    scenario = build(undivided, {"x": Uniform(3.0, 4.0)})
    started(scenario)
    options = (
        Option("fine", {}),
        Option("poor", {"x": make_input("x", Uniform(1.0, 2.0))}),
    )
    with pytest.raises(InvalidInput, match="undivided is 5 compiled but nan in Python"):
        started(replace(scenario, axes=(Axis("place", "dimension", options),)))


def test_the_nominal_values_are_verified(build: Callable, started: Callable) -> None:
    scenario = build(undivided, {"x": Uniform(3.0, 4.0)})
    odd = replace(scenario.inputs["x"], nominal=1.2)
    with pytest.raises(InvalidInput, match=r"at x = 1\.2;"):
        started(replace(scenario, inputs={"x": odd}))


def test_a_verification_is_cached_with_the_code(
    build: Callable, started: Callable, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("CARBONSPAN_CACHE_DIR", str(tmp_path))
    memo = verification.Memo("verified", "test")
    monkeypatch.setattr(verification, "_memo", lambda: memo)
    calls: list[int] = []
    monkeypatch.setattr(verification, "first_samples", lambda *given: calls.append(given[-1]) or ())
    scenario = replace(build(looked, X), resolved="title: looked")
    started(scenario)
    started(scenario)
    assert calls == [1, verification.SAMPLES]  # the nominal values and the first samples, once
    started(replace(scenario, resolved="title: another"))
    assert calls[2:] == [1, verification.AGAIN]


def test_the_first_samples_are_those_of_a_run(build: Callable, started: Callable) -> None:
    scenario = build(looked, X)
    made = plan(scenario, seed=3, design="random")
    found = list(verification.first_samples(made, started(scenario).executable.model, 5))
    assert [each.outputs for each in found] == [((3.0, 4.0, 5.0)[int(each.values["x"])],) for each in found]
    assert len({each.values["x"] for each in found}) == 5


WHOLE = """\
import numpy as np

PARAMETERS = 175_000_000_000
TOKENS = 300_000_000_000
BASE, POWER = 10, -3
LAYERS = np.array([12, 24, 96])


def train(share: float) -> float:
    return 6 * PARAMETERS * TOKENS * share


def milli(share: float) -> float:
    return BASE**POWER * share


def whole(share: float) -> float:
    return round(share * 1e19)


def per_node(share: float) -> float:
    return 6 // (int(share) - 1)


def remainder(share: float) -> float:
    return 7 % (int(share) - 1)


def beyond(share: float) -> float:
    return LAYERS[int(share) + 1] * share


def loop(share: float) -> float:
    total = 1
    for step in range(1, 31):
        total *= step
    return total * share


def layers(share: float) -> float:
    return LAYERS[int(share)] * PARAMETERS * PARAMETERS * share


def negative(share: float) -> float:
    return 2**-10 * 10**20 * int(share * 1e3)


def flag(load: float) -> float:
    return np.where(load > 1.5, 1.0, 0.0)


def angle(load: float) -> float:
    return np.arctan2(1.0, load)
"""


def run(folder: Path, model: str, inputs: str, samples: int = 100_000) -> object:
    (folder / "whole.py").write_text(WHOLE)
    path = folder / f"{model}.yaml"
    path.write_text(f"title: Integers\nmodel: whole.py:{model}\ninputs:\n  {inputs}\n")
    (record,) = run_scenario(load(str(path)), samples=samples).marginals
    return record


SHARE = "share: {nominal: 2, uniform: [1, 3], evidence: assumed}"


@pytest.mark.parametrize(
    ("model", "low", "high"),
    [
        ("train", 3.15e23, 9.45e23),
        ("milli", 0.001, 0.003),
        ("whole", 1e19, 3e19),
        ("loop", 1.0 * 265252859812191058636308480000000, 3.0 * 265252859812191058636308480000000),
        ("negative", 2**-10 * 1e23, 3 * 2**-10 * 1e23),
    ],
)
def test_whole_numbers_do_not_wrap(tmp_path: Path, model: str, low: float, high: float) -> None:
    record = run(tmp_path, model, SHARE)
    # the median of a uniform law has the standard error (high - low) / (2 sqrt(n)); five of them
    error = 5 * (high - low) / (2 * np.sqrt(100_000))
    assert record.quantiles[0.5].value == pytest.approx((low + high) / 2, abs=error)
    assert record.nominal == pytest.approx((low + high) / 2, rel=1e-12)


@pytest.mark.parametrize("model", ["per_node", "remainder", "beyond"])
def test_a_division_by_zero_and_an_index_beyond_the_end_are_refused(tmp_path: Path, model: str) -> None:
    share = SHARE if model != "beyond" else SHARE.replace("nominal: 2", "nominal: 1")
    with pytest.raises(RunError, match=f"{model} cannot be computed from share = "):
        run(tmp_path, model, share)


@pytest.mark.parametrize(("model", "mean"), [("flag", 0.30853753872598694)])
def test_a_choice_between_constants_runs(tmp_path: Path, model: str, mean: float) -> None:
    record = run(tmp_path, model, "load: {normal: {mean: 1, sd: 1}, evidence: assumed}")
    assert record.mean.value == pytest.approx(mean, abs=5 * np.sqrt(mean * (1 - mean) / 100_000))
