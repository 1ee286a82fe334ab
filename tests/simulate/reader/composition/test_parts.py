"""Scenarios of several parts: their own inputs, shared ones, used scenarios, totals."""

from __future__ import annotations

from pathlib import Path

import pytest

from carbonspan.simulate.laws.discrete import Constant
from carbonspan.simulate.problems import InvalidInput
from carbonspan.simulate.reader.load import load
from carbonspan.simulate.scenario.scenario import Scenario

MODEL = """\
from typing import Annotated, NamedTuple

class Training(NamedTuple):
    energy: Annotated[float, "J"]
    emissions: Annotated[float, "kgCO2e"]

def train(energy: Annotated[float, "J"], pue: float, carbon_intensity: Annotated[float, "kgCO2e/J"]) -> Training:
    return Training(energy * pue, energy * pue * carbon_intensity)

def emissions(mass: Annotated[float, "kgCO2e"]) -> Annotated[float, "kgCO2e"]:
    return mass
"""
WHOLE = """\
title: the whole
per: {duration: 60 day}
defaults: {source: us}
parts:
  training:
    model: m.py:train
    share: [pue, grid_error]
    inputs:
      energy: {nominal: 1287 MWh, gsd: 1.1, evidence: assumed}
      carbon_intensity: {nominal: 0.4289 kg/kWh, factors: [grid_error], evidence: assumed}
  serving: {use: chatgpt/by-words, share: [pue], set: {utilization: 0.5, users: {gsd: 3}}}
  embodied:
    model: m.py:emissions
    inputs: {mass: {nominal: 33 t, gsd: 1.5, evidence: assumed}}
shared:
  pue: {nominal: 1.1, pert: [1.07, 1.1, 1.2], evidence: assumed}
  grid_error: {nominal: 1, gsd: 1.3, evidence: assumed}
total: {emissions: sum}
claims: {L1: {output: total_emissions, at_least: 800 t}}
"""


def make(folder: Path, old: str = "", new: str = "", *, add: str = "") -> str:
    assert old in WHOLE
    (folder / "m.py").write_text(MODEL)
    (folder / "whole.yaml").write_text(WHOLE.replace(old, new) + add)
    return str(folder / "whole.yaml")


@pytest.fixture
def whole(tmp_path: Path) -> Scenario:
    return load(make(tmp_path))


def test_arguments_take_inputs_by_their_names_in_the_whole(whole: Scenario) -> None:
    training, serving, embodied = whole.parts
    assert training.feeds == ("training.energy", "pue", "training.carbon_intensity")
    assert serving.feeds[:4] == ("serving.users", "serving.questions", "serving.words", "duration")
    assert serving.feeds[-2:] == ("pue", "serving.carbon_intensity")
    assert embodied.feeds == ("embodied.mass",)
    assert all(feed in whole.inputs for part in whole.parts for feed in part.feeds)


def test_streams_are_a_parts_own_or_shared(whole: Scenario) -> None:
    streams = {name: given.stream for name, given in whole.inputs.items()}
    assert streams == {name: name for name in whole.inputs}
    assert whole.inputs["training.carbon_intensity"].factors == ("grid_error",)
    assert whole.inputs["duration"].nominal == 60 * 86400


def test_a_factor_that_is_not_shared_draws_by_its_own_name(tmp_path: Path) -> None:
    own = "    factors: {grid_error: {nominal: 1, gsd: 1.4, evidence: assumed}}\n    inputs:\n      energy"
    path = make(tmp_path, "    inputs:\n      energy", own, add="")
    (tmp_path / "whole.yaml").write_text(Path(path).read_text().replace("share: [pue, grid_error]", "share: [pue]"))
    with pytest.raises(InvalidInput, match=r"shared\.grid_error: no part shares this input"):
        load(path)
    text = Path(path).read_text().replace("  grid_error: {nominal: 1, gsd: 1.3, evidence: assumed}\n", "")
    (tmp_path / "whole.yaml").write_text(text)
    scenario = load(path)
    assert scenario.inputs["training.grid_error"].stream == "grid_error"
    assert scenario.inputs["training.carbon_intensity"].factors == ("training.grid_error",)


def test_what_is_set_lies_over_what_is_used(whole: Scenario) -> None:
    assert whole.inputs["serving.utilization"].distribution == Constant(0.5)
    assert (whole.inputs["serving.users"].nominal, whole.inputs["serving.users"].stated) == (1e6, "gsd: 3")
    assert whole.inputs["serving.words"].source == "pointon-2023"


