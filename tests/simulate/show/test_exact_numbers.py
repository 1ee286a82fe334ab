"""Numbers for programs read back as the same bits, and those that do not exist are null or empty."""

from __future__ import annotations

import json
import math

import numpy as np
import pytest

from carbonspan.simulate.answer.statistics.marginal import Estimate
from carbonspan.simulate.show.exact_numbers import estimate, finite, text, texts


@pytest.mark.parametrize("value", [0.1, -0.0, 5e-324, 1.7976931348623157e308, np.float64(1 / 3)])
def test_a_number_reads_as_the_same_bits(value: float) -> None:
    for again in (json.loads(json.dumps(finite(value))), float(text(value))):
        assert math.copysign(1.0, again) == math.copysign(1.0, value)
        assert again == value


@pytest.mark.parametrize("value", [math.nan, math.inf, -math.inf])
def test_what_is_no_number_is_null_or_empty(value: float) -> None:
    assert estimate(Estimate(1.0, value)) == {"value": 1.0, "error": None}
    assert texts(Estimate(value, 1.0)) == ("", "1.0")
