from __future__ import annotations

import json
from typing import Any

import pytest

from carbonspan.simulate.cli import main
from carbonspan.simulate.scenario.formulas.lookup import known_models, load_model


@pytest.fixture
def models(capsys: pytest.CaptureFixture[str]) -> list[dict[str, Any]]:
    assert main.run(["list", "--models", "--json"]) == 0
    found: list[dict[str, Any]] = json.loads(capsys.readouterr().out)
    return found


def test_every_shipped_formula_is_listed_with_its_inputs_and_outputs(models: list[dict[str, Any]]) -> None:
    assert [each["name"] for each in models] == list(known_models())
    for each in models:
        model = load_model(each["name"])
        assert [given["name"] for given in each["inputs"]] == [argument.name for argument in model.arguments]
        assert [given["unit"] for given in each["outputs"]] == [output.unit for output in model.outputs]
        assert each["summary"].endswith(".")


def test_an_input_that_is_a_course_over_time_says_so(models: list[dict[str, Any]]) -> None:
    (by_hour,) = (each for each in models if each["name"] == "training.by_hour")
    assert {"name": "carbon_intensity", "unit": "kgCO2e/J", "profile": True} in by_hour["inputs"]
    assert {"name": "energy", "unit": "J"} in by_hour["outputs"]


def test_as_text_each_formula_is_four_lines(capsys: pytest.CaptureFixture[str]) -> None:
    assert main.run(["list", "--models"]) == 0
    blocks = capsys.readouterr().out.rstrip("\n").split("\n\n")
    assert len(blocks) == len(known_models())
    (by_words,) = (block.splitlines() for block in blocks if block.startswith("serving.by_words\n"))
    assert by_words[1].startswith("  Serving by the words of the answers: E = ")
    assert by_words[2].startswith("  takes users (person), questions (query/(person*s)), words (word/query), ")
    assert by_words[3] == "  returns gpu_time (gpu*s), energy (J), emissions (kgCO2e)"
