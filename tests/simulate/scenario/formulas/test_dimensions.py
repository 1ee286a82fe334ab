import os
import re
import subprocess
import sys
from typing import Annotated, NamedTuple

import numpy as np
import pytest

from carbonspan.models.grid import over_hours
from carbonspan.simulate.problems import InvalidInput, nearby
from carbonspan.simulate.scenario.formula import Profile
from carbonspan.simulate.scenario.formulas import dimensions
from carbonspan.simulate.scenario.formulas.dimensions import check_units, prove
from carbonspan.simulate.scenario.formulas.signature import read_model
from carbonspan.simulate.units import number, unit

Energy = Annotated[float, "J"]
Time = Annotated[float, "s"]
Power = Annotated[float, "W"]
Intensity = Annotated[float, "kgCO2e/J"]
Emissions = Annotated[float, "kgCO2e"]


@pytest.fixture(autouse=True)
def _own_cache(tmp_path, monkeypatch):
    monkeypatch.setenv("CARBONSPAN_CACHE_DIR", str(tmp_path))
    dimensions._memo.cache_clear()
    yield
    dimensions._memo.cache_clear()


class Run(NamedTuple):
    energy: Energy
    emissions: Emissions


def run(power: Power, time: Time, intensity: Intensity) -> Run:
    energy = power * time
    return Run(energy, energy * intensity)


def helper(power, time):
    return power + time


def calling(power: Power, time: Time, intensity: Intensity) -> Emissions:
    return helper(power, time) * intensity


def inverse(power: Power, time: Time, intensity: Intensity) -> Energy:
    return power * time * intensity


def exponent(power: Power, time: Time, intensity: Intensity) -> Energy:
    growth = np.exp(time)
    return power * time * growth


def smooth(power: Power, time: Time, intensity: Intensity) -> Energy:
    share = np.exp(-time / (2 * time)) + np.log1p(power / power) - np.where(time > 2 * time, 1.0, 0.5)
    return max(power, 2 * power) * np.sqrt(time * time) * share * np.clip(share, 0, 1) ** 0.5


def branching(power: Power, time: Time, intensity: Intensity) -> Energy:
    return power * time if power > 2 * power else power


def comparing(power: Power, time: Time, intensity: Intensity) -> Energy:
    return power * time if power > time else 2 * power * time


def constant(power: Power, time: Time, intensity: Intensity) -> float:
    return 3.0


def forgetful(power: Power, time: Time, intensity: Intensity) -> Energy:
    return 3.0


def short(power: Power, time: Time, intensity: Intensity) -> Run:
    return (power * time,)


def ratio(power: Power, time: Time, intensity: Intensity) -> Energy:
    return power * time / (time - time) * time


def priced(mass: Annotated[float, "kg"], time: Time) -> Emissions:
    return mass * 2.0


def fluxed(energy: Annotated[float, "kgCO2e"]) -> Annotated[float, "kg"]:
    return energy * 2.0


def hourly(power: Power, time: Time, grid: Annotated[Profile, "kgCO2e/J"]) -> Emissions:
    return power * time * over_hours(grid, -2.5 * time, time)


def unhourly(power: Power, time: Time, grid: Annotated[Profile, "kgCO2e/J"]) -> Emissions:
    return power * time * over_hours(grid, power, time)


def seriated(power: Power, time: Time, grid: Annotated[Profile, "kgCO2e/J"]) -> Emissions:
    return power * time * grid


def counted(cats: Annotated[float, "count_cat"], food: Annotated[float, "kg/count_cat"]) -> Annotated[float, "kg"]:
    return cats * food


NUMBERS = {
    "power": "2 kW",
    "time": "3 hour",
    "intensity": "0.4 kg/kWh",
    "grid": "400 gCO2e/kWh",
    "mass": "2 t",
    "energy": "2 kgCO2e",
    "cats": "3 count_cat",
    "food": "2 kg/count_cat",
}


def given(model):
    return {argument.name: number(NUMBERS[argument.name]) for argument in model.arguments}


@pytest.mark.parametrize("function", [run, smooth, ratio, constant, priced, hourly, counted])
def test_right_dimensions_are_proved(function):
    model = read_model(function, name="x")
    prove(model, given(model))


def several(power: Power, time: Time) -> Energy:
    return power * time, power


@pytest.mark.parametrize(
    ("function", "message"),
    [
        (calling, r"x: W and s are incompatible, in `return power \+ time`"),
        (exponent, r"x: s and a plain number are incompatible, in `growth = np.exp\(time\)`"),
        (comparing, r"x: W and s are incompatible, in `return power \* time if power > time"),
        (inverse, r"x: returns a mass of CO2e \(.*\), but an energy \(J\) is declared"),
        (branching, r"x: returns a power \(W\), but an energy \(J\) is declared"),
        (forgetful, r"x: returns a plain number, but an energy \(J\) is declared"),
        (fluxed, r"x: returns a mass of CO2e \(kgCO2e\), but a mass \(kg\) is declared"),
        (short, r"x: must return energy, emissions, got 1 values"),
        (several, r"x: must return one number, got 2 values; let a NamedTuple name several"),
        (
            seriated,
            r"x: a Profile is not a number; take its mean over a period, .*, in `return power \* time \* grid`",
        ),
        (unhourly, r"x: W and s are incompatible, in `whole = _integral\(profile, start \+ duration\)"),
    ],
)
def test_wrong_dimensions_are_reported(function, message):
    model = read_model(function, name="x")
    with pytest.raises(InvalidInput, match=message):
        prove(model, given(model))


