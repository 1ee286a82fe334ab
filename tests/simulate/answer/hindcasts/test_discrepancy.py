import math
from types import SimpleNamespace

import numpy as np
import pytest

from carbonspan.simulate.answer.hindcasts.discrepancy import discrepancies
from carbonspan.simulate.answer.hindcasts.forecast import of_range
from carbonspan.simulate.answer.hindcasts.predictions import Prediction
from carbonspan.simulate.scenario.truth import Case, Truth
from carbonspan.simulate.units import unit

Z = 1.6448536269514722


def predictions(sd: float, *, groups: int, seed: int = 1) -> list[Prediction]:
    """Truths about 100 with the laws' own spread of 0.2 and a discrepancy of `sd`, three a group."""
    rng = np.random.default_rng(seed)
    forecast = of_range((100 * math.exp(-Z * 0.2), 100 * math.exp(Z * 0.2)))
    case = Case(SimpleNamespace(name="case"), (), seen=True, family="load")
    made = []
    for group in range(groups):
        for number in range(3):
            value = 100 * math.exp(rng.normal(0, math.hypot(0.2, sd)))
            truth = Truth(f"t{number}", "power", value, unit("W"), "metered", f"g{group}")
            made.append(Prediction(case, truth, None, {"carbonspan": forecast}))
    return made


def test_the_estimate_is_the_spread_that_laws_leave_out():
    [found] = discrepancies(predictions(0.5, groups=60))
    assert math.log(found.gsd) == pytest.approx(0.5, rel=0.15)  # 180 truths: 5 % of the spread, three standard errors
    low, high = found.range
    assert low <= found.gsd <= high
    assert high / low < 1.05
    assert found.with_factor > found.without
    assert found.most > found.gsd


def test_laws_that_are_right_need_none():
    [found] = discrepancies(predictions(0.0, groups=60))
    assert found.gsd < 1.12
    assert found.with_factor == pytest.approx(found.without, abs=0.02)


def test_a_family_needs_three_groups():
    assert discrepancies(predictions(0.5, groups=2)) == []
