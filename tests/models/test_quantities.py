"""Every shipped formula is read as a model and proves its dimensions."""

import inspect
import pkgutil
from importlib import import_module

import pytest

import carbonspan.models
from carbonspan.models import quantities
from carbonspan.simulate.problems import InvalidInput
from carbonspan.simulate.scenario.formula import Profile
from carbonspan.simulate.scenario.formulas.dimensions import prove
from carbonspan.simulate.scenario.formulas.lookup import load_model
from carbonspan.simulate.units import unit

ALIASES = {name: value for name, value in vars(quantities).items() if hasattr(value, "__metadata__")}
FUNCTIONS = [
    f"{info.name}.{name}"
    for info in pkgutil.iter_modules(carbonspan.models.__path__)
    for name, value in vars(import_module(f"carbonspan.models.{info.name}")).items()
    if inspect.isfunction(value) and value.__module__ == f"carbonspan.models.{info.name}"
]


@pytest.mark.parametrize("name", ALIASES)
def test_quantities_are_scalars_or_profiles_in_coherent_units(name):
    alias = ALIASES[name]
    assert alias.__origin__ in {float, Profile}
    assert unit(alias.__metadata__[0]).factor == 1


def test_there_are_formulas():
    assert {"power.power", "serving.demand", "serving.by_words", "serving.by_hardware"} <= set(FUNCTIONS)


@pytest.mark.parametrize("name", FUNCTIONS)
def test_formulas_prove_their_dimensions(name):
    model = load_model(name)
    prove(model, {argument.name: (max(argument.low, 0.5), unit(argument.unit)) for argument in model.arguments})


@pytest.mark.parametrize("name", FUNCTIONS)
def test_formulas_are_documented(name):
    assert load_model(name).doc


def test_a_share_cannot_be_85_nor_a_pue_be_below_1():
    bounds = {argument.name: (argument.low, argument.high) for argument in load_model("serving.by_words").arguments}
    assert bounds["utilization"] == (0, 1)
    assert bounds["pue"] == (1, float("inf"))
    assert bounds["latency"] == (0, float("inf"))


def test_a_duration_in_kilowatt_hours_is_refused():
    model = load_model("serving.by_words")
    given = {argument.name: (1.0, unit(argument.unit)) for argument in model.arguments}
    with pytest.raises(InvalidInput, match=r"duration: is an energy \(kWh\) where a time is expected \(s\)"):
        prove(model, given | {"duration": (1.0, unit("kWh"))})