def test_totals_sum_the_parts_that_have_the_output(whole: Scenario) -> None:
    names = [output.name for output in whole.outputs]
    assert names[:2] == ["training_energy", "training_emissions"]
    assert whole.outputs[-1].name == "total_emissions"
    assert whole.outputs[-1].sums == ("training_emissions", "serving_emissions", "embodied_emissions")
    assert whole.claims[0].low == 800_000


def test_an_option_replaces_an_input_by_its_name_in_the_whole(tmp_path: Path) -> None:
    add = "choices: {who: {few: {serving.users: 1e5}, many: {serving.users: 1e7, pue: 1.5}}}\n"
    (axis,) = load(make(tmp_path, add=add)).axes
    few, many = axis.options
    assert (few.inputs["serving.users"].nominal, few.inputs["serving.users"].unit.text) == (1e5, "person")
    assert (many.inputs["pue"].stream, many.inputs["pue"].nominal) == ("pue", 1.5)


def test_inputs_of_two_parts_may_be_correlated(tmp_path: Path) -> None:
    add = "correlations: {scale: normal, pairs: [[training.energy, serving.words, 0.3]]}\n"
    (group,) = load(make(tmp_path, add=add)).correlations
    assert (group.members, group.matrix[0][1], group.scale) == (("training.energy", "serving.words"), 0.3, "normal")


def test_options_of_the_command_line_reach_into_parts(tmp_path: Path) -> None:
    scenario = load(make(tmp_path), sets=["serving.words=40", "pue=1.15"], fixes=["training.energy", "grid_error"])
    assert scenario.inputs["serving.words"].nominal == 40
    assert scenario.inputs["pue"].distribution == Constant(1.15)
    assert scenario.inputs["training.energy"].distribution == Constant(1287 * 3.6e9)
    assert scenario.inputs["grid_error"].distribution == Constant(1.0)


def test_what_is_resolved_reads_back_without_what_was_used(tmp_path: Path) -> None:
    first = load(make(tmp_path), sets=["pue=1.15"])
    (tmp_path / "resolved.yaml").write_text(first.resolved)
    second = load(str(tmp_path / "resolved.yaml"))
    assert (second.inputs, second.outputs, second.claims) == (first.inputs, first.outputs, first.claims)
    assert "use:" not in first.resolved


MISTAKES = [
    ("use: chatgpt/by-words", "use: chatgpt/by-wrds", "", "11:13: parts.serving.use: is no shipped"),
    ("utilization: 0.5", "utlization: 0.5", "", "11:56: parts.serving.set.utlization: no input has this name; did you"),
    ("utilization: 0.5", "utilization: 85", "", "11:56: parts.serving.inputs.utilization.nominal: must lie within 0"),
    (
        "share: [pue, grid",
        "share: [peu, grid",
        "",
        "parts.training.share.0: no shared input is named 'peu'; did you mean",
    ),
    (
        "1287 MWh",
        "1287 MW",
        "",
        "9:16: parts.training.inputs.energy.nominal: is a power (MW) where an energy is expected",
    ),
    (
        "total: {emissions",
        "total: {emission",
        "",
        "total.emission: no part has this output; did you mean 'emissions'?",
    ),
    ("duration: 60 day", "period: 60 day", "", "2:7: per.period: is not an argument of any part; choose one of"),
    ("title: the whole", "title: the whole\nmodel: a.b", "", "2:1: model: must be in a part"),
    (
        "model: m.py:train",
        "model: m.py:trian",
        "",
        "6:5: parts.training.model: m.py:trian: no such model; did you mean",
    ),
]


@pytest.mark.parametrize(("old", "new", "add", "message"), MISTAKES)
def test_mistakes_are_reported_with_position(tmp_path: Path, old: str, new: str, add: str, message: str) -> None:
    with pytest.raises(InvalidInput, match=r"whole\.yaml") as caught:
        load(make(tmp_path, old, new, add=add))
    assert any(message in str(problem) for problem in caught.value.problems), str(caught.value)


def test_outputs_of_two_dimensions_make_no_total(tmp_path: Path) -> None:
    model = MODEL.replace('mass: Annotated[float, "kgCO2e"]) -> Annotated[float, "kgCO2e"]', "mass: float) -> float")
    path = make(tmp_path, "nominal: 33 t", "nominal: 33")
    (tmp_path / "m.py").write_text(model)
    with pytest.raises(
        InvalidInput, match=r"total\.emissions: cannot add outputs of different dimensions: training in kg"
    ):
        load(path)


