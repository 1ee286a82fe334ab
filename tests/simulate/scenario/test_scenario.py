"""What a scenario does: it is varied, written out, copied and pickled."""

from __future__ import annotations

import copy
import pickle
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from carbonspan.simulate.answer.identity import scenario_hash
from carbonspan.simulate.problems import InvalidInput
from carbonspan.simulate.reader.load import load
from carbonspan.simulate.scenario.scenario import Scenario
from carbonspan.simulate.scenario.selection import pick
from carbonspan.simulate.shipped import library


def double(a: float) -> float:
    return 2.0 * a


DOUBLE = {"title": "Twice", "inputs": {"a": {"nominal": 2, "gsd": 1.1, "evidence": "assumed"}}}


def read_back(text: str, folder: Path) -> Scenario:
    (folder / "back.yaml").write_text(text)
    return load(str(folder / "back.yaml"))


@pytest.mark.parametrize("name", library.names())
def test_a_shipped_scenario_reads_back_to_its_hash(name: str, tmp_path: Path) -> None:
    scenario = load(name)
    back = read_back(scenario.to_yaml(), tmp_path)
    assert scenario_hash(back) == scenario_hash(scenario)
    assert (back.inputs, back.axes, back.claims) == (scenario.inputs, scenario.axes, scenario.claims)


def test_built_varied_and_picked_scenarios_read_back_to_their_hash(
    changed: Callable[..., Scenario], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "twice.py").write_text("def double(a: float) -> float:\n    return 2.0 * a\n")
    built = Scenario.from_dict({**DOUBLE, "model": "twice.py:double"})
    picked = pick(load("bert/by-region"), ["region=norway"])
    varied = changed().with_(words="2e8 to 5e8", energy={"nominal": "3 J/word", "gsd": 1.5})
    for scenario in (built, built.with_(a=3), picked, varied, changed(fixes=["words"])):
        assert scenario_hash(read_back(scenario.to_yaml(), tmp_path)) == scenario_hash(scenario)


def test_a_function_without_a_file_has_no_text() -> None:
    def twice(a: float) -> float:
        return 2.0 * a

    scenario = Scenario.from_dict({**DOUBLE, "model": twice})
    with pytest.raises(
        InvalidInput, match=r"twice: is a function that a file cannot name.*`model: my_model\.py:twice`"
    ):
        scenario.to_yaml()
    assert scenario.with_(a=3).inputs["a"].nominal == 3


def test_a_scenario_put_together_in_code_has_no_text(build: Callable[..., Scenario]) -> None:
    with pytest.raises(InvalidInput, match=r"double: was put together in code and has no text; build it with"):
        build(double, {}).to_yaml()


def test_names_are_keywords_or_keys(changed: Callable[..., Scenario]) -> None:
    scenario = changed()
    assert scenario.with_(share=0.4) == scenario.with_({"share": 0.4}) == changed(sets=["share=0.4"])
    parts = load("chatgpt/life-cycle").with_({"serving.pue": 1.2}, training_share=0.5)
    assert (parts.inputs["serving.pue"].nominal, parts.inputs["training_share"].nominal) == (1.2, 0.5)


def test_an_input_may_be_called_like_an_argument() -> None:
    def twice(sets: float, self_: float) -> float:
        return sets * self_

    one = {"nominal": 1, "evidence": "assumed"}
    scenario = Scenario.from_dict({"title": "Twice", "model": twice, "inputs": {"sets": one, "self_": one}})
    assert scenario.with_(sets=3).inputs["sets"].nominal == 3


@pytest.mark.parametrize(
    ("sets", "message"),
    [
        ({"shrae": 1}, r"^--set shrae=1: no input is named 'shrae'; did you mean 'share'\?$"),
        ({"share": 85}, r"^--set share=85: inputs\.share\.nominal: must lie within 0 to 1, got 85; write 85 %"),
        ({"share": None}, r"^--set share=null: inputs\.share: must be a mapping"),
        ({"share": "0.2 to"}, r"^--set share=0\.2 to: inputs\.share\.nominal: a range has two ends and is written"),
        ({"energy": "3 kW"}, r"^--set energy=3 kW: inputs\.energy\.nominal: has the unit kW where J/word is exp"),
    ],
)
def test_problems_are_those_of_the_option(changed: Callable[..., Scenario], sets: dict, message: str) -> None:
    with pytest.raises(InvalidInput, match=message):
        changed().with_(sets)


@pytest.mark.parametrize("name", library.names())
def test_a_shipped_scenario_is_copied_and_pickled(name: str) -> None:
    scenario = load(name)
    assert pickle.loads(pickle.dumps(scenario)) == scenario == copy.deepcopy(scenario) == copy.copy(scenario)  # noqa: S301


def test_another_process_reads_a_users_model_again(changed: Callable[..., Scenario], tmp_path: Path) -> None:
    scenario = changed()
    assert pickle.loads(pickle.dumps(scenario)) == scenario == copy.deepcopy(scenario)  # noqa: S301
    (tmp_path / "scenario.pickle").write_bytes(pickle.dumps(scenario))
    code = (
        "import pickle, sys; from carbonspan.simulate.answer.identity import scenario_hash\n"
        "print(scenario_hash(pickle.load(open(sys.argv[1], 'rb')).with_(share=0.4)))"
    )
    command = [sys.executable, "-c", code, str(tmp_path / "scenario.pickle")]
    printed = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    assert printed.strip() == scenario_hash(scenario.with_(share=0.4))


def test_a_model_that_has_changed_since_is_refused(changed: Callable[..., Scenario], model: Path) -> None:
    pickled = pickle.dumps(changed())
    model.write_text(model.read_text().replace("* share", "* share * 2"))
    with pytest.raises(InvalidInput, match=r"service\.py.*: has changed since the scenario was pickled; load it again"):
        pickle.loads(pickled)  # noqa: S301
