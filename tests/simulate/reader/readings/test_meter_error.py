"""The law of what a meter measured."""

from __future__ import annotations

import math

import pytest

from carbonspan.simulate.laws.discrete import Constant
from carbonspan.simulate.laws.normal import Normal, StudentT
from carbonspan.simulate.laws.truncation import Window
from carbonspan.simulate.reader.readings.meter_error import measured_law


def test_what_is_known_exactly_is_a_constant() -> None:
    assert measured_law(3.0, 0.0, math.inf, 0.0, within=Window(0.0)) == Constant(3.0)


def test_few_readings_give_a_t_and_a_large_meter_error_a_normal_law() -> None:
    assert measured_law(100.0, 2.0, 8.0, 0.0, within=Window()) == StudentT(8.0, 100.0, 2.0)
    assert measured_law(100.0, 0.1, 8.0, 6.0, within=Window()) == Normal(100.0, math.hypot(0.1, 6 / math.sqrt(3)))


def test_degrees_of_freedom_are_those_of_welch_and_satterthwaite() -> None:
    law = measured_law(100.0, 3.0, 8.0, 4 * math.sqrt(3), within=Window())
    assert isinstance(law, StudentT)
    assert (law.df, law.location, law.scale) == pytest.approx((8 * (5 / 3) ** 4, 100.0, 5.0))


def test_a_positive_quantity_stays_positive() -> None:
    law = measured_law(1.0, 1.0, 8.0, 0.0, within=Window(0.0))
    assert law.support[0] == 0
    assert float(law.quantile(1e-9)) >= 0
