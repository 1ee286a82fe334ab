"""Sobol' indices against functions whose indices are known."""

import math
from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest

from carbonspan.simulate.answer.run_options import Request
from carbonspan.simulate.engine.errors import RunError
from carbonspan.simulate.laws.bounded import Uniform
from carbonspan.simulate.laws.discrete import Constant, Discrete
from carbonspan.simulate.laws.normal import Normal, StudentT
from carbonspan.simulate.laws.positive import Lognormal
from carbonspan.simulate.problems import InvalidInput
from carbonspan.simulate.scenario.scenario import Axis, Correlation, Option, Scenario, Shares
from carbonspan.simulate.sensitivity.sobol import OutputIndices, sobol_indices

#: Standard errors that all of some hundred numbers keep within.
FAR = 5.0


def ishigami(a: float, b: float, c: float) -> float:
    return np.sin(a) + 7.0 * np.sin(b) ** 2 + 0.1 * c**4 * np.sin(a)


def g(a: float, b: float, c: float) -> float:
    return abs(4 * a - 2) * (abs(4 * b - 2) + 9.0) / 10.0 * (abs(4 * c - 2) + 99.0) / 100.0


def product(a: float, b: float, c: float, d: float) -> float:
    return a * b * c * d


def total(a: float, b: float) -> float:
    return a + b


def inverse(a: float, b: float) -> float:
    return b / a


#: First-order and total indices: Saltelli et al., Global Sensitivity Analysis (2008); closed forms for the last.
KNOWN = {
    "ishigami": (
        ishigami,
        dict.fromkeys("abc", Uniform(-math.pi, math.pi)),
        {"a": (0.313905191148, 0.557588855210), "b": (0.442411144790, 0.442411144790), "c": (0.0, 0.243683664062)},
    ),
    "g": (
        g,
        dict.fromkeys("abc", Uniform(0.0, 1.0)),
        {"a": (0.98671184, 0.99003388), "b": (0.00986712, 0.01315660), "c": (9.867e-5, 1.3200e-4)},
    ),
}


def analysed(scenario: Scenario, samples: int = 1 << 16, **options: object) -> OutputIndices:
    on = options.pop("on", None)
    request = Request(samples, **{"design": "sobol", **options})
    (found,) = sobol_indices(scenario, request, on=on)
    return found


def by_input(found: OutputIndices) -> dict[str, tuple]:
    return {" ".join(each.inputs): (each.first, each.total) for each in found.indices}


@pytest.mark.parametrize("design", ["sobol", "random"])
@pytest.mark.parametrize("name", KNOWN)
def test_known_indices_lie_within_their_errors(build: Callable, name: str, design: str) -> None:
    function, laws, expected = KNOWN[name]
    found = by_input(analysed(build(function, laws), on="value", design=design))
    for given, (first, whole) in expected.items():
        for estimate, exact in zip(found[given], (first, whole), strict=True):
            assert abs(estimate.value - exact) < FAR * estimate.error, (given, estimate, exact)
            assert estimate.error < 0.02


def test_a_product_is_explained_on_the_logarithm_alone(build: Callable) -> None:
    """The logarithm of a product is a sum: shares of the squared sigmas, and no interactions."""
    sigmas = {"a": 1.0, "b": 0.5, "c": 0.25, "d": 0.1}
    scenario = build(product, {name: Lognormal(1.0, sigma) for name, sigma in sigmas.items()})
    found = analysed(scenario)
    assert found.scale.scale == "log"
    variance = sum(sigma**2 for sigma in sigmas.values())
    assert found.variance == pytest.approx(variance, rel=0.01)
    for name, (first, whole) in by_input(found).items():
        exact = sigmas[name] ** 2 / variance
        assert abs(first.value - exact) < FAR * first.error
        assert abs(whole.value - exact) < FAR * whole.error
    assert abs(found.interactions.value) < FAR * found.interactions.error
    assert [each.inputs for each in found.indices] == [("a",), ("b",), ("c",), ("d",)]


