"""Scenarios from dicts: the grammar of a file, with key paths in the place of lines."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import numpy as np
import pytest

from carbonspan.models import serving
from carbonspan.simulate.answer.run import run_scenario
from carbonspan.simulate.files import yaml
from carbonspan.simulate.problems import InvalidInput
from carbonspan.simulate.reader.load import load
from carbonspan.simulate.scenario.scenario import Scenario
from carbonspan.simulate.shipped import library

Joules = Annotated[float, "J"]


def light(power: Annotated[float, "W"], hours: Annotated[float, "s"]) -> Joules:
    return power * hours


def nested() -> Any:
    def light(power: Annotated[float, "W"], hours: Annotated[float, "s"]) -> Joules:
        return 2 * power * hours

    return light


LAMP: dict[str, Any] = {
    "title": "A lamp",
    "model": light,
    "per": {"hours": "1 day"},
    "inputs": {"power": {"nominal": "9 W", "uniform": (8, 10), "evidence": "assumed"}},
}


@pytest.mark.parametrize("name", ["chatgpt/by-words", "chatgpt/life-cycle", "bert/by-hour", "grid/us-mix"])
def test_a_dict_is_a_file(name: str) -> None:
    data = yaml.open_document(library.find(name)[1]).data
    before = repr(data)
    scenario, read = Scenario.from_dict(data, name=name), load(name)
    assert (scenario.name, scenario.resolved) == (name, read.resolved)
    assert (scenario.inputs, scenario.axes, scenario.claims) == (read.inputs, read.axes, read.claims)
    assert repr(data) == before


def test_a_function_is_a_model() -> None:
    scenario = Scenario.from_dict(LAMP)
    assert scenario.parts[0].model.function is light
    answer = run_scenario(scenario, samples=1000)
    assert answer.marginals[0].nominal == 9 * 86400


def test_a_function_of_a_part_is_its_model() -> None:
    shared = {"nominal": "9 W", "evidence": "assumed"}
    part = {"model": light, "per": {"hours": "1 day"}, "share": ["power"]}
    data = {
        "title": "Lamps",
        "parts": {"a": part, "b": dict(part)},
        "shared": {"power": shared},
        "total": {"light": "sum"},
    }
    assert [each.model.function for each in Scenario.from_dict(data).parts] == [light, light]
    assert callable(part["model"])


def test_a_shipped_formula_has_its_own_name() -> None:
    data = yaml.open_document(library.find("chatgpt/by-words")[1]).data | {"model": serving.by_words}
    assert Scenario.from_dict(data).resolved == load("chatgpt/by-words").resolved


def test_numbers_may_be_numpys() -> None:
    power = {"nominal": "9 W", "uniform": np.array([8.0, 10.0]).tolist(), "evidence": "assumed"}
    inputs = {"power": power, "hours": {"nominal": np.float64(3600), "unit": "s", "evidence": "assumed"}}
    scenario = Scenario.from_dict({**LAMP, "per": {}, "inputs": inputs})
    assert scenario.inputs["hours"].nominal == 3600


@pytest.mark.parametrize(
    ("data", "messages"),
    [
        ({"inputs": {"powr": LAMP["inputs"]["power"]}}, ["inputs.powr: is not an argument of"]),
        ({"boundry": []}, ["boundry: unknown key; did you mean 'boundary'?"]),
        ({"title": ""}, ["title: is missing; describe what is estimated in a few words"]),
        ({"inputs": {"power": {"nominal": "9 kg", "evidence": "guessed"}}}, ["inputs.power.evidence: must be one of"]),
        (
            {"inputs": {"power": object}, "claims": {"a": {None: 3}}},
            ["inputs.power: must be", "claims.a: a key must be"],
        ),
        ({"model": len}, ["len: must be a plain Python function, got builtin_function_or_method"]),
        ({"model": 3}, ["model: must be text, got 3"]),
        ({"model": None, "parts": {"a": {"use": "nope"}}}, ["parts.a.use: is no shipped scenario and no file"]),
    ],
)
def test_problems_have_key_paths(data: dict[str, Any], messages: list[str]) -> None:
    with pytest.raises(InvalidInput, match=r"\w") as caught:
        Scenario.from_dict({**LAMP, **data})
    found = list(map(str, caught.value.problems))
    for message in messages:
        assert any(each.startswith(message) for each in found), found
    assert not any(problem.line for problem in caught.value.problems if "test_from_dict" not in problem.file)


def test_what_is_no_scenario_is_refused() -> None:
    with pytest.raises(InvalidInput, match="audit: is a list of claims, not a scenario"):
        Scenario.from_dict({"title": "Claims", "audit": {}})
    with pytest.raises(InvalidInput, match="a scenario is a mapping of the keys of a file, got list"):
        Scenario.from_dict([])  # type: ignore[arg-type]


def test_two_functions_of_one_name_are_refused() -> None:
    parts = {name: {"model": nested(), "inputs": LAMP["inputs"], "per": LAMP["per"]} for name in ("a", "b")}
    with pytest.raises(InvalidInput, match=r"parts\.b\.model: two functions are called light; rename one of them"):
        Scenario.from_dict({"title": "Lamps", "parts": parts})


def test_a_function_in_a_file_is_named_by_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(Path(__file__).parent)
    scenario = Scenario.from_dict(LAMP)
    assert scenario.parts[0].model.name == f"{Path(__file__).name}:light"
    (tmp_path / "lamp.yaml").write_text(scenario.to_yaml())
    monkeypatch.chdir(tmp_path)
    assert Scenario.from_dict(LAMP).parts[0].model.name == f"{Path(__file__).as_posix()}:light"


def test_files_are_in_the_working_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "watts.csv").write_text("watts\n8\n9\n10\n")
    power = {"unit": "W", "empirical": {"csv": "watts.csv", "column": "watts", "smooth": False}, "evidence": "assumed"}
    scenario = Scenario.from_dict({**LAMP, "inputs": {"power": power}})
    assert scenario.inputs["power"].distribution.support == (8.0, 10.0)
    assert scenario.with_(hours="2 day").inputs["power"] == scenario.inputs["power"]
