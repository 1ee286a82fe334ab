"""Defaults, ``--set`` and ``--fix``, and the resolved scenario."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from carbonspan.simulate.laws.discrete import Constant
from carbonspan.simulate.reader.documents.resolve import owner_of, remove_from_one_of
from carbonspan.simulate.reader.load import load
from carbonspan.simulate.scenario.scenario import Scenario

Changed = Callable[..., Scenario]


def test_a_value_sets_nominal_and_law_a_law_the_law(changed: Changed) -> None:
    inputs = changed(sets=["share=0.4", "energy=2 to 9", "duration=2 day", "words={gsd: 3, note: mine}"]).inputs
    share, energy, words = (inputs[name] for name in ("share", "energy", "words"))
    assert (share.nominal, share.distribution) == (0.4, Constant(0.4))
    assert energy.nominal == 2
    assert energy.distribution.quantile([0.05, 0.95]) == pytest.approx([2, 9])
    assert (words.stated, words.note) == ("gsd: 3", "mine")
    assert inputs["duration"].nominal == 2 * 86400


def test_who_sets_a_number_is_its_source(changed: Changed) -> None:
    energy = changed(sets=["energy=3"]).inputs["energy"]
    assert (energy.source, energy.evidence, energy.unit.text) == ("--set energy=3", "assumed", "J/word")


def test_an_input_is_fixed_at_its_nominal_value(changed: Changed) -> None:
    words = changed(fixes=["words"]).inputs["words"]
    assert (words.distribution, words.source) == (Constant(words.nominal), "our meter")


def test_a_set_in_another_unit_keeps_the_nominal_value(changed: Changed) -> None:
    energy = changed(sets=["energy=2 to 9 kJ/word"]).inputs["energy"]
    assert energy.nominal == 2
    assert energy.distribution.quantile(0.95) == pytest.approx(9000)


def test_a_set_takes_precedence_over_axes(changed: Changed) -> None:
    scenario = changed(add="choices: {who: {all: {share: 0.9}, some: {}}}", sets=["share=0.4"])
    assert scenario.inputs["share"].nominal == 0.4
    assert [option.inputs for option in scenario.axes[0].options] == [{}, {}]


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"sets": ["shrae=1"]}, "--set shrae=1: no input is named 'shrae'; did you mean 'share'?"),
        ({"sets": ["share"]}, "--set share: must be INPUT=VALUE, such as pue=1.2"),
        ({"sets": ["share=[1"]}, "--set share=[1: invalid YAML: "),
        ({"sets": ["share=*x"]}, "--set share=*x: uses the alias *x; write the value out"),
        ({"sets": ["share=0.2", "share=0.3"]}, "--set share=0.3: share is given twice, before as 0.2; give one value"),
        ({"sets": ["share="]}, "--set share=: must be INPUT=VALUE, such as pue=1.2"),
        ({"sets": ["share=85"]}, "--set share=85: inputs.share.nominal: must lie within 0 to 1, got 85; write 85 %"),
        ({"sets": ["energy=3 kW"]}, "--set energy=3 kW: inputs.energy.nominal: has the unit kW where J/word is exp"),
        ({"sets": ["energy=5 to 4"]}, "--set energy=5 to 4: inputs.energy.p95: must exceed p5 (5), got 4"),
        (
            {"sets": ["energy=abc"]},
            "--set energy=abc: inputs.energy.nominal: must be a number with a unit, such as 0.3 J",
        ),
        ({"sets": ["share=0.2 to"]}, "--set share=0.2 to: inputs.share.nominal: a range has two ends and is written"),
        (
            {"sets": ["duration=1 to 3"]},
            "--set duration=1 to 3: per.duration: must be one value, such as `duration: 3 s`",
        ),
        ({"fixes": ["wrods"]}, "--fix wrods: no input is named 'wrods'; did you mean 'words'?"),
    ],
)
def test_one_mistake_gives_one_message(
    wrong: Callable[..., list[str]], options: dict[str, list[str]], message: str
) -> None:
    found = wrong(**options)
    assert len(found) == 1, found
    assert found[0].startswith(message)


def test_a_value_outside_the_files_belief_warns(changed: Changed) -> None:
    (warning,) = changed(sets=["energy=40", "words=4e8"]).warnings
    assert str(warning).startswith("--set energy=40: inputs.energy: nominal value 40 J/word is above its 1")


def test_what_is_resolved_reads_back_as_the_same_scenario(changed: Changed, tmp_path: Path) -> None:
    axes = (
        "choices: {who: {all: {words: 1e8}, some: {}}}\nfactors: {error: {nominal: 1, gsd: 1.3, evidence: assumed}}\n"
    )
    first = changed("gsd: 2", "gsd: 2, factors: [error]", add=axes, sets=["share=0.4"], fixes=["energy", "error"])
    (tmp_path / "b.yaml").write_text(first.resolved)
    second = load(str(tmp_path / "b.yaml"))
    assert (second.inputs, second.axes, second.resolved) == (first.inputs, first.axes, first.resolved)
    assert "defaults" not in first.resolved


def test_a_dotted_name_is_of_a_part_only_if_there_is_one() -> None:
    data = {"parts": {"serving": {"one_of": {"make": {"options": {"old": {"pue": 1.5}, "new": {}}}}}, "own": None}}
    assert owner_of(data, "serving.pue") == (("parts", "serving"), "pue")
    for name in ("mix.coal", "0.5", "own.pue", "pue"):
        assert owner_of(data, name) == ((), name)
        remove_from_one_of(data, name)
    assert data["parts"]["serving"]["one_of"]["make"]["options"]["old"] == {"pue": 1.5}
    remove_from_one_of(data, "serving.pue")
    assert data["parts"]["serving"]["one_of"]["make"]["options"]["old"] == {}
