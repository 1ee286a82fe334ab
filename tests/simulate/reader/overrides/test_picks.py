"""A pick that is settled: the option's inputs are those of the file, and other overrides are laid over them."""

from collections.abc import Callable
from pathlib import Path

import pytest

from carbonspan.simulate.problems import InvalidInput
from carbonspan.simulate.reader.load import load
from carbonspan.simulate.scenario.scenario import Scenario

FILE = """
title: A rack
model: rack.py:rack
inputs:
  pue: {nominal: 1.2, pert: [1.1, 1.2, 1.4], evidence: assumed}
  power: {nominal: 700 W, gsd: 1.1, evidence: measured, source: a meter}
one_of:
  make:
    weights: {older: 0.7, newer: 0.3}
    options:
      older: {speed: {nominal: 1000 word/s, gsd: 1.2, evidence: assumed}}
      newer: {power: {nominal: 1000, gsd: 1.2}, speed: {nominal: 4000 word/s, gsd: 1.3, evidence: assumed}}
    evidence: assumed
"""
SETTLED = """
title: A rack
model: rack.py:rack
inputs:
  pue: {nominal: 1.2, pert: [1.1, 1.2, 1.4], evidence: assumed}
  power: {nominal: 1000 W, gsd: 1.2, evidence: measured, source: a meter}
  speed: {nominal: 4000 word/s, gsd: 1.3, evidence: assumed}
"""
MODEL = """
from typing import Annotated
def rack(power: Annotated[float, "W"], speed: Annotated[float, "word/s"], pue: float) -> Annotated[float, "J/word"]:
    return power * pue / speed
"""


@pytest.fixture
def rack(tmp_path: Path) -> Callable[..., Scenario]:
    (tmp_path / "rack.py").write_text(MODEL)

    def read(text: str = FILE, **options: object) -> Scenario:
        (tmp_path / "rack.yaml").write_text(text)
        return load(str(tmp_path / "rack.yaml"), **options)

    return read


def test_a_settled_pick_is_the_file_with_that_option(rack: Callable) -> None:
    found, expected = rack(sets=["make=newer"]), rack(SETTLED)
    assert list(found.inputs) == list(expected.inputs)
    for name, given in expected.inputs.items():
        own = found.inputs[name]
        assert (own.distribution, own.nominal, own.source, own.stream) == (
            given.distribution, given.nominal, given.source, given.stream,
        )  # fmt: skip
    assert rack().with_(make="newer").to_yaml() == found.to_yaml()


def test_fixing_a_pick_takes_the_first_option_which_nominal_values_are_of(rack: Callable) -> None:
    fixed = rack(fixes=["make"])
    assert fixed.to_yaml() == rack(sets=["make=older"]).to_yaml()
    assert fixed.inputs["power"].nominal == 700.0
    assert rack(fixes=["make", "speed"]).inputs["speed"].distribution.quantile(0.9) == 1000.0


def test_other_overrides_are_laid_over_the_option(rack: Callable) -> None:
    for sets in (["make=newer", "power=500"], ["power=500", "make=newer"]):
        found = rack(sets=sets)
        assert (found.inputs["power"].nominal, found.inputs["speed"].nominal) == (500.0, 4000.0)


def test_a_part_has_picks_of_its_own(rack: Callable, tmp_path: Path) -> None:
    rack()
    (tmp_path / "two.yaml").write_text("title: Two\nparts: {one: {use: rack.yaml}, two: {use: rack.yaml}}\n")
    found = load(str(tmp_path / "two.yaml"), sets=["two.make=newer"])
    assert found.inputs["two.power"].nominal == 1000.0
    assert found.inputs["one.power"].pick
    assert "two.make" not in found.inputs


@pytest.mark.parametrize(
    ("sets", "message"),
    [
        (["make=newest"], "--set make=newest: must be an option of make, got newest; did you mean 'newer'"),
        (["make=1"], "must be an option of make, got 1; choose one of older, newer"),
        (["make=newer", "make=older"], "make is given twice, before as newer"),
        (["makes=newer"], "no input is named 'makes'; did you mean 'make'"),
    ],
)
def test_what_is_no_option_is_refused(rack: Callable, sets: list[str], message: str) -> None:
    with pytest.raises(InvalidInput, match=message):
        rack(sets=sets)