def test_on_the_value_a_product_has_interactions(build: Callable) -> None:
    """Eight lognormals would take long; four of sigma 0.25 have S = (e^(s²) - 1) / (e^(4 s²) - 1)."""
    scenario = build(product, dict.fromkeys("abcd", Lognormal(1.0, 0.25)))
    found = analysed(scenario, 1 << 18)
    assert found.scale.scale == "value"
    one, all_four = math.expm1(0.0625), math.expm1(4 * 0.0625)
    for first, whole in by_input(found).values():
        assert abs(first.value - one / all_four) < FAR * first.error
        assert abs(whole.value - one * math.exp(3 * 0.0625) / all_four) < FAR * whole.error


def test_inputs_that_correlate_are_one_group(build: Callable) -> None:
    scenario = build(product, dict.fromkeys("abcd", Lognormal(1.0, 0.5)))
    group = Correlation(("a", "c"), ((1.0, 0.6), (0.6, 1.0)), "normal")
    found = by_input(analysed(replace(scenario, correlations=(group,))))
    assert sorted(found) == ["a c", "b", "d"]
    variance = 0.25 * (2 + 2 * (1 + 0.6))
    for name, exact in (("a c", 0.25 * 3.2 / variance), ("b", 0.25 / variance)):
        assert abs(found[name][0].value - exact) < FAR * found[name][0].error


def test_shares_of_a_whole_are_one_group(build: Callable, make_input: Callable) -> None:
    """Shares sum to one, so that their sum explains nothing, and a weighted sum is explained by them together."""
    scenario = build(total, {"a": Uniform(0.0, 1.0), "b": Uniform(0.0, 1.0)})
    scenario = replace(scenario, shares=(Shares("parts", ("a", "b"), (0.3, 0.7), 20.0),))
    assert not analysed(scenario, on="value").variance > 1e-20


def test_an_inert_input_explains_exactly_nothing(build: Callable) -> None:
    scenario = build(total, {"a": Normal(0.0, 1.0), "b": Normal(0.0, 1.0), "inert": Uniform(0.0, 1.0)})
    first, whole = by_input(analysed(scenario, on="value"))["inert"]
    assert (first.value, first.error, whole.value, whole.error) == (0.0, 0.0, 0.0, 0.0)


@pytest.mark.parametrize("sign", [1.0, -1.0])
def test_negative_outputs_are_analysed_on_their_value(build: Callable, sign: float) -> None:
    found = analysed(build(total, {"a": Normal(sign, 2.0), "b": Normal(0.0, 1.0)}))
    assert found.scale.scale == "value"
    first, whole = by_input(found)["a"]
    assert abs(first.value - 0.8) < FAR * first.error
    assert abs(whole.value - 0.8) < FAR * whole.error


def loss(a: float, b: float) -> float:
    return -a * b


def test_a_negative_product_is_explained_on_the_logarithm_of_its_magnitude(build: Callable) -> None:
    found = analysed(build(loss, {"a": Lognormal(1.0, 3.0), "b": Lognormal(1.0, 0.7)}))
    assert found.scale.scale == "log"
    first, whole = by_input(found)["a"]
    exact = 9.0 / (9.0 + 0.49)
    assert abs(first.value - exact) < FAR * first.error < 0.01
    assert abs(whole.value - exact) < FAR * whole.error


def test_an_output_that_does_not_vary_has_no_indices(build: Callable) -> None:
    found = analysed(build(total, {"a": Constant(1.0), "b": Constant(2.0)}))
    assert (found.variance, found.indices) == (0.0, ())


def test_one_input_explains_everything(build: Callable) -> None:
    ((first, whole),) = by_input(analysed(build(total, {"a": Uniform(0.0, 1.0), "b": Constant(2.0)}))).values()
    assert first.value == pytest.approx(1.0, abs=1e-6)
    assert whole.value == pytest.approx(1.0, abs=FAR * whole.error)


