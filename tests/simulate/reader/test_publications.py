from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from carbonspan.simulate.problems import InvalidInput
from carbonspan.simulate.reader.load import load
from carbonspan.simulate.reader.publications import read_publication
from carbonspan.simulate.scenario.publication import Publication
from carbonspan.simulate.scenario.scenario import Scenario

LIST = """\
title: a newspaper
source: them
audit:
  A: {says: a kWh a day, scenario: a.yaml}
"""
CLAIMS = """\
claims:
  A: {output: serve, value: 1 kWh, verdict: not reproduced, findings: [{kind: unit, text: kW for kWh}]}
  A-again: {output: serve, value: 1.1 kWh, findings: [{kind: untraced, text: whose}]}
  B: {output: serve, value: 2 kWh}
"""


@pytest.fixture
def listed(changed: Callable[..., Scenario], tmp_path: Path) -> Callable[..., Publication]:
    """The publication whose list has `add` behind it; the scenario a.yaml beside it claims A and B."""

    def read(add: str = "", *, text: str = LIST) -> Publication:
        changed(add=CLAIMS)
        path = tmp_path / "list.yaml"
        path.write_text(text + add)
        return read_publication(str(path))

    return read


def test_a_claim_has_the_figures_of_its_name_the_main_one_first(listed: Callable[..., Publication]) -> None:
    publication = listed()
    (claim,) = publication.claims
    assert (publication.title, publication.source) == ("a newspaper", "them")
    assert [figure.name for figure in claim.claims] == ["A", "A-again"]
    assert (claim.name, claim.says, claim.missing) == ("A", "a kWh a day", "")


def test_the_list_says_what_is_expected_else_the_claim_does(listed: Callable[..., Publication]) -> None:
    add = "  B: {says: b, scenario: a.yaml, verdict: not computable}\n"
    assert [claim.expected for claim in listed(add).claims] == ["not reproduced", "not computable"]
    text = LIST.replace("  A:", "  B:")
    assert [claim.expected for claim in listed(text=text).claims] == ["reproduced"]


def test_findings_of_the_list_stand_before_those_of_the_claims(listed: Callable[..., Publication]) -> None:
    text = LIST.replace("a.yaml}", "a.yaml, findings: [{kind: rounding, text: coarse, source: us}]}")
    (claim,) = listed(text=text).claims
    assert [(found.kind, found.source) for found in claim.findings] == [
        ("rounding", "us"),
        ("unit", ""),
        ("untraced", ""),
    ]


@pytest.mark.parametrize(
    ("entry", "missing"),
    [
        ("{says: c, scenario: a.yaml, missing: what a word costs}", "what a word costs"),
        ("{says: c}", "no scenario answers it"),
        ("{says: c, missing: nobody knows the machine}", "nobody knows the machine"),
    ],
)
def test_what_is_missing_is_given(listed: Callable[..., Publication], entry: str, missing: str) -> None:
    claim = listed(f"  C: {entry}\n").claims[-1]
    assert (claim.name, claim.claims) == ("C", ())
    assert claim.missing.startswith(missing)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (LIST.replace("title", "titel"), "list.yaml:1:1: titel: unknown key; did you mean 'title'?"),
        (LIST.replace("scenario", "scenaroi"), "audit.A.scenaroi: unknown key; did you mean 'scenario'?"),
        (LIST.replace("says: a kWh a day, ", ""), "list.yaml:4:3: audit.A.says: is missing"),
        (LIST.replace("}", ", verdict: true}"), "audit.A.verdict: must be one of reproduced, not reproduced or not"),
        (LIST.replace("}", ", findings: [{kind: unit}]}"), "audit.A.findings.0.text: is missing"),
        (
            LIST.replace("A:", "C:"),
            "list.yaml:4:26: audit.C.scenario: a.yaml has no claim C, and `missing` is not given",
        ),
        (LIST.replace("a.yaml", "b.yaml"), "list.yaml:4:26: audit.A.scenario: cannot be read: no such file"),
    ],
)
def test_mistakes_in_a_list_are_reported_with_position(
    listed: Callable[..., Publication], text: str, message: str
) -> None:
    with pytest.raises(InvalidInput, match=r"\w") as caught:
        listed(text=text)
    assert message in str(caught.value)


def test_a_scenario_with_claims_is_a_publication(changed: Callable[..., Scenario], tmp_path: Path) -> None:
    changed(add=CLAIMS)
    publication = read_publication(str(tmp_path / "a.yaml"))
    assert publication.title == "a service"
    assert [(claim.name, len(claim.claims), claim.expected) for claim in publication.claims] == [
        ("A", 2, "not reproduced"),
        ("B", 1, "reproduced"),
    ]
    assert [claim.says for claim in publication.claims] == ["serve 1 kWh", "serve 2 kWh"]


def test_a_comparison_says_where_it_is_made() -> None:
    (comparison,) = read_publication("bert/by-hour").claims
    assert comparison.says == "emissions below start_hour 10 at region washington, start_hour 0"


def test_a_scenario_without_claims_has_nothing_to_audit(changed: Callable[..., Scenario], tmp_path: Path) -> None:
    changed()
    with pytest.raises(InvalidInput, match="has no claims; give published figures under `claims`"):
        read_publication(str(tmp_path / "a.yaml"))


def test_an_unknown_name_is_reported_with_the_nearest() -> None:
    with pytest.raises(InvalidInput, match="artcle: no publication, scenario or file has this name; did you mean 'art"):
        read_publication("artcle")


def test_a_mistake_in_an_audited_scenario_is_reported_as_check_reports_it(
    changed: Callable[..., Scenario], tmp_path: Path
) -> None:
    changed()
    path = tmp_path / "a.yaml"
    path.write_text(path.read_text() + "claims: {A: {output: serve, value: 3}}\n")
    with pytest.raises(InvalidInput, match=r"a.yaml:9:\d+: claims.A.value: needs a unit such as J"):
        read_publication(str(path))


def test_a_list_of_claims_is_no_scenario(tmp_path: Path) -> None:
    (tmp_path / "list.yaml").write_text(LIST)
    with pytest.raises(InvalidInput, match=r"list.yaml:3:1: audit: is a list of claims, not a scenario; `carbonspan a"):
        load(str(tmp_path / "list.yaml"))
