"""Gaps with closed forms: the shares of a product are the logarithms of its factors' ratios."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import replace
from itertools import permutations

import numpy as np
import pytest
from scipy.special import ndtri

from carbonspan.simulate.answer.run_options import Request
from carbonspan.simulate.comparing.explained import Gap, Share
from carbonspan.simulate.comparing.gap import gap
from carbonspan.simulate.comparing.pairing import PairingRules
from carbonspan.simulate.laws.bounded import Uniform
from carbonspan.simulate.laws.discrete import Constant
from carbonspan.simulate.laws.normal import Normal
from carbonspan.simulate.laws.positive import Lognormal
from carbonspan.simulate.problems import InvalidInput
from carbonspan.simulate.reader.load import load
from carbonspan.simulate.scenario.scenario import Scenario, Shares

FAR = 5.0
REQUEST = Request(1 << 15, 2)
X = {"a": Lognormal(1.0, 0.5), "b": Lognormal(2.0, 0.3), "c": Lognormal(3.0, 0.2)}


def between(paired: Callable, one: Scenario, other: Scenario, **rules: tuple[str, ...]) -> Gap:
    first, second = paired([one, other])
    return gap(first, second, REQUEST, PairingRules(**rules))


def shares(found: Gap) -> dict[str, float]:
    return {each.name: each.share.nominal for each in found.inputs}


def test_the_shares_of_a_product_are_the_ratios_of_its_factors(named: Callable, paired: Callable) -> None:
    y = {"a": Lognormal(4.0, 0.4), "b": Lognormal(1.0, 0.3), "c": X["c"]}
    found = between(paired, named("x", "product", X), named("y", "product", y))
    assert found.one_model
    assert shares(found) == pytest.approx({"a": 4.0, "b": 0.5})
    assert found.ratio == pytest.approx(2.0)
    (first, second) = found.inputs
    for each, median, spread in ((first, 4.0, math.hypot(0.5, 0.4)), (second, 0.5, 0.3 * math.sqrt(2))):
        assert abs(each.share.log.value - math.log(median)) <= FAR * each.share.log.error
        end = median * math.exp(spread * ndtri(0.95))
        assert abs(each.share.high.value - end) <= FAR * each.share.high.error


def test_inputs_that_are_the_same_contribute_nothing(named: Callable, paired: Callable) -> None:
    found = between(paired, named("x", "product", X), named("y", "product", {**X, "b": Constant(5.0)}))
    assert [each.name for each in found.inputs] == ["b"]
    assert found.share.nominal == pytest.approx(2.5)
    assert found.share.log.value == pytest.approx(found.inputs[0].share.log.value)


def test_a_scenario_differs_from_itself_by_nothing(named: Callable, paired: Callable) -> None:
    found = between(paired, named("x", "product", X), named("y", "product", X))
    assert (found.ratio, found.inputs) == (1.0, ())
    assert found.share.is_idle


def brute(values: Callable[..., float], x: list[float], y: list[float]) -> list[float]:
    """Shapley shares of the logarithm by all orders."""
    found = np.zeros(len(x))
    orders = list(permutations(range(len(x))))
    for order in orders:
        now = list(x)
        for player in order:
            before = math.log(values(*now))
            now[player] = y[player]
            found[player] += (math.log(values(*now)) - before) / len(orders)
    return found.tolist()


def test_the_shares_of_a_sum_are_means_over_all_orders(named: Callable, paired: Callable) -> None:
    x, y = [1.0, 2.0, 3.0], [5.0, 1.0, 4.0]
    one, other = (
        named(name, "total", dict(zip("abc", map(Constant, values), strict=True)))
        for name, values in (("x", x), ("y", y))
    )
    found = between(paired, one, other)
    expected = brute(lambda *values: sum(values), x, y)
    logs = {each.name: math.log(each.share.nominal) for each in found.inputs}
    assert [logs[name] for name in "abc"] == pytest.approx(expected)
    assert sum(logs.values()) == pytest.approx(math.log(10 / 6))
    assert all(each.share.log.value == pytest.approx(logs[each.name]) for each in found.inputs)


def test_shares_add_up_in_expectation(named: Callable, paired: Callable) -> None:
    one = named("x", "total", {name: Uniform(1.0, 2.0) for name in "abc"})
    other = named("y", "total", {"a": Uniform(3.0, 5.0), "b": Lognormal(1.0, 0.8), "c": Uniform(0.5, 1.0)})
    found = between(paired, one, other)
    assert sum(each.share.log.value for each in found.inputs) == pytest.approx(found.share.log.value)


def test_factors_are_telescoped_over_the_outputs_of_two_models(named: Callable, paired: Callable) -> None:
    """The outputs work, energy and mass of both: the ratio of each to the one before."""
    y = {"a": Lognormal(7.0, 0.5), "b": Lognormal(1.0, 0.2), "c": Lognormal(9.0, 0.2)}
    one, other = named("x", "chained", X), renamed(named("y", "chained", y))
    found = between(paired, one, other)
    assert not found.one_model
    assert [(each.name, each.share.nominal) for each in found.factors] == [
        ("work", pytest.approx(7.0)),
        ("energy / work", pytest.approx(0.5)),
        ("mass / energy", pytest.approx(3.0)),
    ]
    assert math.prod(each.share.nominal for each in found.factors) == pytest.approx(found.ratio)
    assert sum(each.share.log.value for each in found.factors) == pytest.approx(found.share.log.value)
    assert [each.read for each in found.factors] == [(("a",), ("a",)), (("b",), ("b",)), (("c",), ("c",))]
    end = 0.5 * math.exp(math.hypot(0.3, 0.2) * ndtri(0.95))
    high = found.factors[1].share.high
    assert abs(high.value - end) <= FAR * high.error


def renamed(scenario: Scenario) -> Scenario:
    """The scenario of a model that is called otherwise, so that its inputs are not those of the first."""
    part = scenario.parts[0]
    return replace(scenario, parts=(replace(part, model=replace(part.model, name="another")),))


def test_factors_of_one_model_have_their_inputs(named: Callable, paired: Callable) -> None:
    found = between(
        paired, named("x", "chained", X), named("y", "chained", {**X, "a": Lognormal(2.0, 0.5), "c": Constant(1.0)})
    )
    assert [[each.name for each in factor.inputs] for factor in found.factors] == [["a"], [], ["c"]]
    assert found.factors[1].share.is_idle


def test_the_intermediates_that_one_model_lacks_are_named(named: Callable, paired: Callable) -> None:
    other = named("y", "product", X)
    output = replace(other.outputs[0], name="mass")
    part = other.parts[0]
    model = replace(part.model, outputs=(replace(part.model.outputs[0], name="mass"),))
    found = between(
        paired, named("x", "chained", X), replace(other, outputs=(output,), parts=(replace(part, model=model),))
    )
    assert [each.name for each in found.factors] == ["mass"]
    assert found.missing == (("work", "energy"), ())


def test_the_article_s_two_estimates_are_three_factors_apart(paired: Callable) -> None:
    """S1 and S3: 147.5 = 76.0 (GPUs in use) x 1.63 (watts a GPU) x 1.19 (intensity)."""
    found = between(paired, load("chatgpt/by-hardware"), load("chatgpt/by-words"))
    assert [each.name for each in found.factors] == ["gpu_time", "energy / gpu_time", "emissions / energy"]
    assert [each.share.nominal for each in found.factors] == pytest.approx([75.95, 1.628, 1.193], rel=1e-3)
    assert found.ratio == pytest.approx(147.546, rel=1e-5)
    assert [each.unit.text for each in found.factors] == ["gpu*hour", "W/gpu", "gCO2e/kWh"]
    assert found.factors[1].values == pytest.approx((250.0, 407.0))


def test_more_than_a_dozen_inputs_are_switched_in_random_orders(build: Callable, paired: Callable) -> None:
    one, other = (
        replace(build(many, {name: Lognormal(median, 0.1) for name in NAMES}), name=f"of {median}")
        for median in (1.0, 1.5)
    )
    found = between(paired, one, other)
    assert found.orders == 64
    assert [each.share.nominal for each in found.inputs] == pytest.approx([1.5] * 13)
    assert math.prod(each.share.nominal for each in found.inputs) == pytest.approx(found.ratio)


NAMES = "abcdefghijklm"


def many(
    a: float, b: float, c: float, d: float, e: float, f: float, g: float,
    h: float, i: float, j: float, k: float, l: float, m: float,  # noqa: E741
) -> float:  # fmt: skip
    return a * b * c * d * e * f * g * h * i * j * k * l * m


def test_shares_of_one_whole_are_switched_together(named: Callable, paired: Callable) -> None:
    laws = {"a": Uniform(0.0, 1.0), "b": Uniform(0.0, 1.0), "c": Constant(2.0)}
    one, other = (
        replace(named(name, "total", laws), shares=(Shares("w", ("a", "b"), means, 50.0),))
        for name, means in (("x", (0.5, 0.5)), ("y", (0.2, 0.8)))
    )
    one, other = (
        replace(each, inputs={**each.inputs, "a": replace(each.inputs["a"], nominal=mean)})
        for each, mean in ((one, 0.5), (other, 0.2))
    )
    found = between(paired, one, other)
    assert [each.name for each in found.inputs] == ["a and b"]


def test_an_output_that_is_not_positive_has_no_gap(named: Callable, paired: Callable) -> None:
    one, other = (
        named(name, "total", {"a": Constant(value), "b": Constant(0.0), "c": Constant(0.0)})
        for name, value in (("x", -1.0), ("y", 2.0))
    )
    with pytest.raises(InvalidInput, match="a gap is a ratio of positive outputs, but at nominal values total of A"):
        between(paired, one, other)


def test_an_output_that_is_not_positive_in_every_sample_has_shares_at_nominal_values(
    named: Callable, paired: Callable
) -> None:
    one, other = (
        named(name, "total", {"a": Normal(value, 1.0), "b": Constant(0.0), "c": Constant(0.0)})
        for name, value in (("x", 1.0), ("y", 2.0))
    )
    found = between(paired, one, other)
    assert found.share == Share(pytest.approx(2.0))
    assert "is not positive in every sample" in found.warnings[0]


def test_the_inverse_gap_has_inverse_factors(named: Callable, paired: Callable) -> None:
    one, other = named("x", "chained", X), named("y", "chained", {**X, "a": Lognormal(4.0, 0.2)})
    found, back = between(paired, one, other).inverted(), between(paired, other, one)
    assert found.ratio == pytest.approx(back.ratio)
    assert found.first.name == "y"
    assert found.share.low.value <= found.share.mean.value <= found.share.high.value
    assert found.factors[0].values == pytest.approx(back.factors[0].values)