def test_incompatible_units_are_reported_on_the_line_of_the_helper():
    model = read_model(calling, name="x")
    with pytest.raises(
        InvalidInput, match=re.escape(f"{nearby(__file__)}:{helper.__code__.co_firstlineno + 1}:12: x: ")
    ):
        prove(model, given(model))


def test_the_proof_covers_the_branch_that_the_values_take():
    def either(power: Power, time: Time) -> Energy:
        return power * time if power < 1 * power / power * power + power else power

    model = read_model(either, name="x")
    prove(model, {"power": number("2 kW"), "time": number("1 s")})
    with pytest.raises(InvalidInput, match="returns a power"):
        prove(model, {"power": number("-2 kW"), "time": number("1 s")})


def test_units_of_inputs_must_have_the_dimension_of_their_arguments():
    model = read_model(run, name="x")
    check_units(model, {"power": unit("kW"), "time": unit("day"), "intensity": unit("kg/kWh")})
    with pytest.raises(InvalidInput, match="power: is an energy") as caught:
        check_units(model, {"power": unit("kWh"), "intensity": unit(""), "pue": unit("")})
    assert [str(problem) for problem in caught.value.problems] == [
        "power: is an energy (kWh) where a power is expected (W)",
        "time: needs a number in s",
        "intensity: needs a unit such as kgCO2e/J",
        "pue: is not an argument of x",
    ]


def counting(function):
    """The model of `function`, and the list that grows with every call of it."""
    model = read_model(function, name="x")
    calls = []

    def counted_call(*values):
        calls.append(values)
        return function(*values)

    object.__setattr__(model, "function", counted_call)
    return model, calls


def test_a_proof_is_cached_under_its_key():
    model, calls = counting(run)
    for key in ("a", "a", "b", "", ""):
        prove(model, given(model), key=key)
    assert len(calls) == 4


def angles(ratio: float) -> float:
    return np.tanh(ratio) + np.sin(ratio) + np.arctan(ratio)


def step(ratio: float) -> float:
    return np.logical_not(ratio)


def test_trigonometric_functions_take_and_return_plain_numbers():
    prove(read_model(angles, name="angles"), {"ratio": (0.5, unit("1"))})


def test_a_function_that_does_not_support_units_is_reported_in_plain_words():
    expected = (
        r"test_dimensions\.py:\d+:12: step: calls a numpy function that does not support units; .*np\.logical_not"
    )
    with pytest.raises(InvalidInput, match=expected):
        prove(read_model(step, name="step"), {"ratio": (0.5, unit("1"))})


TUPLE, ARRAY = (1.0, 2.0), np.array([1.0, 2.0])


def of_tuple(ratio: float) -> float:
    return TUPLE[ratio]


def of_array(ratio: float) -> float:
    return ARRAY[ratio]


@pytest.mark.parametrize("function", [of_tuple, of_array])
def test_an_index_that_is_not_a_whole_number_is_refused(function):
    expected = r"test_dimensions\.py:\d+:12: x: uses an index that is not a whole number; write int\(\.\.\.\)"
    with pytest.raises(InvalidInput, match=expected):
        prove(read_model(function, name="x"), {"ratio": (0.5, unit("1"))})


def judged(power: Power, time: Time) -> float:
    return power > 2 * power


def looked(ratio: float) -> float:
    return TUPLE[int(ratio)] + np.where(ratio > 1, 1.0, 0.0)


def chosen(ratio: float) -> float:
    return np.where(ratio > 1, 1, 0)


def turned(power: Power, other: Power) -> float:
    return np.arctan2(power, other) + np.arcsin(power / other) / np.deg2rad(1.0) + np.sin(power / other)


@pytest.mark.parametrize("function", [judged, looked, chosen, turned])
def test_booleans_arrays_of_one_number_and_angles_are_plain_numbers(function):
    model = read_model(function, name="x")
    prove(model, {argument.name: (0.5, unit(argument.unit)) for argument in model.arguments})


def test_a_failed_proof_is_not_cached():
    model, calls = counting(inverse)
    for _ in range(2):
        with pytest.raises(InvalidInput, match="is declared"):
            prove(model, given(model), key="a")
    assert len(calls) == 2


def test_a_proof_does_not_cover_another_signature():
    model, _ = counting(run)
    prove(model, given(model), key="a")
    other, calls = counting(inverse)
    with pytest.raises(InvalidInput, match="is declared"):
        prove(other, given(other), key="a")
    assert len(calls) == 1


PROGRAM = """
import sys
from carbonspan.simulate.scenario.formulas.dimensions import prove
from carbonspan.simulate.scenario.formulas.lookup import load_model
from carbonspan.simulate.units import number
numbers = {"utilization": "85 %", "idle_power": "46 W/gpu", "full_power": "0.407 kW/gpu"}
prove(load_model("power.power"), {name: number(text) for name, text in numbers.items()}, key="source")
print("pint" in sys.modules)
"""


def test_a_second_process_does_not_import_pint(tmp_path):
    environment = os.environ | {"CARBONSPAN_CACHE_DIR": str(tmp_path / "cache")}
    command = [sys.executable, "-c", PROGRAM]
    runs = [subprocess.run(command, capture_output=True, text=True, check=True, env=environment) for _ in range(2)]
    assert [each.stdout for each in runs] == ["True\n", "False\n"]