def test_a_discrete_output_has_indices(build: Callable) -> None:
    scenario = build(total, {"a": Discrete((0.0, 3.0), (0.5, 0.5)), "b": Discrete((0.0, 1.0), (0.5, 0.5))})
    first, _ = by_input(analysed(scenario, on="value"))["a"]
    assert abs(first.value - 0.9) < FAR * first.error + 1e-9


def test_ranks_are_those_of_the_pilot(build: Callable) -> None:
    """The rank of a monotone function of one input is that input's own: it explains everything."""
    ((first, _),) = by_input(analysed(build(total, {"a": Lognormal(1.0, 2.0), "b": Constant(0.0)}), on="rank")).values()
    assert first.value == pytest.approx(1.0, abs=1e-6)


def test_a_heavy_tail_is_analysed_on_ranks(build: Callable) -> None:
    scenario = build(total, {"a": StudentT(2.0, 0.0, 1.0), "b": Normal(0.0, 1.0)})
    assert analysed(scenario).scale.scale == "rank"
    with pytest.raises(InvalidInput, match="--on value needs a variance, and total has none: the law of a"):
        analysed(scenario, on="value")


def test_a_logarithm_needs_positive_values(build: Callable) -> None:
    with pytest.raises(InvalidInput, match="--on log needs values of one sign, and total runs from -"):
        analysed(build(total, {"a": Normal(0.0, 1.0), "b": Normal(0.0, 1.0)}), on="log")


def test_outputs_that_are_not_finite_are_refused(build: Callable) -> None:
    scenario = build(inverse, {"a": Discrete((0.0, 1.0), (1e-4, 0.9999)), "b": Uniform(1.0, 2.0)})
    with pytest.raises(RunError, match="have outputs that are not finite numbers; the first is sample"):
        analysed(scenario, on="value")


def test_every_coordinate_has_its_indices(build: Callable, make_input: Callable) -> None:
    scenario = build(total, {"a": Normal(5.0, 1.0), "b": Normal(5.0, 1.0)})
    options = (Option("same", {}), Option("wider", {"b": make_input("b", Normal(5.0, 3.0), stream="wider")}))
    scenario = replace(scenario, axes=(Axis("case", "dimension", options),))
    same, wider = sobol_indices(scenario, Request(1 << 16, design="sobol"), on="value")
    assert (same.coordinates, wider.coordinates) == ({"case": "same"}, {"case": "wider"})
    for found, exact in ((same, 0.5), (wider, 0.9)):
        first, _ = by_input(found)["b"]
        assert abs(first.value - exact) < FAR * first.error


def test_any_number_of_threads_gives_the_same_bits(build: Callable) -> None:
    scenario = build(ishigami, KNOWN["ishigami"][1])
    one, three = (analysed(scenario, 1 << 18, threads=threads) for threads in (1, 3))
    assert one == three


@pytest.mark.slow
@pytest.mark.parametrize("design", ["sobol", "random"])
@pytest.mark.parametrize("name", KNOWN)
def test_stated_intervals_hold_as_often_as_they_say(build: Callable, name: str, design: str) -> None:
    """95 % intervals, over 200 seeds, small indices and totals included."""
    function, laws, expected = KNOWN[name]
    scenario = build(function, laws)
    hits: dict[tuple[str, int], list[bool]] = {}
    for seed in range(200):
        found = by_input(analysed(scenario, 1 << 14, seed=seed, on="value", design=design))
        for given, exact in expected.items():
            for kind in (0, 1):
                estimate = found[given][kind]
                hits.setdefault((given, kind), []).append(abs(estimate.value - exact[kind]) <= 1.96 * estimate.error)
    shares = {key: float(np.mean(each)) for key, each in hits.items()}
    assert all(0.9 <= share <= 0.99 for share in shares.values()), shares
