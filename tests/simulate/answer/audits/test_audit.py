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
def judged(kettle) -> Callable[..., tuple]:
    """The judgements of the kettle's claims."""

    def judge(claims: str, **options):
        return audit(read_publication(kettle(f"claims:\n{claims}")), samples=SAMPLES, **options)

    return judge


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
def test_a_verdict_is_about_quoted_values_and_the_claims_own_rounding(judged, said, verdict):
    (judgement,) = judged(f"  A: {{output: energy, {said}}}\n")
    assert judgement.verdict == verdict
    assert judgement.as_expected is (verdict == "reproduced")


def test_every_figure_of_a_claim_must_be_reproduced(judged):
    claims = "  A: {output: energy, value: 2 kWh}\n  A-e: {output: emissions, value: 1 kg}\n"
    (right,) = judged(claims)
    (wrong,) = judged(claims.replace("1 kg", "2 kg"))
    assert (right.verdict, wrong.verdict) == ("reproduced", "not reproduced")
    assert [each.verdict for each in wrong.held] == ["reproduced", "not reproduced"]


def test_an_expected_failure_is_as_expected(judged):
    (judgement,) = judged("  A: {output: energy, value: 3 kWh, verdict: not reproduced}\n")
    assert (judgement.verdict, judgement.as_expected) == ("not reproduced", True)
    (judgement,) = judged("  A: {output: energy, value: 2 kWh, verdict: not reproduced}\n")
    assert (judgement.verdict, judgement.as_expected) == ("reproduced", False)


def below(energy: float) -> float:
    """The probability of less than so many kWh: a lognormal power, averaged over uniform losses."""
    losses = [1.1 + 0.2 * (k + 0.5) / 1000 for k in range(1000)]
    scores = (math.log(energy / (2 * factor)) / math.log(1.5) for factor in losses)
    return sum(0.5 * math.erfc(-score / math.sqrt(2)) for score in scores) / 1000


def test_a_percentile_is_where_the_claim_lies(judged):
    said = ("value: 2.3 kWh", "between: [1 kWh, 9 kWh]", "at_least: 2.3 kWh")
    judgements = judged("".join(f"  C{k}: {{output: energy, {each}}}\n" for k, each in enumerate(said)), seed=3)
    ends = [[each and (each.value, each.error) for each in judgement.held[0].percentiles] for judgement in judgements]
    assert ends[0][0] == ends[0][1] == ends[2][0]
    assert ends[2][1] is None
    for (found, error), energy in zip((ends[0][0], *ends[1]), (2.3, 1.0, 9.0), strict=True):
        assert abs(found - below(energy)) < 5 * error


def test_stated_findings_come_before_computed_ones(judged):
    stated = "findings: [{kind: unit, text: MW for MWh}]"
    (judgement,) = judged(f"  A: {{output: emissions, value: 1.0 kg, {stated}}}\n")
    assert [finding.kind for finding in judgement.findings] == ["unit", "left-out", "outside-belief"]


def test_a_sum_of_published_figures_has_no_inputs_to_doubt(judged):
    (judgement,) = judged("  A: {output: emissions, value: 1.0 kg, from: {x: 0.70 kg, y: 0.30 kg}}\n")
    assert judgement.findings == ()


def test_a_run_that_fails_leaves_its_claims_open(judged, monkeypatch):
    from carbonspan.simulate.answer.audits import audit as module
    from carbonspan.simulate.engine.errors import RunError

    def failing(*_args, **_options):
        raise RunError("energy is not finite")

    monkeypatch.setattr(module, "run_summary", failing)
    (judgement,) = judged("  A: {output: energy, value: 2 kWh}\n")
    assert (judgement.verdict, judgement.missing) == ("not computable", "energy is not finite")


def test_a_comparison_has_no_figure_to_find_fault_with() -> None:
    (night,) = audit(read_publication("bert/by-hour"), samples=10_000)
    assert night.held[0].probability
    assert night.findings == night.audited.findings


def test_each_scenario_is_run_once(judged, monkeypatch):
    from carbonspan.simulate.answer.audits import audit as module

    ran, run = [], module.run_summary
    monkeypatch.setattr(module, "run_summary", lambda *args, **options: ran.append(args) or run(*args, **options))
    judged("  A: {output: energy, value: 2 kWh}\n  B: {output: emissions, value: 1 kg}\n")
    assert len(ran) == 1


def test_a_claim_without_figures_misses_what_is_said_although_its_scenario_answers_others() -> None:
    (known,) = read_publication("chatgpt/by-words").claims
    unknown = replace(known, name="S9", claims=(), missing="how many ask")
    _, judged = audit(Publication("", "", (known, unknown)), samples=10_000)
    assert judged.verdict == "not computable"
    assert judged.missing == "how many ask"
