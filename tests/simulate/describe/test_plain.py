"""Scenarios as plain data and back: the same to the last bit, and nothing else can come of any data."""

from __future__ import annotations

import json
import math
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import pytest

from carbonspan.simulate.describe import library
from carbonspan.simulate.describe.model import Model, Output
from carbonspan.simulate.describe.plain import NotPlain, read, written
from carbonspan.simulate.describe.problems import InvalidInput
from carbonspan.simulate.describe.read import read as read_scenario


class Pair(NamedTuple):
    a: float
    b: float


def through_json(value: Any) -> Any:
    return read(json.loads(json.dumps(written(value))))


@pytest.mark.parametrize("name", library.names())
def test_every_shipped_scenario_comes_back_as_it_was(name: str) -> None:
    scenario = read_scenario(name)
    back = through_json(scenario)
    assert back == scenario
    assert repr(back.inputs) == repr(scenario.inputs)
    assert [part.model.function for part in back.parts] == [part.model.function for part in scenario.parts]


@pytest.mark.parametrize(
    "value",
    [
        0.1,
        -0.0,
        1e-320,
        math.inf,
        2**70,
        True,
        None,
        "Σ\x00\ud800",
        (),
        ((1,), {"a": ()}),
        Path("a/b"),
        frozenset({"a"}),
    ],
)
def test_simple_things_come_back_as_they_were(value: Any) -> None:
    assert repr(through_json(value)) == repr(value)


@pytest.mark.parametrize(
    "value",
    [
        [1],
        {1},
        {1: 2},
        {"": 2},
        Pair(1, 2),
        np.float64(1),
        np.ones(2),
        b"a",
        Decimal(1),
        InvalidInput("x"),
        Model,
        Model("own.py:f", abs, (), (), Path("own.py")),
        (1, {"a": object()}),
    ],
)
def test_what_would_not_come_back_is_refused(value: Any) -> None:
    with pytest.raises(NotPlain, match=r"no plain data|no names|of the user's own|no dataclass"):
        written(value)


@pytest.mark.parametrize(
    "kind",
    [
        "os:system",
        "problems:did_you_mean",
        "..cli.main:_Lazy",
        "problems:Path",
        "pathlib:Path",
        "problems",
        "",
        "library:names",
        "scenario:Nothing",
        "laws.base:LawError",
    ],
)
def test_data_make_nothing_but_dataclasses_of_this_folder(kind: str) -> None:
    with pytest.raises((NotPlain, ImportError), match=r"no dataclass|No module"):
        read({"": kind, "args": "true"})


def test_data_without_a_field_or_with_one_too_many_make_nothing() -> None:
    data = written(Output("energy", "J"))
    assert read(data) == Output("energy", "J")
    with pytest.raises(TypeError, match="unexpected keyword argument 'more'"):
        read({**data, "more": 1})
    del data["name"]
    with pytest.raises(TypeError, match="missing 1 required positional argument"):
        read(data)
