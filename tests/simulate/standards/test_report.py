"""The shapes of standards, printed and as JSON."""

from __future__ import annotations

import json
from collections.abc import Callable

from carbonspan.simulate.reader.load import load
from carbonspan.simulate.show.terminals.columns import Columns
from carbonspan.simulate.standards.draws import named_draws
from carbonspan.simulate.standards.report import as_dict, lines, statement


def test_the_statement_has_mean_interval_method_and_boundary(drawn: Callable) -> None:
    assert statement(drawn()).startswith("Emissions are 180 g CO2e per 1,000 queries (mean; 95 % interval ")
    assert statement(drawn()).endswith("32,768 samples; counted: serving, making the hardware.")


def test_an_end_far_below_the_mean_is_not_rounded_to_zero() -> None:
    told = statement(named_draws(load("chatgpt/by-words"), samples=10_000, seed=0))
    assert "95 % interval 0.11 to 29 t" in told


def test_both_forms_are_printed_with_their_sources(drawn: Callable) -> None:
    for form, source in (("sci", "ISO/IEC 21031:2024"), ("ipcc", "2006 IPCC Guidelines")):
        found = list(lines(drawn(), form))
        assert sum(isinstance(each, Columns) for each in found) == 1
        assert any(source in each for each in found if isinstance(each, str))


def test_json_has_every_number_with_its_error(drawn: Callable) -> None:
    equation, inventory = (json.loads(json.dumps(as_dict(drawn(), form))) for form in ("sci", "ipcc"))
    assert equation["complete"] is True
    assert {"symbol", "unit", "median", "spread_by_evidence", "data_quality"} <= equation["terms"][0].keys()
    assert equation["terms"][0]["median"]["error"] > 0
    assert [each["category"] for each in inventory["rows"]] == ["electricity", "making the hardware", "total"]
    assert inventory["rows"][1]["activity_uncertainty_percent"] is None
    assert inventory["data_quality"][0]["reliability"] == 2