@pytest.mark.parametrize(
    ("law", "stream"), [("gsd: 1.3", "error"), ("gsd: 1.4", "b.error"), ("uniform: [0.5, 2]", "b.error")]
)
def test_factors_of_one_name_are_one_draw_while_their_laws_are_one(tmp_path: Path, law: str, stream: str) -> None:
    part = """
  {}:
    model: m.py:emissions
    inputs: {{mass: {{nominal: 33 t, gsd: 1.5, factors: [error], evidence: assumed}}}}
    factors: {{error: {{nominal: 1, {}, evidence: assumed}}}}"""
    (tmp_path / "m.py").write_text(MODEL)
    (tmp_path / "two.yaml").write_text("title: two\nparts:" + part.format("a", "gsd: 1.3") + part.format("b", law))
    inputs = load(str(tmp_path / "two.yaml")).inputs
    assert (inputs["a.error"].stream, inputs["b.error"].stream) == ("error", stream)


def test_what_is_shared_keeps_its_name_to_itself(tmp_path: Path) -> None:
    own = "    factors: {grid_error: {nominal: 1, gsd: 1.4, evidence: assumed}}\n"
    own += "    inputs: {mass: {factors: [grid_error], "
    inputs = load(make(tmp_path, "    inputs: {mass: {", own)).inputs
    assert (inputs["grid_error"].stream, inputs["embodied.grid_error"].stream) == ("grid_error", "embodied.grid_error")


def test_a_law_of_an_option_is_a_draw_of_its_own_in_a_part_too(tmp_path: Path) -> None:
    row = "training.carbon_intensity: {catalog: grid/fr-2024-ember}"
    laws = "serving.words: {gsd: 3}, pue: {uniform: [1, 2]}"
    options = f"{{a: {{{laws}}}, b: {{serving.words: {{gsd: 3, same: true}}, {row}}}}}"
    (axis,) = load(make(tmp_path, add=f"dimensions: {{who: {options}}}\n")).axes
    streams = [{name: given.stream for name, given in option.inputs.items()} for option in axis.options]
    assert streams == [
        {"serving.words": "serving.words[who=a]", "pue": "pue[who=a]"},
        {"serving.words": "serving.words", "training.carbon_intensity": "grid/fr-2024-ember"},
    ]


def test_members_that_only_options_make_uncertain_stay_in_their_group(tmp_path: Path) -> None:
    part = "    correlations: {pairs: [[energy, pue, 0.5]]}\n    inputs:\n      energy"
    add = "dimensions: {who: {sure: {}, unsure: {pue: {uniform: [1, 2]}}}}\n"
    path = make(tmp_path, "    inputs:\n      energy", part, add=add)
    text = Path(path).read_text().replace("pue: {nominal: 1.1, pert: [1.07, 1.1, 1.2], ", "pue: {nominal: 1.1, ")
    Path(path).write_text(text)
    scenario = load(path)
    assert [group.members for group in scenario.correlations] == [("training.energy", "pue")]
    assert not scenario.warnings


def test_a_part_shows_its_outputs_in_the_units_of_the_scenario_it_uses(tmp_path: Path) -> None:
    path = tmp_path / "whole.yaml"
    path.write_text("title: whole\nparts: {serving: {use: chatgpt/by-words}}\noutputs: {serving_energy: GWh}\n")
    used = {f"serving_{each.name}": each.unit.text for each in load("chatgpt/by-words").outputs}
    assert used["serving_energy"] == "MWh"
    assert {each.name: each.unit.text for each in load(str(path)).outputs} == used | {"serving_energy": "GWh"}


def test_a_unit_that_a_used_scenario_cannot_have_is_reported_there(tmp_path: Path) -> None:
    (tmp_path / "m.py").write_text(MODEL)
    (tmp_path / "used.yaml").write_text(
        "title: used\nmodel: m.py:emissions\ninputs: {mass: {nominal: 1 kg, evidence: assumed}}\n"
        "outputs: {emissions: kWh}\n"
    )
    (tmp_path / "whole.yaml").write_text("title: whole\nparts: {a: {use: used.yaml}}\n")
    with pytest.raises(InvalidInput, match=r"used\.yaml:4:11: outputs\.a_emissions: is an energy \(kWh\) where"):
        load(str(tmp_path / "whole.yaml"))


def test_a_column_of_a_law_is_beside_the_used_scenario(tmp_path: Path) -> None:
    (tmp_path / "m.py").write_text(MODEL)
    (tmp_path / "used").mkdir()
    (tmp_path / "used" / "mass.csv").write_text("kg\n1\n2\n3\n")
    (tmp_path / "used" / "used.yaml").write_text(
        "title: used\nmodel: ../m.py:emissions\n"
        "inputs: {mass: {unit: kg, empirical: {csv: mass.csv, column: kg, smooth: false}, evidence: assumed}}\n"
    )
    (tmp_path / "whole.yaml").write_text("title: whole\nparts: {a: {use: used/used.yaml}}\n")
    assert load(str(tmp_path / "whole.yaml")).inputs["a.mass"].distribution.support == (1.0, 3.0)
