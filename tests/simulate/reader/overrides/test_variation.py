"""Variations: the same scenarios as `load` with the same values, without reading a file."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import fields
from pathlib import Path

import pytest

from carbonspan.simulate.answer.identity import scenario_hash
from carbonspan.simulate.cache.recent import Recent
from carbonspan.simulate.files import yaml
from carbonspan.simulate.problems import InvalidInput
from carbonspan.simulate.reader.load import load
from carbonspan.simulate.reader.overrides.variation import vary
from carbonspan.simulate.scenario.scenario import Scenario

#: A factor, choices, parts with shared inputs and catalog rows, shares, profiles, dimensions and correlations.
SCENARIOS = (
    "chatgpt/by-words",
    "chatgpt/life-cycle",
    "context/americans",
    "grid/us-mix",
    "bert/by-hour",
    "request/resources",
    "presets/life-cycle",
)


def outcome(make: Callable[[], Scenario]) -> Scenario | str:
    """The scenario, or its problems without positions in a file, whatever their order."""
    try:
        return make()
    except InvalidInput as error:
        return "\n".join(sorted(re.sub(r"\S*\.yaml:\d+:\d+: ", "", str(error)).splitlines()))


def without_positions(scenario: Scenario) -> list[tuple[str, str]]:
    return [(each.field, each.message) for each in scenario.warnings]


@pytest.mark.parametrize("name", SCENARIOS)
def test_a_variation_is_what_load_reads_with_the_same_values(name: str) -> None:
    scenario = load(name)
    shares = {member for whole in scenario.shares for member in whole.members}
    for given in scenario.inputs.values():
        if given.profile or given.name in shares:
            continue
        for factor in (1.03, 40):
            value = f"{given.unit.from_base(given.nominal) * factor!r} {given.unit.text}".strip()
            varied = outcome(lambda name=given.name, value=value: vary(scenario, {name: value}))
            read = outcome(lambda given=given.name, value=value: load(name, sets=[f"{given}={value}"]))
            if isinstance(varied, str) or isinstance(read, str):
                assert varied == read
                continue
            assert scenario_hash(varied) == scenario_hash(read)
            assert without_positions(varied) == without_positions(read)
            differing = {
                each.name for each in fields(Scenario) if getattr(varied, each.name) != getattr(read, each.name)
            }
            assert differing <= {"warnings"}


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0.4, "share=0.4"),
        ("2 to 5 kJ/word", "energy=2 to 5 kJ/word"),
        (
            {"nominal": 0.4, "uniform": [0.3, 0.5], "note": "mine"},
            "share={nominal: 0.4, uniform: [0.3, 0.5], note: mine}",
        ),
    ],
)
def test_values_are_those_of_the_option(changed: Callable[..., Scenario], value: object, text: str) -> None:
    scenario = changed()
    assert vary(scenario, {text.partition("=")[0]: value}).resolved == changed(sets=[text]).resolved


def test_several_values_and_variations_of_variations_are_one(changed: Callable[..., Scenario]) -> None:
    scenario = changed()
    once = vary(scenario, {"share": 0.4, "duration": "2 day"}, {"energy": "2 to 9"})
    step_by_step = vary(vary(vary(scenario, {"duration": "2 day"}), {"share": 0.4}), {"energy": "2 to 9"})
    assert once == step_by_step
    assert once.inputs["duration"].nominal == 2 * 86400
    assert vary(scenario) == scenario


def test_no_file_is_read_again(changed: Callable[..., Scenario], tmp_path: Path, monkeypatch) -> None:
    scenario = changed()
    for file in tmp_path.iterdir():
        file.unlink()
    monkeypatch.setattr(yaml, "parse", None)
    assert vary(scenario, {"energy": "2 to 5"}).inputs["energy"].stated == "p5: 2, p95: 5"


def test_a_scenario_from_another_process_is_varied_too(changed: Callable[..., Scenario], monkeypatch) -> None:
    scenario = changed()
    monkeypatch.setattr("carbonspan.simulate.reader.documents.resolved_documents.KNOWN", Recent(most=2))
    assert vary(scenario, {"share": 0.4}) == changed(sets=["share=0.4"])


def test_a_changed_column_is_read_again(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_text(
        "title: a\nmodel: m.py:same\ninputs:\n"
        "  x: {unit: J, empirical: {csv: x.csv, column: x, smooth: false}, evidence: assumed}\n"
        "  y: {nominal: 1, evidence: assumed}\n"
    )
    (tmp_path / "m.py").write_text(
        'from typing import Annotated\n\nJoules = Annotated[float, "J"]\n\n'
        "def same(x: Joules, y: float) -> Joules:\n    return x * y\n"
    )
    (tmp_path / "x.csv").write_text("x\n1\n2\n3\n")
    scenario = load(str(path))
    (tmp_path / "x.csv").write_text("x\n1\n2\n9\n")
    assert vary(scenario, {"y": 2}).inputs["x"].distribution.support == (1.0, 9.0)


def test_a_value_outside_the_law_warns_and_earlier_warnings_stay(changed: Callable[..., Scenario]) -> None:
    first = vary(changed(), {"energy": 40})
    (warning,) = first.warnings
    assert str(warning).startswith("--set energy=40: inputs.energy: nominal value 40 J/word is above its 1")
    second = vary(first, {"share": 0.99})
    assert [each.file for each in second.warnings] == ["--set energy=40", "--set share=0.99"]
    assert not vary(first, {"energy": 2}).warnings


def test_warnings_of_the_file_keep_their_position(changed: Callable[..., Scenario]) -> None:
    scenario = changed(add="correlations: {pairs: [[words, duration, 0.5]]}\n")
    assert scenario.warnings[0].line
    assert vary(scenario, {"share": 0.4}).warnings == scenario.warnings


def test_a_scenario_put_together_in_code_has_no_entries(make_scenario: Callable[..., Scenario], build) -> None:
    with pytest.raises(InvalidInput, match=r"double: was put together in code .* Scenario\.from_dict"):
        vary(build(double, {}), {"a": 3})


def double(a: float) -> float:
    return 2.0 * a


def test_values_without_names_are_refused(changed: Callable[..., Scenario]) -> None:
    with pytest.raises(
        InvalidInput, match=r"with_ takes a mapping of names to values such as .*, got \['share=0\.4'\]"
    ):
        vary(changed(), ["share=0.4"])  # type: ignore[arg-type]
