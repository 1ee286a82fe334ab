from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import replace

import pytest

from carbonspan.simulate.answer.audits.audit import audit
from carbonspan.simulate.reader.publications import read_publication
from carbonspan.simulate.scenario.publication import Publication

SAMPLES = 50_000


@pytest.fixture
def audited_claims(kettle) -> Callable[..., tuple]:
    """The audited of the kettle's claims."""

    def run_audit(claims: str, **options):
        return audit(read_publication(kettle(f"claims:\n{claims}")), samples=SAMPLES, **options)

    return run_audit


@pytest.mark.parametrize(
    ("said", "verdict"),
    [
        ("value: 2 kWh", "reproduced"),
        ("value: 2.0 kWh", "reproduced"),
        ("value: 2.1 kWh", "not reproduced"),
        ("value: 2.1 kWh, rounding: 0.2 kWh", "reproduced"),
        ("value: 2 MWh", "not reproduced"),
        ("at_least: 1.9 kWh", "reproduced"),
        ("at_least: 2.1 kWh", "not reproduced"),
        ("at_most: 1.9 kWh", "not reproduced"),
        ("between: [1.9 kWh, 2.1 kWh]", "reproduced"),
        ("between: [2.10 kWh, 2.20 kWh]", "not reproduced"),
        ("value: 3.0 kWh, from: {power: 3 kW}", "reproduced"),
        ("value: 2.0 kWh, from: {power: 3 kW}", "not reproduced"),
        ("value: 3.0 kWh, from: {a: 1.6 kWh, b: 1.4 kWh}", "reproduced"),
    ],
)
def test_a_verdict_is_about_quoted_values_and_the_claims_own_rounding(audited_claims, said, verdict):
    (claim,) = audited_claims(f"  A: {{output: energy, {said}}}\n")
    assert claim.verdict == verdict
    assert claim.as_expected is (verdict == "reproduced")


def test_every_figure_of_a_claim_must_be_reproduced(audited_claims):
    claims = "  A: {output: energy, value: 2 kWh}\n  A-e: {output: emissions, value: 1 kg}\n"
    (right,) = audited_claims(claims)
    (wrong,) = audited_claims(claims.replace("1 kg", "2 kg"))
    assert (right.verdict, wrong.verdict) == ("reproduced", "not reproduced")
    assert [each.verdict for each in wrong.figures] == ["reproduced", "not reproduced"]


def test_an_expected_failure_is_as_expected(audited_claims):
    (claim,) = audited_claims("  A: {output: energy, value: 3 kWh, verdict: not reproduced}\n")
    assert (claim.verdict, claim.as_expected) == ("not reproduced", True)
    (claim,) = audited_claims("  A: {output: energy, value: 2 kWh, verdict: not reproduced}\n")
    assert (claim.verdict, claim.as_expected) == ("reproduced", False)


def below(energy: float) -> float:
    """The probability of less than so many kWh: a lognormal power, averaged over uniform losses."""
    losses = [1.1 + 0.2 * (k + 0.5) / 1000 for k in range(1000)]
    scores = (math.log(energy / (2 * factor)) / math.log(1.5) for factor in losses)
    return sum(0.5 * math.erfc(-score / math.sqrt(2)) for score in scores) / 1000


def test_a_percentile_is_where_the_claim_lies(audited_claims):
    said = ("value: 2.3 kWh", "between: [1 kWh, 9 kWh]", "at_least: 2.3 kWh")
    audited = audited_claims("".join(f"  C{k}: {{output: energy, {each}}}\n" for k, each in enumerate(said)), seed=3)
    ends = [[each and (each.value, each.error) for each in claim.figures[0].percentiles] for claim in audited]
    assert ends[0][0] == ends[0][1] == ends[2][0]
    assert ends[2][1] is None
    for (found, error), energy in zip((ends[0][0], *ends[1]), (2.3, 1.0, 9.0), strict=True):
        assert abs(found - below(energy)) < 5 * error


def test_stated_findings_come_before_computed_ones(audited_claims):
    stated = "findings: [{kind: unit, text: MW for MWh}]"
    (claim,) = audited_claims(f"  A: {{output: emissions, value: 1.0 kg, {stated}}}\n")
    assert [finding.kind for finding in claim.findings] == ["unit", "left-out", "outside-belief"]


def test_a_sum_of_published_figures_has_no_inputs_to_doubt(audited_claims):
    (claim,) = audited_claims("  A: {output: emissions, value: 1.0 kg, from: {x: 0.70 kg, y: 0.30 kg}}\n")
    assert claim.findings == ()


def test_a_run_that_fails_leaves_its_claims_open(audited_claims, monkeypatch):
    from carbonspan.simulate.answer.audits import audit as module
    from carbonspan.simulate.engine.errors import RunError

    def failing(*_args, **_options):
        raise RunError("energy is not finite")

    monkeypatch.setattr(module, "run_scenario", failing)
    (claim,) = audited_claims("  A: {output: energy, value: 2 kWh}\n")
    assert (claim.verdict, claim.missing) == ("not computable", "energy is not finite")


def test_a_comparison_has_no_figure_to_find_fault_with() -> None:
    (night,) = audit(read_publication("bert/by-hour"), samples=10_000)
    assert night.figures[0].probability
    assert night.findings == night.audited.findings


def test_each_scenario_is_run_once(audited_claims, monkeypatch):
    from carbonspan.simulate.answer.audits import audit as module

    ran, run = [], module.run_scenario
    monkeypatch.setattr(module, "run_scenario", lambda *args, **options: ran.append(args) or run(*args, **options))
    audited_claims("  A: {output: energy, value: 2 kWh}\n  B: {output: emissions, value: 1 kg}\n")
    assert len(ran) == 1


def test_a_claim_without_figures_misses_what_is_said_although_its_scenario_answers_others() -> None:
    (known,) = read_publication("chatgpt/by-words").claims
    unknown = replace(known, name="S9", claims=(), missing="how many ask")
    _, audited_claims = audit(Publication("", "", (known, unknown)), samples=10_000)
    assert audited_claims.verdict == "not computable"
    assert audited_claims.missing == "how many ask"
