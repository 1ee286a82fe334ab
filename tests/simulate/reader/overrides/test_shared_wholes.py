"""Shares are replaced and held as a whole."""

import pytest

from carbonspan.simulate.answer.run import run_scenario
from carbonspan.simulate.problems import InvalidInput
from carbonspan.simulate.reader.load import load
from carbonspan.simulate.reader.overrides.variation import vary

MODEL = '''\
from typing import Annotated


def mix(coal_share: Annotated[float, "1"], gas_share: Annotated[float, "1"]) -> Annotated[float, "1"]:
    """A mean."""
    return 3 * coal_share + gas_share
'''
FILE = """\
title: A mix
model: mix.py:mix
shares: {mix: {coal_share: 0.25, gas_share: 0.75, concentration: 10, source: own, evidence: derived}}
"""


@pytest.fixture
def path(tmp_path):
    (tmp_path / "mix.py").write_text(MODEL)
    (tmp_path / "mix.yaml").write_text(FILE)
    return str(tmp_path / "mix.yaml")


def test_other_shares_are_drawn_about_their_means(path):
    scenario = load(path, sets=["mix={coal_share: 0.5, gas_share: 0.5}"])
    (whole,) = scenario.shares
    assert (whole.means, whole.concentration) == ((0.5, 0.5), 10)
    assert scenario.inputs["mix.coal_share"].source.startswith("--set mix=")
    mean = run_scenario(scenario, samples=20_000).main.mean
    assert mean.value == pytest.approx(2, abs=5 * mean.error)


def test_held_shares_are_one_value_in_the_file_that_is_written_too(path, tmp_path):
    held = load(path, fixes=["mix"])
    answer = run_scenario(held, samples=1_000).main
    assert (answer.minimum, answer.maximum) == (1.5, 1.5)
    assert held.inputs["mix.coal_share"].source == "own"
    (tmp_path / "again.yaml").write_text(held.to_yaml())
    assert load(str(tmp_path / "again.yaml")).inputs == held.inputs


def test_shares_are_replaced_and_held_at_once(path):
    sets = ["mix={coal_share: 0.5, gas_share: 0.5}"]
    assert load(path, sets=sets, fixes=["mix"]).inputs["mix.coal_share"].nominal == 0.5
    varied = vary(load(path), {"mix": {"coal_share": 0.5, "gas_share": 0.5}}, fixes=["mix"])
    assert varied.inputs["mix.coal_share"].nominal == 0.5
    assert varied.shares == ()


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("mix=2", r"--set mix=2: must be shares that sum to 1, such as \{coal_share: 0.25, gas_share: 0.75\}, got 2"),
        ("mix={coal_share: 0.5}", r"--set mix=\{coal_share: 0.5\}: shares.mix: must sum to 1, got 1.25"),
        ("mix={oil: 0.5}", "no argument is named mix_oil or oil"),
        ("mix={concentration: sure}", r"mix.concentration: "),
        ("mox={coal_share: 0.5}", "did you mean 'mix'"),
    ],
)
def test_what_are_no_shares_is_refused(path, text, problem):
    with pytest.raises(InvalidInput, match=problem):
        load(path, sets=[text])
