from __future__ import annotations

import math
from typing import get_args

import pytest

from carbonspan.simulate.scenario.claim import FINDINGS, Claim, FindingKind


@pytest.mark.parametrize(
    ("low", "high", "rounding", "value", "holds"),
    [
        (3820, 3820, 5, 3824.4, True),
        (3820, 3820, 4, 3824.4, False),
        (0.3, 0.3, 0, 0.1 + 0.2, True),
        (-math.inf, 4000, 0, 3824.4, True),
        (4000, math.inf, 0, 3824.4, False),
        (1000, 2000, 0, 3824.4, False),
        (1000, 2000, 0, math.nan, False),
    ],
)
def test_a_value_agrees_with_a_claim_within_its_rounding(
    low: float, high: float, rounding: float, value: float, *, holds: bool
) -> None:
    assert Claim("S1", "emissions", low, high, rounding).agrees(value) is holds


def test_every_kind_of_finding_has_a_meaning() -> None:
    assert set(FINDINGS) == set(get_args(FindingKind))
