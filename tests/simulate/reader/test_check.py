"""Files of every kind, checked before anything is run."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from carbonspan.simulate.problems import InvalidInput
from carbonspan.simulate.reader.check import CheckedFile, check
from carbonspan.simulate.scenario.scenario import Scenario

Checks = Callable[..., CheckedFile]

CLAIMS = "claims: {A: {output: serve, value: 1 kWh}, A-again: {output: serve, value: 2 kWh}}\n"
TRUTHS = "hindcast: {truths: {meter: {output: serve, value: 1 kWh, how: metered, at: {site: north}}}}\n"
SITES = "dimensions: {site: {north: {}, south: {energy: 3}}}\n"
LIST = """\
title: a newspaper
source: them
audit:
  A: {says: a kWh a day, scenario: a.yaml}
  N: {says: nobody emits less, verdict: not computable}
"""


@pytest.fixture
def checked(changed: Callable[..., Scenario], tmp_path: Path) -> Checks:
    """Checks the list, whose scenario a.yaml has `add` behind it; the scenario itself where there is no list."""

    def told(add: str = "", listed: str = "") -> CheckedFile:
        changed(add=add)
        path = tmp_path / "list.yaml" if listed else tmp_path / "a.yaml"
        path.write_text(listed or path.read_text())
        return check(str(path))

    return told


@pytest.fixture
def mistakes(checked: Checks, tmp_path: Path) -> Callable[..., list[str]]:
    """What is said to be wrong, a line each, without the folder."""

    def told(add: str = "", listed: str = "") -> list[str]:
        with pytest.raises(InvalidInput, match=r"\w") as caught:
            checked(add, listed)
        return [str(problem).replace(f"{tmp_path}/", "") for problem in caught.value.problems]

    return told


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("output: serve", "output: srve", "meter.output: no output is named 'srve'; did you mean 'serve'?"),
        ("north", "noth", "meter.at.site: site has no option 'noth'; did you mean 'north'?"),
        ("at: {site", "at: {sit", "meter.at.sit: no axis has this name; did you mean 'site'?"),
        ("1 kWh", "1 kW", "meter.value: is a power (kW) where an energy is expected (kWh); got 1 kW"),
    ],
)
def test_what_was_measured_is_held_against_the_scenario(
    mistakes: Callable[..., list[str]], old: str, new: str, message: str
) -> None:
    (found,) = mistakes(SITES + TRUTHS.replace(old, new))
    assert found.startswith("a.yaml:10:")
    assert message in found


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("A: {says", "A-gain: {says", "audit.A-gain.scenario: a.yaml has no claim A-gain, and `missing` is not given"),
        ("a.yaml", "chatgpt/by-wrods", "audit.A.scenario: is no shipped scenario and no file; did you mean 'chatgpt/"),
        ("a.yaml", "b.yaml", "audit.A.scenario: cannot be read"),
        ("verdict", "verdcit", "audit.N.verdcit: unknown key; did you mean 'verdict'?"),
    ],
)
def test_what_a_list_names_must_be_there(
    mistakes: Callable[..., list[str]],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    old: str,
    new: str,
    message: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    (found,) = mistakes(CLAIMS, LIST.replace(old, new))
    assert found.startswith("list.yaml:")
    assert message in found


def test_a_claim_that_is_nearly_made_is_offered(mistakes: Callable[..., list[str]]) -> None:
    assert mistakes(CLAIMS, LIST.replace("A:", "A-agin:"))[0].endswith("; did you mean 'A-again'?")


def test_mistakes_in_a_scenario_are_reported_once_each_with_position(mistakes: Callable[..., list[str]]) -> None:
    both = LIST + "  A-again: {says: two, scenario: a.yaml}\n"
    found = mistakes(CLAIMS, both.replace("a.yaml", "c.yaml"))
    assert [each.partition(" ")[0] for each in found] == ["list.yaml:4:26:"]
    found = mistakes("claims: {A: {output: serv, value: 1 kWh, at: {x: y}}}\n", both)
    assert found == ["a.yaml:9:14: claims.A.output: no output is named 'serv'; did you mean 'serve'?"]


def test_a_sound_list_rests_on_its_scenarios(checked: Checks) -> None:
    assert [scenario.name for scenario in checked(CLAIMS, LIST).scenarios] == ["a"]
    what = LIST.replace("a.yaml}", "a.yaml, missing: the machine}")
    assert checked(listed=what).scenarios
    assert [each.name for each in check("article").scenarios][:2] == ["chatgpt/by-words", "context/americans"]


@pytest.mark.parametrize(
    ("source", "warned"),
    [
        ("pointon-2032", "'pointon-2032' is not a shipped source and is kept as text; did you mean 'pointon-2023'?"),
        ("pointon-2023, luccioni2022", "'luccioni2022' is not a shipped source"),
        ("our meter", ""),
        ("pointon-2023", ""),
    ],
)
def test_a_source_that_is_nearly_a_shipped_one_is_pointed_at(checked: Checks, source: str, warned: str) -> None:
    add = CLAIMS.replace("1 kWh", f"1 kWh, source: '{source}'")
    for found in (checked(add), checked(CLAIMS, LIST.replace("source: them", f"source: {source}"))):
        assert len(found.warnings) == bool(warned)
        assert warned in "".join(map(str, found.warnings))
    assert checked(add).warnings == () or checked(add).warnings[0].field == "claims.A.source"


def test_a_value_outside_belief_is_seen_at_every_coordinate(checked: Checks) -> None:
    (warning,) = checked("choices: {site: {north: {}, south: {energy: {nominal: 9, p5: 1, p95: 4}}}}\n").warnings
    assert str(warning).startswith("a: choices.site.south.energy: nominal value 9 J/word is above its")


@pytest.mark.parametrize("name", ["article", "dodge", "chatgpt/by-words"])
def test_whatever_is_shipped_goes_by_its_name(name: str) -> None:
    assert check(name).scenarios


@pytest.mark.parametrize(
    ("name", "remedy"),
    [
        ("nope", "choose article, benchmark, .*, dodge, .*, a scenario of `carbonspan list` or a file"),
        ("dogde", "did you mean 'dodge'"),
        ("artcle", "did you mean 'article'"),
        ("chatgpt/by-wrods", "did you mean 'chatgpt/by-words'"),
    ],
)
def test_an_unknown_name_is_reported_with_all_that_can_be_checked(name: str, remedy: str) -> None:
    with pytest.raises(
        InvalidInput, match=f"^{name}: no scenario, publication, hindcast or file has this name; {remedy}"
    ):
        check(name)
