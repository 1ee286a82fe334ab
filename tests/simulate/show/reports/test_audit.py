from __future__ import annotations

import json
import math
from dataclasses import replace

import pytest

from carbonspan.simulate.answer.audits.audit import AuditedFigure, ClaimAudit
from carbonspan.simulate.answer.audits.claim_findings import about_figure
from carbonspan.simulate.scenario.claim import Claim, Figure, Finding
from carbonspan.simulate.scenario.publication import PublishedClaim
from carbonspan.simulate.show.reports import audit
from carbonspan.simulate.units import unit

FINDING = Finding("unit", "MW for MWh", "them")


@pytest.fixture
def s1(plain, make_scenario):
    """The claim that serving emits 3.82 t, of which the nominal value is 3.8244 t."""
    claim = plain.subject.claims[0]
    figure = AuditedFigure(claim, plain.marginal("emissions", {}), None)
    audited = PublishedClaim("S1", "a day's serving", make_scenario(), (claim,), "", "reproduced", (FINDING,))
    return ClaimAudit(audited, (figure,), (FINDING,))


def with_claim(claim_audit: ClaimAudit, **changes) -> ClaimAudit:
    figure = claim_audit.figures[0]
    return replace(claim_audit, figures=(replace(figure, claim=replace(figure.claim, **changes)),))


@pytest.fixture
def open_one(s1):
    """A claim that no scenario answers."""
    audited = replace(s1.audited, name="C2", says="a brain", scenario=None, claims=(), findings=())
    return ClaimAudit(audited, (), (), "which machine is meant")


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
    both = replace(s1, figures=(*s1.figures, AuditedFigure(energy, plain.marginal("energy", {}), None)))
    rows = list(audit.rows([both, open_one]))
    assert [row[:2] for row in rows] == [
        ("S1", "not reproduced"),
        ("S1-energy", "not reproduced"),
        ("C2", "not computable"),
    ]
    assert rows[2][2:] == ("", "", "", "")


def test_published_figures_decide_where_there_are_some(s1):
    figure = replace(s1.figures[0], published=Figure(5000.0, 1.0))
    claim_audit = replace(s1, figures=(figure,))
    assert next(iter(audit.rows([claim_audit])))[1:4] == ("not reproduced", "3.82 t", "5 t")
    marginal = audit.as_dict(claim_audit)
    assert (marginal["nominal"], marginal["computed"]) == (pytest.approx(3.8244), pytest.approx(5.0))


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
    assert audit.percentile_sentence(between.figures[0]) == (
        "The ends of the published range, 0.1 t to 3.1 t, lie below the 1st percentile and at the 50th percentile "
        "of what its own method supports."
    )
    at_most = with_claim(s1, low=-math.inf, high=1e6, stated="at most 1000 t")
    assert audit.percentile_sentence(at_most.figures[0]).startswith(
        "The published figure, at most 1,000 t, lies above the 99th"
    )


def test_what_a_finding_says_is_not_said_twice(s1):
    far = with_claim(s1, low=1e6, high=1e6, stated="1000 t")
    found = replace(far, findings=tuple(about_figure(far.figures[0].claim, far.figures[0].marginal)))
    assert list(audit.details(found)) == [
        "not reproduced, though reproduced was expected",
        "outside-belief: 1,000 t lies above the 99th percentile of what its own method supports",
    ]


def test_verdicts_are_counted_and_those_not_as_expected_named(s1, open_one):
    assert audit.conclusion([s1]) == "1 claim: 1 reproduced; all as expected"
    counted = audit.conclusion([s1, s1, open_one])
    assert counted == "3 claims: 2 reproduced, 1 not computable; not as expected: C2"


def test_text_and_markdown_hold_every_claim(s1, open_one):
    text, markdown = (form("A newspaper", [s1, open_one]) for form in (audit.text, audit.markdown))
    for shown in (text, markdown):
        assert all(piece in shown for piece in ("A newspaper", "S1: a day's serving", "MW for MWh", "C2: a brain"))
    assert max(map(len, text.splitlines()[2:5])) == len(text.splitlines()[3].rstrip())
    table = [line for line in markdown.splitlines() if line.startswith("|")]
    assert [line.count("|") for line in table] == [len(audit.COLUMNS) + 1] * 4


def test_a_record_is_for_programs(s1):
    marginal = json.loads(json.dumps(audit.as_dict(s1), allow_nan=False))
    assert (marginal["id"], marginal["verdict"], marginal["expected"]) == ("S1", "reproduced", "reproduced")
    assert marginal["published"] == pytest.approx(3.82)
    assert marginal["nominal"] == pytest.approx(3.8244)
    assert (marginal["unit"], marginal["rounding"]) == ("t", pytest.approx(0.005))
    assert 60 < marginal["percentile"] < 67
    assert marginal["interval"]["low"] < marginal["published"] < marginal["interval"]["high"]
    assert marginal["findings"] == [{"kind": "unit", "text": "MW for MWh", "source": "them"}]


def test_an_open_end_is_null(s1):
    marginal = json.loads(json.dumps(audit.as_dict(with_claim(s1, high=math.inf)), allow_nan=False))
    assert marginal["published"] == [pytest.approx(3.82), None]
    assert marginal["percentile"][1] is None
    assert 60 < marginal["percentile"][0] < 67


def test_what_cannot_be_computed_is_null(open_one):
    marginal = json.loads(json.dumps(audit.as_dict(open_one), allow_nan=False))
    assert (marginal["verdict"], marginal["missing"]) == ("not computable", "which machine is meant")
    assert [marginal[key] for key in ("published", "nominal", "percentile", "scenario")] == [None] * 4
