"""A law by its key: how it is written, and which form is meant."""

from __future__ import annotations

import pytest

from carbonspan.simulate.grammar.laws.context import Context
from carbonspan.simulate.grammar.laws.registry import LAWS
from carbonspan.simulate.laws.bounded import Uniform
from carbonspan.simulate.laws.positive import lognormal_of_gsd, lognormal_of_mean


def test_examples_are_entries_of_a_file() -> None:
    assert LAWS["p5"].examples == [{"p5": 0.15, "p95": 0.6}]
    assert LAWS["gsd"].examples == [{"gsd": 2}]
    assert len(LAWS["beta"].examples) == 3


@pytest.mark.parametrize(
    ("key", "written"),
    [
        ("p5", ["p5: …, p95: …"]),
        ("gsd", ["gsd: a number above 1"]),
        ("uniform", ["uniform: [low, high]"]),
        ("lognormal", ["lognormal: {median, gsd}", "lognormal: {mean, cv}"]),
        ("pedigree", ["pedigree: {scores, basic?}"]),
    ],
)
def test_how_a_law_is_written(key: str, written: list[str]) -> None:
    assert LAWS[key].written == written


def test_the_form_is_that_of_most_fields() -> None:
    assert LAWS["lognormal"].read({"median": 2, "gsd": 1.5}, Context()) == lognormal_of_gsd(2.0, 1.5)
    assert LAWS["lognormal"].read({"mean": 2, "cv": 0.3}, Context()) == lognormal_of_mean(2.0, 0.3)


def test_a_list_may_be_a_mapping() -> None:
    assert LAWS["uniform"].read([1, 2], Context()) == LAWS["uniform"].read({"high": 2, "low": 1}, Context())
    assert LAWS["uniform"].read((1, 2), Context()) == Uniform(1.0, 2.0)
