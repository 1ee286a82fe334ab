"""Parts that use a scenario with choices and dimensions of its own."""

from __future__ import annotations

from pathlib import Path

import pytest

from carbonspan.simulate.engine.program.coordinates import coordinates
from carbonspan.simulate.problems import InvalidInput
from carbonspan.simulate.reader.load import load
from carbonspan.simulate.scenario.scenario import Scenario
from carbonspan.simulate.scenario.selection import pick

MODEL = """\
def emit(energy: float, intensity: float, hours: float) -> float:
    return energy * intensity * hours
"""
PART = """\
title: a part
model: m.py:emit
defaults: {source: them}
inputs:
  energy: {nominal: 10, gsd: 1.2, evidence: assumed}
  intensity: {nominal: 1, gsd: 1.3, evidence: measured}
choices:
  counting: {location: {}, market: {intensity: 0.1}}
dimensions:
  hours: {range: [1, 3], sets: hours}
"""
WHOLE = """\
title: the whole
parts:
  training: {use: part.yaml}
  serving:
    model: m.py:emit
    inputs:
      energy: {nominal: 2, evidence: assumed}
      intensity: {nominal: 3, evidence: assumed}
      hours: {nominal: 4, evidence: assumed}
choices:
  size: {small: {}, large: {serving.energy: 20}}
total: {emit: sum}
"""


def written(folder: Path, *, whole: str = WHOLE, part: str = PART) -> str:
    for name, text in {"m.py": MODEL, "part.yaml": part, "whole.yaml": whole}.items():
        (folder / name).write_text(text)
    return str(folder / "whole.yaml")


def read(folder: Path, old: str = "", new: str = "", *, part: str = PART) -> Scenario:
    assert old in WHOLE
    return load(written(folder, whole=WHOLE.replace(old, new), part=part))


def test_its_axes_are_the_wholes_behind_its_own_and_named_after_the_part(tmp_path: Path) -> None:
    axes = read(tmp_path).axes
    assert [(axis.kind, axis.name, [option.label for option in axis.options]) for axis in axes] == [
        ("choice", "size", ["small", "large"]),
        ("choice", "training_counting", ["location", "market"]),
        ("dimension", "training_hours", ["1", "2"]),
    ]
    market = axes[1].options[1].inputs["training.intensity"]
    assert (market.nominal, market.evidence, market.stream) == (0.1, "measured", "training.intensity")


def test_every_coordinate_has_what_its_options_say(tmp_path: Path) -> None:
    said = {
        tuple(place.labels.values()): tuple(
            place.inputs[f"training.{name}"].nominal for name in ("energy", "intensity", "hours")
        )
        for place in coordinates(read(tmp_path))
    }
    assert len(said) == 8
    assert said["small", "market", "2"] == (10, 0.1, 2)
    assert said["large", "location", "1"] == (10, 1, 1)


def test_one_option_can_be_picked(tmp_path: Path) -> None:
    scenario = pick(read(tmp_path), ["training_counting=market", "training_hours=2"])
    assert [len(axis.options) for axis in scenario.axes] == [2, 1, 1]
    (tmp_path / "b.yaml").write_text(scenario.resolved)
    assert load(str(tmp_path / "b.yaml")).axes == scenario.axes


@pytest.mark.parametrize("decided", ["set: {intensity: 5}", "share: [intensity]"])
def test_what_the_file_itself_decides_no_axis_of_a_part_replaces(tmp_path: Path, decided: str) -> None:
    whole = WHOLE.replace("part.yaml", f"part.yaml, {decided}")
    shared = "shared: {intensity: {nominal: 5, evidence: assumed}}\n" if "share" in decided else ""
    scenario = load(written(tmp_path, whole=whole + shared))
    assert [axis.name for axis in scenario.axes] == ["size", "training_hours"]
    assert scenario.inputs["intensity" if shared else "training.intensity"].nominal == 5


def test_a_mistake_in_an_axis_of_a_part_has_its_position_there(tmp_path: Path) -> None:
    with pytest.raises(InvalidInput, match=r"part\.yaml:8:37: choices\.training_counting\.market\.training\.intensty"):
        read(tmp_path, part=PART.replace("market: {intensity", "market: {intensty"))


def test_two_axes_of_one_name_are_refused(tmp_path: Path) -> None:
    with pytest.raises(
        InvalidInput,
        match=r"whole\.yaml:11:3: choices\.training_counting: .* is the name of a choice of the part training",
    ):
        read(tmp_path, "size:", "training_counting:")


def test_a_scenario_with_parts_is_not_a_part_but_its_parts_can_be(tmp_path: Path) -> None:
    with pytest.raises(
        InvalidInput,
        match=r"parts\.training\.use: .* has several parts.*; list its parts .*: training, serving, embodied",
    ):
        read(tmp_path, "part.yaml", "chatgpt/life-cycle")


def test_names_of_options_come_along(tmp_path: Path) -> None:
    named = "names: {location: Where it runs, market: As bought}\n"
    path = written(tmp_path, part=PART + named, whole=WHOLE + "names: {market: As paid, large: The large one}\n")
    assert load(path).names == {"location": "Where it runs", "market": "As paid", "large": "The large one"}
    decided = WHOLE.replace("part.yaml}", "part.yaml, set: {intensity: 2}}")
    assert load(written(tmp_path, part=PART + named, whole=decided)).names == {}
