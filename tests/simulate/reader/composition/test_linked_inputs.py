"""Parts of which one takes the output of another."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from carbonspan.simulate.answer.answer import Answer
from carbonspan.simulate.answer.run import run_scenario
from carbonspan.simulate.problems import InvalidInput
from carbonspan.simulate.reader.load import load
from carbonspan.simulate.scenario.scenario import Scenario

MODEL = """\
from typing import Annotated

def use(energy: Annotated[float, "J"], pue: float) -> Annotated[float, "J"]:
    return energy * pue

def emit(
    energy: Annotated[float, "J"], pue: float, intensity: Annotated[float, "kgCO2e/J"]
) -> Annotated[float, "kgCO2e"]:
    return energy / pue * intensity

def count(mass: Annotated[float, "kgCO2e"], each: Annotated[float, "kgCO2e"]) -> float:
    return mass / each
"""
WHOLE = """\
title: the whole
parts:
  room:
    model: m.py:use
    share: [pue]
    inputs: {energy: {nominal: 3 kWh, gsd: 1.5, evidence: assumed}}
  hall:
    model: m.py:use
    share: [pue]
    inputs: {energy: {nominal: 1 kWh, gsd: 1.5, evidence: assumed}}
  grid:
    model: m.py:emit
    share: [pue]
    inputs: {energy: {from: room_use}, intensity: {nominal: 0.36 kg/kWh, evidence: assumed}}
  people:
    model: m.py:count
    inputs: {mass: {from: grid_emit}, each: {nominal: 2 kg, evidence: assumed}}
  all:
    model: m.py:emit
    share: [pue]
    inputs: {energy: {from: total_use}, intensity: {nominal: 0.36 kg/kWh, evidence: assumed}}
