"""A scenario's inputs held against its model."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from carbonspan.simulate.cli.main import run
from carbonspan.simulate.problems import InvalidInput
from carbonspan.simulate.reader.load import load
from carbonspan.simulate.reader.model_check import nominal_value

Wrong = Callable[..., list[str]]
WORDS = "  words: {nominal: 3e8 word/day, gsd: 2, evidence: assumed}\n"


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("words:", "wrods:", "a.yaml:6:3: inputs.wrods: is not an argument of service.py:serve; did you mean 'words'?"),
        (
            "duration: 1 day",
            "period: 1 day",
            "a.yaml:3:7: per.period: is not an argument of service.py:serve; choose one of dur",
        ),
        (WORDS, "", "a.yaml:5:1: inputs: must give every argument of service.py:serve; missing: words"),
        (
            WORDS,
            WORDS + "  duration: {nominal: 1 s, evidence: assumed}\n",
            "inputs.duration: is also in the functional un",
        ),
        (
            "service.py:serve",
            "service.py:sreve",
            "a.yaml:2:1: model: service.py:sreve: no such model; did you mean 'serve'?",
        ),
        ("service.py:serve", "absent.py:serve", "a.yaml:2:1: model: absent.py:serve: cannot be read: No such file"),
        (
            "service.py:serve",
            "serving.by_word",
            "a.yaml:2:1: model: serving.by_word: no such model; did you mean 'serving.b",
        ),
        ("model: service.py:serve", "", "a.yaml:1:1: model: is missing; give a model"),
    ],
)
def test_one_mistake_gives_one_message(wrong: Wrong, old: str, new: str, message: str) -> None:
    found = wrong(old, new)
    assert len(found) == 1, found
    assert message in found[0]


def test_a_user_model_with_a_syntax_error_is_reported_with_its_line(wrong: Wrong, model: Path) -> None:
    model.write_text("def serve(:\n")
    assert wrong() == ["service.py:1:11: invalid Python: invalid syntax"]


def test_a_user_model_with_other_dimensions_than_it_says(wrong: Wrong, model: Path) -> None:
    model.write_text(model.read_text().replace('-> Annotated[float, "J"]', '-> Annotated[float, "W"]'))
    (message,) = wrong()
    assert re.search(r"service\.py:4:1: .*returns an energy .* but a power \(W\) is declared", message)


def test_a_user_model_that_cannot_add_what_it_adds(wrong: Wrong, model: Path) -> None:
    model.write_text(model.read_text().replace("words * duration", "words + duration"))
    assert re.search(r"service\.py:6:12: .*word/s and J\*s/word are incompatible", wrong()[0])


def test_a_model_sees_an_input_times_its_factors() -> None:
    inputs = dict(load("chatgpt/by-hardware").inputs)
    power = inputs["power"]
    assert nominal_value(power, inputs) == 250
    inputs["doubled"] = inputs["pue"].__class__(**{**vars(inputs["pue"]), "name": "doubled", "nominal": 2.0})
    assert nominal_value(power.__class__(**{**vars(power), "factors": ("doubled", "doubled")}), inputs) == 1000


def test_a_nominal_answer_that_is_not_finite_is_reported(tmp_path):
    (tmp_path / "model.py").write_text("def ratio(a: float, b: float) -> float:\n    return a * 0 / (b - b)\n")
    file = tmp_path / "ratio.yaml"
    file.write_text(
        "title: t\nmodel: model.py:ratio\n"
        "inputs: {a: {nominal: 1, gsd: 2, evidence: assumed}, b: {nominal: 1, gsd: 2, evidence: assumed}}\n"
    )
    with pytest.raises(InvalidInput, match=r"ratio\.yaml:2:\d+: model: ratio is not finite at the nominal"):
        load(str(file))


MODEL = "{}\ndef total(a: float, b: float) -> float:\n    return a + b * K\n"
FILE = """title: t
model: model.py:total
inputs:
  a: {nominal: 1, evidence: assumed}
  b: {nominal: 2, evidence: assumed}
"""


@pytest.fixture
def changing(tmp_path: Path) -> Callable[[str], str]:
    """The text of a scenario's file whose model begins with some lines."""

    def write(start: str) -> str:
        (tmp_path / "model.py").write_text(MODEL.format(start))
        (tmp_path / "scenario.yaml").write_text(FILE)
        return str(tmp_path / "scenario.yaml")

    return write


@pytest.mark.parametrize(
    "start",
    ["import random\nK = random.random()", "import helper\nfrom helper import K", "import time\nK = time.time_ns()"],
)
def test_a_constant_that_changes_is_refused(changing: Callable[[str], str], start: str, tmp_path: Path) -> None:
    (tmp_path / "helper.py").write_text("import random\nK = random.random()\n")
    with pytest.raises(InvalidInput, match=r"K is [\d.]+ at first and [\d.]+ when the file is executed"):
        load(changing(start))


@pytest.mark.parametrize(
    "start", ["K = float('nan') if 0 else 2", "import numpy as np\nK = np.array([2.0, np.nan])[0]"]
)
def test_a_constant_that_stays_is_accepted(changing: Callable[[str], str], start: str) -> None:
    assert load(changing(start)).inputs["a"].nominal == 1


def test_what_a_model_prints_goes_to_stderr(changing: Callable[[str], str], capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["run", changing("print('loaded')\nK = 2"), "--samples", "2000", "--json"]) == 0
    printed = capsys.readouterr()
    assert json.loads(printed.out)["outputs"]["total"]["nominal"] == 5
    assert "loaded" in printed.err


def test_an_exception_of_several_lines_is_told_on_one(changing: Callable[[str], str]) -> None:
    with pytest.raises(InvalidInput, match=r"fails with RuntimeError: boom line2$"):
        load(changing("raise RuntimeError('boom\\nline2')"))


def test_a_file_in_another_encoding_is_told_its_byte(changing: Callable[[str], str], tmp_path: Path) -> None:
    path = changing("K = 2  # cafe")
    (tmp_path / "model.py").write_bytes((tmp_path / "model.py").read_bytes().replace(b"cafe", b"caf\xe9"))
    with pytest.raises(InvalidInput, match=r"model.py:1:13: must be text in UTF-8, got the byte 0xe9; save"):
        load(path)
    stated = b"# -*- coding: latin-1 -*-\n" + (tmp_path / "model.py").read_bytes()
    (tmp_path / "model.py").write_bytes(stated)
    assert load(path).inputs["a"].nominal == 1
