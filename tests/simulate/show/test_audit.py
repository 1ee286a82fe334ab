from __future__ import annotations

import json
import math
from dataclasses import replace

import pytest

from carbonspan.simulate.answer.audits.audit import Held, Judgement
from carbonspan.simulate.answer.audits.claim_findings import about_figure
from carbonspan.simulate.scenario.claim import Claim, Figure, Finding
from carbonspan.simulate.scenario.publication import PublishedClaim
from carbonspan.simulate.show import audit
from carbonspan.simulate.units import unit

FINDING = Finding("unit", "MW for MWh", "them")


@pytest.fixture
def s1(plain):
    """The claim that serving emits 3.82 t, of which the nominal value is 3.8244 t."""
    claim = plain.scenario.claims[0]
    held = Held(claim, plain.record("emissions", {}), None)
    audited = PublishedClaim("S1", "a day's serving", plain.scenario, (claim,), "", "reproduced", (FINDING,))
    return Judgement(audited, (held,), (FINDING,))


def with_claim(judgement: Judgement, **changes) -> Judgement:
    held = judgement.held[0]
    return replace(judgement, held=(replace(held, claim=replace(held.claim, **changes)),))


@pytest.fixture
def open_one(s1):
    """A claim that no scenario answers."""
    audited = replace(s1.audited, name="C2", says="a brain", scenario=None, claims=(), findings=())
    return Judgement(audited, (), (), "which machine is meant")


def test_a_row_has_published_and_computed_in_the_unit_of_the_claim(s1):
    (row,) = audit.rows([s1])
    assert row[:4] == ("S1", "reproduced", "3.82 t", "3.8244 t")
    assert 60 < int(row[4]) < 67  # ln(3.8244 / 3.1) / ln(1.75) is 0.375 standard deviations
    low, high = map(float, row[5].split(" to "))
    assert low == pytest.approx(3.1 / 1.75**1.645, rel=0.05)
    assert high == pytest.approx(3.1 * 1.75**1.645, rel=0.05)
    (in_kg,) = audit.rows([with_claim(s1, unit=unit("kg"), stated="3820 kg")])
    assert in_kg[2:4] == ("3,820 kg", "3,824.4 kg")


def test_a_range_has_the_percentiles_of_its_ends(s1):
    (row,) = audit.rows([with_claim(s1, low=100.0, high=3100.0, stated="0.1 t to 3.1 t")])
    assert row[1:3] == ("not reproduced", "0.1 t to 3.1 t")
    assert row[4] == "< 1 to 50"


def test_further_figures_and_open_claims_have_rows_too(s1, open_one, plain):
    energy = Claim("S1-energy", "energy", 3.6e9, 3.6e9, 1, unit("MWh"), "1 MWh")
    both = replace(s1, held=(*s1.held, Held(energy, plain.record("energy", {}), None)))
    rows = list(audit.rows([both, open_one]))
    assert [row[:2] for row in rows] == [
        ("S1", "not reproduced"),
        ("S1-energy", "not reproduced"),
        ("C2", "not computable"),
    ]
    assert rows[2][2:] == ("", "", "", "")


def test_published_figures_decide_where_there_are_some(s1):
    held = replace(s1.held[0], published=Figure(5000.0, 1.0))
    judgement = replace(s1, held=(held,))
    assert next(iter(audit.rows([judgement])))[1:4] == ("not reproduced", "3.82 t", "5 t")
    record = audit.record(judgement)
    assert (record["nominal"], record["computed"]) == (pytest.approx(3.8244), pytest.approx(5.0))


def test_details_say_what_differs_what_is_missing_and_what_was_found(s1, open_one):
    place, finding = audit.details(s1)
    assert place.startswith("The published 3.82 t lies at the 6")
    assert finding == "unit: MW for MWh (them)"
    assert list(audit.details(open_one)) == [
        "not computable, though reproduced was expected",
        "missing: which machine is meant",
    ]


def test_a_range_and_an_open_end_are_placed(s1):
    between = with_claim(s1, low=100.0, high=3100.0, stated="0.1 t to 3.1 t")
    assert audit.place(between.held[0]) == (
        "The ends of the published range, 0.1 t to 3.1 t, lie below the 1st percentile and at the 50th percentile "
        "of what its own method supports."
    )
    at_most = with_claim(s1, low=-math.inf, high=1e6, stated="at most 1000 t")
    assert audit.place(at_most.held[0]).startswith("The published figure, at most 1,000 t, lies above the 99th")


def test_what_a_finding_says_is_not_said_twice(s1):
    far = with_claim(s1, low=1e6, high=1e6, stated="1000 t")
    found = replace(far, findings=tuple(about_figure(far.held[0].claim, far.held[0].record)))
    assert list(audit.details(found)) == [
        "not reproduced, though reproduced was expected",
        "outside-belief: 1,000 t lies above the 99th percentile of what its own method supports",
    ]


def test_verdicts_are_counted_and_those_not_as_expected_named(s1, open_one):
    assert audit.verdicts([s1]) == "1 claim: 1 reproduced; all as expected"
    counted = audit.verdicts([s1, s1, open_one])
    assert counted == "3 claims: 2 reproduced, 1 not computable; not as expected: C2"


def test_text_and_markdown_hold_every_claim(s1, open_one):
    text, markdown = (form("A newspaper", [s1, open_one]) for form in (audit.text, audit.markdown))
    for shown in (text, markdown):
        assert all(piece in shown for piece in ("A newspaper", "S1: a day's serving", "MW for MWh", "C2: a brain"))
    assert max(map(len, text.splitlines()[2:5])) == len(text.splitlines()[3].rstrip())
    table = [line for line in markdown.splitlines() if line.startswith("|")]
    assert [line.count("|") for line in table] == [len(audit.COLUMNS) + 1] * 4


def test_a_record_is_for_programs(s1):
    record = json.loads(json.dumps(audit.record(s1), allow_nan=False))
    assert (record["id"], record["verdict"], record["expected"]) == ("S1", "reproduced", "reproduced")
    assert record["published"] == pytest.approx(3.82)
    assert record["nominal"] == pytest.approx(3.8244)
    assert (record["unit"], record["rounding"]) == ("t", pytest.approx(0.005))
    assert 60 < record["percentile"] < 67
    assert record["interval"]["low"] < record["published"] < record["interval"]["high"]
    assert record["findings"] == [{"kind": "unit", "text": "MW for MWh", "source": "them"}]


def test_an_open_end_is_null(s1):
    record = json.loads(json.dumps(audit.record(with_claim(s1, high=math.inf)), allow_nan=False))
    assert record["published"] == [pytest.approx(3.82), None]
    assert record["percentile"][1] is None
    assert 60 < record["percentile"][0] < 67


def test_what_cannot_be_computed_is_null(open_one):
    record = json.loads(json.dumps(audit.record(open_one), allow_nan=False))
    assert (record["verdict"], record["missing"]) == ("not computable", "which machine is meant")
    assert [record[key] for key in ("published", "nominal", "percentile", "scenario")] == [None] * 4