shared: {pue: {nominal: 1.2, uniform: [1, 2], evidence: assumed}}
total: {use: sum}
choices: {size: {small: {}, large: {room.energy: 30 kWh}}}
"""


def read(folder: Path, old: str = "", new: str = "", **options: list[str]) -> Scenario:
    assert old in WHOLE
    (folder / "m.py").write_text(MODEL)
    (folder / "whole.yaml").write_text(WHOLE.replace(old, new))
    return load(str(folder / "whole.yaml"), **options)


def answered(scenario: Scenario) -> tuple[Answer, dict[str, np.ndarray]]:
    """The answer, and the draws of each output at the first coordinate."""
    summary = run_scenario(scenario, samples=2000, draws=500)
    assert summary.draws is not None
    names = [quantity.name for quantity in scenario.outputs]
    return summary, dict(zip(names, summary.draws.outputs[: len(names)], strict=True))


def test_an_output_feeds_an_input_sample_by_sample(tmp_path: Path) -> None:
    _, draws = answered(read(tmp_path))
    assert np.ptp(draws["room_use"]) > 0
    np.testing.assert_allclose(draws["people_count"], draws["grid_emit"] / 2, rtol=1e-12)
    np.testing.assert_array_equal(draws["total_use"], draws["room_use"] + draws["hall_use"])


def test_what_the_parts_share_stays_one_draw(tmp_path: Path) -> None:
    scenario = read(tmp_path)
    summary, draws = answered(scenario)
    assert summary.draws is not None
    energy = summary.draws.inputs[list(scenario.inputs).index("room.energy")]
    np.testing.assert_allclose(draws["grid_emit"], 1e-7 * energy, rtol=1e-12)  # the PUE cancels
    assert "grid.energy" not in scenario.inputs


def test_nominal_values_follow_at_every_coordinate(tmp_path: Path) -> None:
    summary, _ = answered(read(tmp_path))
    for size, energy in {"small": 3.0, "large": 30.0}.items():
        nominal = {
            name: summary.marginal(name, {"size": size}).nominal
            for name in ("room_use", "grid_emit", "people_count", "all_emit")
        }
        assert nominal == pytest.approx(
            {
                "room_use": 1.2 * energy * 3.6e6,
                "grid_emit": 0.36 * energy,
                "people_count": 0.18 * energy,
                "all_emit": 0.36 * (energy + 1),
            }
        )


def test_the_headline_is_no_output_on_the_way_to_another(tmp_path: Path) -> None:
    short = WHOLE[: WHOLE.index("  all:")] + WHOLE[WHOLE.index("shared:") :]
    (tmp_path / "m.py").write_text(MODEL)
    (tmp_path / "short.yaml").write_text(short.replace("total: {use: sum}\n", ""))
    summary, _ = answered(load(str(tmp_path / "short.yaml")))
    assert summary.headline == "people_count"
    total = WHOLE.replace("from: grid_emit", "from: total_emit").replace("use: sum", "use: sum, emit: sum")
    people = total[total.index("  people:") : total.index("  all:")]
    (tmp_path / "total.yaml").write_text(total.replace(people, "").replace("shared:", f"{people}shared:"))
    summary, _ = answered(load(str(tmp_path / "total.yaml")))
    assert summary.headline == "people_count"


def test_an_input_that_is_set_is_no_longer_linked(tmp_path: Path) -> None:
    scenario = read(tmp_path, sets=["people.mass=5 kg"])
    assert scenario.inputs["people.mass"].nominal == 5
    assert [part.computed for part in scenario.parts] == [set(), set(), {"room_use"}, set(), {"total_use"}]


def test_what_is_resolved_reads_back(tmp_path: Path) -> None:
    first = read(tmp_path)
    (tmp_path / "resolved.yaml").write_text(first.resolved)
    second = load(str(tmp_path / "resolved.yaml"))
    assert (second.inputs, second.outputs, second.axes) == (first.inputs, first.outputs, first.axes)
    assert [part.feeds for part in second.parts] == [part.feeds for part in first.parts]


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (
            "room_use",
            "rom_use",
            "14:23: parts.grid.inputs.energy.from: no part above this one has the output 'rom_use'; ",
        ),
        ("from: room_use", "from: people_count", "no part above this one has the output 'people_count'"),
        (
            "from: room_use",
            "from: room_use, gsd: 2",
            "parts.grid.inputs.energy: is the output room_use, without other values; omit gsd",
        ),
        ("from: grid_emit", "from: room_use", "parts.people.inputs.mass.nominal: is an energy (J) where a mass"),
        (
            "from: total_use",
            "from: total_use, factors: [pue]",
            "all.inputs.energy: is the output total_use, without other values; omit factors",
        ),
        (
            "model: m.py:use\n    share: [pue]\n    inputs: {energy: {nominal: 1 kWh, gsd: 1.5, evidence: assumed}}",
            "model: m.py:use\n    share: [pue]\n    inputs: {energy: {from: total_use}}",
            "parts.hall.inputs.energy.from: total_use includes an output of hall, which is not above this part",
        ),
        ("room.energy: 30 kWh", "grid.energy: 30 kWh", "no input is named 'grid.energy'"),
    ],
)
def test_mistakes_are_reported_once_with_position(tmp_path: Path, old: str, new: str, message: str) -> None:
    with pytest.raises(InvalidInput, match=r"whole\.yaml") as caught:
        read(tmp_path, old, new)
    (problem,) = caught.value.problems
    assert message in str(problem)


def test_a_linked_input_cannot_be_fixed(tmp_path: Path) -> None:
    with pytest.raises(
        InvalidInput,
        match=r"^--fix grid\.energy: is the output room_use, which cannot be fixed; give the input a value with --set$",
    ):
        read(tmp_path, fixes=["grid.energy"])


def test_a_single_model_has_no_parts_to_link_to(tmp_path: Path) -> None:
    (tmp_path / "m.py").write_text(MODEL)
    text = "title: t\nmodel: m.py:emit\ninputs: {energy: {from: x}, pue: {nominal: 1, evidence: assumed}}\n"
    (tmp_path / "one.yaml").write_text(text)
    with pytest.raises(
        InvalidInput, match=r"one\.yaml:3:19: inputs\.energy\.from: is only allowed in the inputs of a part"
    ):
        load(str(tmp_path / "one.yaml"))
