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


SCENARIO = """\
title: Many mistakes
model: serving.by_words
per: {duration: 1 day}
defaults: {source: our meter, evidence: assumed}
inputs:
"""
PARTS = "title: Many mistakes\nparts:\n"
REGIONS = f"{SCENARIO}  pue: {{nominal: 1}}\ndimensions:\n  region:\n"
#: The beginning of a file, and a line that is wrong wherever it is, with its number.
MISTAKES = {
    "laws": (REGIONS, "    x{}: {{pue: {{gsd: 0.5}}}}"),
    "unknown keys": (SCENARIO, "  x{}: {{nominal: 1, nomnal: 2}}"),
    "unknown names": (REGIONS, "    x{0}: {{pu{0}: 2}}"),
    "wrong units": (REGIONS, "    x{0}: {{pue: {0} kWh}}"),
    "unknown units": (REGIONS, "    x{0}: {{pue: {0} kz{0}}}"),
    "rows of the catalog": (REGIONS, "    x{0}: {{carbon_intensity: {{catalog: grid/x-{0}}}}}"),
    "formulas": (PARTS, "  x{0}: {{model: 'y = a +* {0}', inputs: {{}}}}"),
    "models": (PARTS, "  x{0}: {{model: serving.by_w{0}, inputs: {{}}}}"),
    "scenarios": (PARTS, "  x{0}: {{use: chatgpt/by-w{0}}}"),
    "pairs": (f"{SCENARIO}  pue: {{nominal: 1}}\ncorrelations:\n  pairs:\n", "    - [a{0}, pue, 0.5]"),
    "units of claims": (f"{SCENARIO}  pue: {{nominal: 1}}\nclaims:\n", "  S{}: {{output: emissions, value: 3 kWh}}"),
}


def told(path: Path, text: str) -> list[str]:
    """The lines of all problems in a file with this text."""
    path.write_text(text)
    with pytest.raises(InvalidInput) as refused:
        check(str(path))
    return str(refused.value).splitlines()


@pytest.mark.parametrize("kind", MISTAKES)
def test_of_many_mistakes_the_first_of_the_file_are_shown_and_the_others_counted(tmp_path: Path, kind: str) -> None:
    before, line = MISTAKES[kind]
    few, more, many = (
        told(tmp_path / "big.yaml", before + "".join(f"{line.format(number)}\n" for number in range(count)))
        for count in (20, 21, 250)
    )
    each = len(more) - len(few)
    assert 1 <= each <= 4
    assert many[: len(few)] == few
    assert len(many) == 101
    assert f": {len(few) + each * 230 - 100} more mistakes from here on, not shown" in many[-1]


@pytest.mark.parametrize(
    ("line", "rule"),
    [
        ("  pue: {}", "duplicate key"),
        ("  x{}: &a 1", "anchors and aliases"),
        ("  x{}: !a 1", "tags are not supported"),
        ("  x{}: .nan", "must be a finite number"),
    ],
)
def test_after_many_mistakes_of_notation_the_file_is_read_no_further(tmp_path: Path, line: str, rule: str) -> None:
    lines = "".join(f"{line.format(number)}\n" for number in range(250))
    *shown, last = told(tmp_path / "big.yaml", f"{SCENARIO}  pue: 1\n{lines}  z: [\n")
    assert [int(each.split(":")[1]) for each in shown] == list(range(7, 107))
    assert all(rule in each for each in shown)
    assert last.endswith(": more mistakes from here on, not shown; correct those above first")
    assert ":107:" in last


def test_mistakes_are_shown_in_the_order_of_the_file_and_not_of_its_reading(tmp_path: Path) -> None:
    text = f"claims: {{S: {{output: emis, value: 3 t}}}}\n{REGIONS}"
    first, *_ = told(tmp_path / "big.yaml", text + "".join(f"    x{each}: {{pue: 2 kWh}}\n" for each in range(250)))
    assert "claims.S.output: no output is named 'emis'; did you mean 'emissions'?" in first
