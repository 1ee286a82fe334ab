"""One form of a law: its fields, what must rise, and what a form says of itself."""

from __future__ import annotations

from typing import ClassVar

import pytest
from pydantic import ValidationError

from carbonspan.simulate.grammar.laws.beta import BetaEntry, BetaOfQuantilesEntry
from carbonspan.simulate.grammar.laws.context import Context, Units
from carbonspan.simulate.grammar.laws.entry import LawEntry
from carbonspan.simulate.grammar.laws.fields import Quantity
from carbonspan.simulate.grammar.laws.normal import NormalEntry
from carbonspan.simulate.grammar.laws.registry import LAWS
from carbonspan.simulate.laws.base import LawError
from carbonspan.simulate.laws.bounded import Uniform
from carbonspan.simulate.laws.truncation import Truncated, Window
from carbonspan.simulate.units import unit

FORMS = [form for law in LAWS.values() for form in law.forms]


class Interval(LawEntry):
    """A law of this test."""

    low: Quantity
    high: Quantity

    build = Uniform
    rises: ClassVar[tuple[str, ...]] = ("low", "high")


PATHS = {"low": ("low",), "high": (1,)}


def test_a_form_is_its_fields_and_what_builds_the_law() -> None:
    assert Interval.read({"low": 1, "high": "3 h"}, PATHS, Context(bare=unit("s"))) == Uniform(1.0, 3 * 3600.0)


def test_a_law_is_cut_to_the_window() -> None:
    cut = Interval.read({"low": 1, "high": 3}, PATHS, Context(window=Window(2.0)))
    assert cut == Truncated(Uniform(1.0, 3.0), 2.0)


def test_every_field_that_cannot_be_read_is_reported_at_its_path() -> None:
    with pytest.raises(LawError, match="must be") as caught:
        Interval.read({"low": None, "high": "x"}, PATHS, Context())
    assert [path for path, _ in caught.value.problems] == [("low",), (1,)]


def test_fields_that_fall_are_reported_at_the_later_one() -> None:
    with pytest.raises(LawError, match=r"1: must exceed low \(3\), got 2"):
        Interval.read({"low": 3, "high": 2}, PATHS, Context())


def test_an_entry_is_frozen_and_knows_its_fields() -> None:
    entry = NormalEntry.model_validate({"mean": 3, "sd": 1}, context=Context())
    assert (entry.mean, entry.sd) == (3.0, 1.0)
    with pytest.raises(ValidationError, match="frozen"):
        entry.mean = 2.0
    with pytest.raises(ValidationError, match="extra_forbidden"):
        NormalEntry.model_validate({"mean": 3, "sd": 1, "cv": 2}, context=Context())


def test_fields_with_a_default_may_be_left_out_by_a_plain_number_only() -> None:
    assert BetaEntry.required() == ["alpha", "beta"]
    assert BetaEntry.in_unit() == ["low", "high"]
    with pytest.raises(LawError, match="needs low and high, with units, as the input has a dimension"):
        BetaEntry.read({"alpha": 2, "beta": 2}, {}, Context(Units(unit("h"))))


def test_only_laws_of_quantiles_fit_the_window_themselves() -> None:
    fitting = {form for form in FORMS if form.fits_window}
    assert fitting == {BetaOfQuantilesEntry, LAWS["p5"].form, LAWS["quantiles"].form}


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.__name__)
def test_orders_name_fields(form: type[LawEntry]) -> None:
    assert set(form.rises) <= set(form.names())
