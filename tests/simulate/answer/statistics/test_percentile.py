from __future__ import annotations

import math

import numpy as np
import pytest

from carbonspan.simulate.answer.run import run_scenario
from carbonspan.simulate.answer.statistics.percentile import percentile
from carbonspan.simulate.laws.discrete import Constant
from carbonspan.simulate.laws.positive import Lognormal

SAMPLES = 200_000


def same(x: float) -> float:
    return x


def phi(z: float) -> float:
    return 0.5 * math.erfc(-z / math.sqrt(2))


@pytest.mark.parametrize("value", [0.5, 1.9, 2.0, 3.7, 11.0])
def test_a_percentile_is_the_law_s_probability_below(build, value):
    answer = run_scenario(build(same, {"x": Lognormal(2.0, math.log(1.8))}), samples=SAMPLES, describe_inputs=False)
    expected = phi(math.log(value / 2.0) / math.log(1.8))
    found = percentile(answer.marginals[0], value)
    assert found.error == pytest.approx(math.sqrt(expected * (1 - expected) / SAMPLES), rel=0.1)
    assert abs(found.value - expected) < 5 * found.error


def test_it_is_what_a_record_says_of_its_nominal_value(build):
    (marginal,) = run_scenario(
        build(same, {"x": Lognormal(2.0, math.log(1.8))}), samples=SAMPLES, describe_inputs=False
    ).marginals
    assert percentile(marginal, marginal.nominal).value == pytest.approx(marginal.nominal_percentile.value, abs=1e-12)


def test_beyond_every_sample_it_is_nothing_or_all(build):
    (marginal,) = run_scenario(
        build(same, {"x": Lognormal(2.0, math.log(1.8))}), samples=1000, describe_inputs=False
    ).marginals
    assert [percentile(marginal, value).value for value in (-1.0, np.nextafter(marginal.maximum, np.inf), 1e9)] == [
        0,
        1,
        1,
    ]


def test_half_of_what_equals_a_value_lies_below(build):
    (one,) = run_scenario(build(same, {"x": Constant(3.0)}), samples=1000, describe_inputs=False).marginals
    assert [percentile(one, value).value for value in (2.9, 3.0, 3.1)] == [0.0, 0.5, 1.0]
