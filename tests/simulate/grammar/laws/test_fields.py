"""The types of a law's fields."""

from __future__ import annotations

import pytest

from carbonspan.simulate.grammar.laws import fields
from carbonspan.simulate.grammar.laws.context import Context, Units
from carbonspan.simulate.laws.base import LawError
from carbonspan.simulate.units import unit

HOURS = Context(Units(unit("h")), unit("h"))


def test_only_quantities_carry_the_unit() -> None:
    assert [fields.QUANTITY.read(2, HOURS), fields.POSITIVE_QUANTITY.read("30 min", HOURS)] == [7200.0, 1800.0]
    assert [kind.read("50 %", HOURS) for kind in (fields.NUMBER, fields.POSITIVE, fields.PROBABILITY)] == [0.5] * 3


@pytest.mark.parametrize(
    ("kind", "raw", "message"),
    [
        (fields.POSITIVE, 0, "must be positive, got 0"),
        (fields.FACTOR, "120 %", "is a factor, which has no unit: 1.2 is a spread of about ± 20 %; got 120 %"),
        (fields.FACTOR, "25 %", "must exceed 1, got 25 %; a geometric standard deviation .* write 1.25"),
        (fields.PROBABILITY, 1, "must lie between 0 and 1, got 1"),
        (fields.COUNT, 1.5, "must be a whole number from 1, got 1.5"),
        (fields.NUMBER, 1e-120, r"must be 0 or a number from 1e-100 to 1e\+100 in size, got 1e-120"),
        (
            fields.QUANTITY,
            "10 %",
            r"; write the number in h; a spread that is a ratio is `lognormal: {mean: …, cv: 10 %}`",
        ),
        (fields.QUANTITY, [1], "must be a number in the input's unit, got a list"),
    ],
    ids=lambda each: each.what if isinstance(each, fields.NumberType) else str(each),
)
def test_a_number_that_breaks_its_rule_is_refused(kind: fields.NumberType, raw: object, message: str) -> None:
    with pytest.raises(LawError, match=message):
        kind.read(raw, HOURS)


def test_shares_are_scaled_to_sum_to_one() -> None:
    assert fields.shares([0.333333] * 3, "weights") == [1 / 3] * 3
    with pytest.raises(LawError, match=r"weights must sum to 1, got 0\.9; divide each by 0\.9"):
        fields.shares([0.4, 0.5], "weights")
