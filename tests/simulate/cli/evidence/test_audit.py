from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from carbonspan.simulate.cli.main import run

NINETEEN = [f"{kind}{k}" for kind, count in zip("STELRC", (4, 6, 2, 2, 2, 3), strict=True) for k in range(1, count + 1)]
FEW = ["--samples", "2e4"]
MODEL = """
from typing import Annotated


def heat(power: Annotated[float, "W"], time: Annotated[float, "s"]) -> Annotated[float, "J"]:
    return power * time
"""
HEATER = """
title: A heater
model: heater.py:heat
per: {time: 1 hour}
inputs:
  power: {nominal: 1 kW, gsd: 2, evidence: assumed, source: a guess}
"""
LIST = """
title: A brochure
source: the maker
audit:
  A: {says: it takes a kWh an hour, scenario: heater.yaml}
"""


@pytest.fixture
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Writes heater.yaml with these claims, and list.yaml, into the working folder."""
    monkeypatch.chdir(tmp_path)
    Path("heater.py").write_text(MODEL)

    def write(claims: str, listed: str = LIST) -> None:
        Path("heater.yaml").write_text(f"{HEATER}claims:\n  {claims}\n")
        Path("list.yaml").write_text(listed)

    return write


@pytest.fixture
def invoke(capsys: pytest.CaptureFixture[str]) -> Callable[..., tuple[int, str, str]]:
    """Exit code, stdout and stderr of one ``carbonspan audit``."""

    def command(*arguments: str) -> tuple[int, str, str]:
        code = run(["audit", *arguments, *FEW])
        return code, *capsys.readouterr()

    return command


@pytest.fixture
def heard(invoke: Callable[..., tuple[int, str, str]]) -> Callable[..., list]:
    """What ``--json`` says of every claim, whatever the verdicts."""
    return lambda *arguments: json.loads(invoke(*arguments, "--json")[1])["claims"]


def test_a_users_own_claims_are_audited(invoke, files):
    files("A: {output: heat, value: 1 kWh, rounding: 0.1 kWh}")
    code, out, _ = invoke("heater.yaml")
    assert code == 0
    assert "1 claim: 1 reproduced; all as expected" in out


def test_a_wrong_published_value_ends_with_exit_code_1(invoke, heard, files):
    files("A: {output: heat, value: 1.2 kWh}")
    code, out, _ = invoke("heater.yaml")
    assert code == 1
    assert "not as expected: A" in out
    (claim,) = heard("heater.yaml")
    assert (claim["verdict"], claim["published"], claim["nominal"]) == ("not reproduced", 1.2, pytest.approx(1.0))


def test_a_list_of_claims_is_audited(invoke, files):
    files("A: {output: heat, value: 1.2 kWh}", LIST.replace("heater.yaml}", "heater.yaml, verdict: not reproduced}"))
    code, out, _ = invoke("list.yaml")
    assert code == 0
    assert out.startswith("A brochure (the maker)\n")
    assert "A: it takes a kWh an hour" in out


def test_markdown_is_a_table_and_lists(invoke, files):
    files("A: {output: heat, value: 1.0 kWh}")
    code, out, _ = invoke("list.yaml", "heater.yaml", "--markdown")
    assert code == 0
    assert [line for line in out.splitlines() if line.startswith("# ")] == ["# A brochure (the maker)", "# A heater"]
    assert out.count("| A | reproduced | 1.0 kWh | 1 kWh | 50 |") == 2


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["nowhere.yaml"], "nowhere.yaml"),
        (["chatgpt/by-wrods"], "no publication, scenario or file has this name; did you mean 'chatgpt/by-words'?"),
        (
            ["nope"],
            "no publication, scenario or file has this name; choose article, a scenario of `carbonspan list` or a",
        ),
        (["heater.yaml"], "heater.yaml:8:7: claims.A.output: no output is named 'haet'; did you mean 'heat'?"),
        (["article", "--json", "--markdown"], "--json and --markdown are mutually exclusive; choose one"),
    ],
)
def test_wrong_input_is_reported_with_position(invoke, files, arguments, message):
    files("A: {output: haet, value: 1 kWh}")
    code, out, err = invoke(*arguments)
    assert (code, out) == (2, "")
    assert message in err


@pytest.fixture(scope="module")
def article() -> dict[str, dict]:
    """The claims of the shipped article, by name."""
    from carbonspan.simulate.answer.audits.audit import audit
    from carbonspan.simulate.reader.publications import read_publication
    from carbonspan.simulate.show.reports.audit import as_dict

    return {each.audited.name: as_dict(each) for each in audit(read_publication("article"), samples=100_000)}


def test_the_article_has_nineteen_claims_each_with_the_expected_verdict(article):
    assert list(article) == NINETEEN
    assert {name: each["verdict"] for name, each in article.items()} == {
        name: each["expected"] for name, each in article.items()
    }


#: What was worked out by hand, in the unit the article gives.
BY_HAND = {
    "S1": 3e8 * 0.35 / 3600 * 0.407 * 0.000322167,
    "S2": 3.82 * 365.25 / 15,
    "S3": 16 * 0.25 * 24 * 0.27,
    "S4": 3e8 * 0.35 / 3600 * 0.407 * 0.000322167 * 60,
    "T1": 1287 * 0.429,
    "T2": 86 * 0.545,
    "T3": 232 * 0.415,
    "T4": 24.1 * 0.177,
    "T5": 179 * 0.330,
    "T6": 190 / 1.51,
    "E1": 1_082_990 / (6 * 365.25 * 24 * 0.85) * (2500 / 8 + 150) / 1000,
    "E2": 3 * 1_082_990 / (6 * 365.25 * 24 * 0.85) * (2500 / 8 + 150) / 1000,
    "L2": 814_610 / 12.5,
    "R1": 37.3 * 0.755,
    "C2": 100 * 20 / 1e6,
}


@pytest.mark.parametrize("name", BY_HAND)
def test_nominal_values_are_those_worked_out_by_hand(article, name):
    assert article[name]["nominal"] == pytest.approx(BY_HAND[name], rel=2e-3)


def test_the_sum_is_computed_from_published_figures(article):
    assert article["L1"]["computed"] == pytest.approx(33.41 + 552 + 229.2)
    assert article["L1"]["nominal"] == pytest.approx(552.1 + BY_HAND["S4"] + BY_HAND["E2"], rel=2e-3)


#: What the article's claims are unsound for, though most can be reproduced.
FINDINGS = {
    "S1": {"left-out", "outside-belief", "joined-sources"},
    "S3": {"left-out", "rounding", "inconsistent"},
    "S4": {"not-independent"},
    "T2": {"unit"},
    "T6": {"joined-sources"},
    "E2": {"inconsistent", "untraced"},
    "L1": {"inconsistent", "rounding"},
    "R1": {"untraced"},
    "R2": {"contradicted"},
    "C1": {"contradicted"},
    "C2": {"untraced"},
    "C3": {"merged-ranges"},
}


@pytest.mark.parametrize("name", FINDINGS)
def test_what_is_unsound_is_found(article, name):
    assert {finding["kind"] for finding in article[name]["findings"]} >= FINDINGS[name]


def test_the_daily_figure_lies_high_in_what_its_own_method_supports(article):
    assert 60 < article["S1"]["percentile"] < 80


def test_each_source_of_the_articles_findings_is_a_shipped_one(article):
    from carbonspan.simulate.shipped.sources import shipped

    findings = [finding for each in article.values() for finding in each["findings"]]
    assert {key for finding in findings for key in finding["source"].split(", ")} - {""} <= shipped().keys()


def test_the_plot_of_an_audit_has_a_look(files: Callable[..., None], capsys: pytest.CaptureFixture[str]) -> None:
    files("A: {output: heat, value: 1 kWh}")
    look = ["--style", "dark", "--size", "column", "--title", "Mine"]
    assert run(["audit", "heater.yaml", *FEW, "--plot", "a.svg", *look, "--quiet"]) == 0
    assert capsys.readouterr().err == ""
    drawn = Path("a.svg").read_text("utf-8")
    assert "Mine" in drawn
    assert run(["audit", "heater.yaml", *FEW, "--plot", "b.svg"]) == 0
    assert Path("b.svg").read_text("utf-8") != drawn


@pytest.mark.parametrize(
    ("look", "message"),
    [
        (["--style", "dark"], "--style is how a plot looks; name its file with --plot"),
        (["--plot", "a.svg", "--style", "neon"], "neon"),
        (["--plot", "a.svg", "--size", "huge"], "huge"),
    ],
)
def test_a_look_that_is_none_is_refused(
    files: Callable[..., None], capsys: pytest.CaptureFixture[str], look: list[str], message: str
) -> None:
    files("A: {output: heat, value: 1 kWh}")
    assert run(["audit", "heater.yaml", *FEW, *look]) == 2
    assert message in capsys.readouterr().err
