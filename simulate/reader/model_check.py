"""Checks of a scenario's inputs against its model: names, dimensions, and finite outputs at nominal values."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Collection, Mapping, Sequence
from functools import lru_cache, partial
from pathlib import Path
from types import FunctionType
from typing import Any

from .. import units
from ..cache.digest import digest
from ..grammar.diagnostics import Diagnostics
from ..grammar.scenario_entries import ScenarioEntry
from ..problems import InvalidInput, Problem, did_you_mean
from ..scenario.formulas.dimensions import prove
from ..scenario.formulas.evaluate import outputs_of
from ..scenario.formulas.lookup import load_model, run_twice
from ..scenario.formulas.reachable import changing, helpers
from ..scenario.formulas.source_positions import position_of
from ..scenario.model import Model
from ..scenario.profile import argument_value
from ..scenario.scenario import Input


def find_model(
    entry: ScenarioEntry, folder: Path, models: Mapping[str, Model], diagnostics: Diagnostics
) -> Model | None:
    """The model that the file names, one of `models` if it is known already; None if it has a problem."""
    if entry.model is None:
        diagnostics.absent(("model",), "is missing; give a model, such as serving.by_words or my_model.py:reactor")
        return None
    if entry.model in models:
        return models[entry.model]
    try:
        model = load_model(entry.model, folder=folder)
        _refuse_changing(model)
    except InvalidInput as error:
        diagnostics.adopt(("model",), error.problems)
        return None
    return model


def _refuse_changing(model: Model) -> None:
    """Raise InvalidInput if a constant of a user's formula is another one when its file is executed again."""
    if model.path is None or not isinstance(model.function, FunctionType):
        return
    for name, (first, second) in changing(model.function, run_twice(model).function).items():
        message = f"{name} is {first!r:.40} at first and {second!r:.40} when the file is executed again"
        remedy = "a scenario must have the same answer each time: write the number, or make it an input with a law"
        raise InvalidInput([Problem(f"{message}; {remedy}", model.name, *position_of(model.function))])


def check_names(model: Model, entry: ScenarioEntry, elsewhere: Collection[str], diagnostics: Diagnostics) -> None:
    """Add a problem for each input that is not an argument of `model`, and for arguments without input."""
    arguments = [argument.name for argument in model.arguments]
    given = {**entry.per, **entry.inputs}
    missing = [name for name in arguments if name not in given and name not in elsewhere]
    for name in given:
        if name not in arguments:
            remedy = partial(did_you_mean, name, missing or arguments)
            section = "inputs" if name in entry.inputs else "per"
            diagnostics.problem((section, name), f"is not an argument of {model.name}", remedy)
            if missing:
                missing = [other for other in missing if other not in re.findall(r"\w+", remedy())]  # reported with it
    for name in entry.per.keys() & entry.inputs.keys():
        diagnostics.problem(("inputs", name), "is also in the functional unit (per); keep one")
    missing = [name for name in missing if diagnostics.clean(("inputs", name)) and diagnostics.clean(("per", name))]
    if missing and diagnostics.clean(("shares",)):
        add = diagnostics.problem if entry.inputs else diagnostics.absent  # they may be in a misspelled section
        add(("inputs",), f"must give every argument of {model.name}; missing: {', '.join(missing)}")


def nominal_value(given: Input, inputs: Mapping[str, Input]) -> float:
    """The nominal value of an input times those of its factors."""
    value = given.nominal
    for factor in given.factors:
        value *= inputs[factor].nominal if factor in inputs else 1.0
    return value


def nominal_outputs(
    model: Model, feeds: Sequence[str], inputs: Mapping[str, Input], diagnostics: Diagnostics
) -> dict[str, float]:
    """The outputs at the nominal values of `feeds`, in base units; empty if the model has a problem."""
    if any(feed not in inputs for feed in feeds):
        return {}
    pairs = [(argument.name, feed) for argument, feed in zip(model.arguments, feeds, strict=True)]
    values = {name: nominal_value(inputs[feed], inputs) for name, feed in pairs}
    own = {argument.name: units.unit(argument.unit) for argument in model.arguments}
    try:
        prove(model, {name: (value, own[name]) for name, value in values.items()}, key=_sources(model.function))
    except InvalidInput as error:
        diagnostics.adopt(("model",), error.problems)
        return {}
    found = outputs_of(model, [argument_value(inputs[feed].profile, values[name]) for name, feed in pairs])
    outputs = {output.name: value for output, value in zip(model.outputs, found, strict=True)}
    for name in (name for name, value in outputs.items() if not math.isfinite(value)):
        message = f"{name} is not finite at the nominal values; correct the formula or the values it divides by"
        diagnostics.problem(("model",), message)
    return outputs


@lru_cache(maxsize=1024)
def _sources(function: Callable[..., Any]) -> str:
    """A digest of every file that defines a model's function or a helper of it; a changed file has new functions."""
    own = helpers(function) if isinstance(function, FunctionType) else ()
    files = sorted({helper.__code__.co_filename for helper in own})
    return digest(*(Path(file).read_bytes() if Path(file).is_file() else file for file in files))
