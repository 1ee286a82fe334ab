import math
import re
from typing import Annotated, NamedTuple

import numpy as np
import pytest

from carbonspan.simulate.problems import InvalidInput, nearby
from carbonspan.simulate.scenario.formula import Bounds, Profile
from carbonspan.simulate.scenario.formulas.signature import read_model
from carbonspan.simulate.scenario.model import Argument, Output

Watts = Annotated[float, "W/gpu"]


class Pair(NamedTuple):
    energy: Annotated[float, "J"]
    share: float


class Nothing(NamedTuple):
    pass


class Worded(NamedTuple):
    energy: Annotated[str, "J"]


def pair(power: Watts, share: Annotated[float, "1", Bounds(0, 1)], ratio: float, hours: Annotated[float, "s"]) -> Pair:
    """Two outputs."""
    return Pair(power * hours, share * ratio)


def written(power: "Watts", grid: "Annotated[Profile, 'kgCO2e/J', Bounds(low=0)]") -> "Annotated[float, 'kgCO2e/s']":
    return power * grid.level


def test_arguments_and_outputs_follow_the_annotations(tmp_path):
    model = read_model(pair, name="x.pair", path=tmp_path)
    assert model.arguments == (
        Argument("power", "W/gpu"),
        Argument("share", "", 0, 1),
        Argument("ratio", "", -math.inf, math.inf),
        Argument("hours", "s"),
    )
    assert model.outputs == (Output("energy", "J"), Output("share", ""))
    assert (model.name, model.function, model.path, model.doc) == ("x.pair", pair, tmp_path, "Two outputs.")


def test_annotations_may_be_strings_and_arguments_profiles():
    model = read_model(written, name="x.written")
    assert model.arguments == (Argument("power", "W/gpu"), Argument("grid", "kgCO2e/J", low=0, profile=True))
    assert model.outputs == (Output("written", "kgCO2e/s"),)


def starred(*powers: float) -> float:
    return sum(powers)


def named(**powers: float) -> float:
    return sum(powers.values())


def keyword(*, power: float) -> float:
    return power


def default(power: float = 3) -> float:
    return power


def bare(power) -> float:
    return power


def worded(power: str) -> float:
    return float(power)


def whole(power: int) -> float:
    return power


def silent(power: float):
    return power


def void(power: float) -> None: ...


async def suspended(power: float) -> float:
    return power


def yielding(power: float) -> float:
    yield power


def several(power: float) -> tuple[float, float]:
    return power, power


def empty(power: float) -> Nothing:
    return Nothing()


def field(power: float) -> Worded:
    return Worded("")


def unknown(power: Annotated[float, "Wtt"]) -> float:
    return power


def scaled(energy: Annotated[float, "kWh/word"]) -> float:
    return energy


def percent(power: float) -> Annotated[float, "%"]:
    return power


def twofold(power: Annotated[float, "W", "J"]) -> float:
    return power


def bounded(power: Annotated[float, "1", (0, 1)]) -> float:
    return power


def missing(power: "Wattage") -> float:  # noqa: F821 - the mistake under test
    return power


def raising(power: float) -> float:
    if power < 0:
        raise ValueError
    return power


@pytest.mark.parametrize(
    ("function", "message"),
    [
        (starred, r"x\.powers: must be a plain named argument, got \*powers: float"),
        (named, r"x\.powers: must be a plain named argument, got \*\*powers: float"),
        (keyword, r"x\.power: must be a plain named argument, got power: float"),
        (default, r"x\.power: must not have a default \(3\): every number belongs in a scenario"),
        (bare, r"x\.power: needs an annotation such as Annotated\[float, \"W/gpu\"\]"),
        (worded, r"x\.power: must be float or Profile, as in .*, got str"),
        (whole, r"x\.power: must be float or Profile, as in .*, got int"),
        (silent, r"x: needs a return annotation: Annotated\[float, \"W/gpu\"\], or a NamedTuple"),
        (suspended, r"x: suspended must be a plain function that returns its numbers: no async, no yield"),
        (yielding, r"x: yielding must be a plain function that returns its numbers: no async, no yield"),
        (void, r"x -> void: must be float, as in .*, got NoneType"),
        (several, r"x -> several: must be float, as in .*, got tuple"),
        (empty, r"x: must return at least one output"),
        (field, r"x -> energy: must be float, as in .*, got str"),
        (unknown, r"x\.power: unknown unit 'Wtt'"),
        (scaled, r"x\.energy: must have a coherent unit such as J/word, got kWh/word"),
        (percent, r"x -> percent: must have a coherent unit such as 1, got %"),
        (twofold, r"x\.power: takes one unit and Bounds"),
        (bounded, r"x\.power: takes one unit and Bounds, .*got \['1', \(0, 1\)\]"),
        (missing, r"x: an annotation cannot be evaluated: name 'Wattage' is not defined"),
        (raising, r"x: raising raises or asserts"),
        (np.exp, r"x: must be a plain Python function, got ufunc"),
        (print, r"x: must be a plain Python function, got builtin_function_or_method"),
        (3, r"x: must be a plain Python function, got int"),
    ],
)
def test_invalid_models_are_refused_with_the_reason(function, message):
    with pytest.raises(InvalidInput, match=message):
        read_model(function, name="x")


def test_a_problem_has_file_and_line():
    position = re.escape(f"{nearby(__file__)}:{bare.__code__.co_firstlineno}:10: x.power: ")
    with pytest.raises(InvalidInput, match=position):
        read_model(bare, name="x")
    position = re.escape(f"{nearby(__file__)}:{raising.__code__.co_firstlineno + 2}:9: x: ")
    with pytest.raises(InvalidInput, match=position):
        read_model(raising, name="x")


def test_all_problems_are_reported_together():
    def poor(power, share: str, hours: Annotated[float, "hour"]) -> Annotated[float, "kWh"]:
        return power * share * math.exp(hours)

    with pytest.raises(InvalidInput, match="needs an annotation") as caught:
        read_model(poor, name="x")
    assert [problem.field for problem in caught.value.problems] == ["x.power", "x.share", "x.hours", "x -> poor", "x"]
