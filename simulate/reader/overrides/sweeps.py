"""Sweeps of a scenario: each holds an input at several values, without a change of its file."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from ... import units
from ...files import yaml
from ...files.document import Document
from ...grammar.diagnostics import Diagnostics
from ...laws.discrete import Constant
from ...problems import InvalidInput, Problem, did_you_mean
from ...scenario.model import Argument
from ...scenario.scenario import Axis, Input, Option, Scenario
from ...scenario.sweep import sweep
from ...units import Unit, UnitError
from ..documents.resolve import entry_at, find_input, remove_from_axes
from ..inputs.bounds import check_bounds
from ..inputs.overlay import overlay
from ..name_clashes import BESIDE_AXES, ENDINGS
from .sweep_values import GRAMMAR, GROUNDS, label, read_values

MOST_SWEEPS = 2
#: The most coordinates of a swept scenario: each takes memory of its own in every thread.
MOST_COORDINATES = 2000


def swept_by_texts(scenario: Scenario, texts: Sequence[str]) -> Scenario:
    """`scenario` with a leading axis for each ``input=values`` of `texts`, such as ``utilization=0.3..0.9:7``.

    Raises InvalidInput with every problem.
    """
    pairs = [(text, *(piece.strip() for piece in text.partition("=")[::2])) for text in texts]
    broken = [
        Problem(f"must be INPUT=VALUES: {GRAMMAR}", file=f"--sweep {text}") for text, *pair in pairs if not all(pair)
    ]
    if broken:
        raise InvalidInput(broken)
    return Sweeps(scenario, tuple((f"--sweep {text}", name, values) for text, name, values in pairs)).scenario()


def swept_by_values(scenario: Scenario, values: object) -> Scenario:
    """`scenario` with a leading axis for each input of `values`, which are a sequence or a text such as ``0.3..0.9:7``.

    Raises InvalidInput with every problem.
    """
    if not isinstance(values, Mapping):
        raise InvalidInput(f"values: must be names of inputs with their values, {{'pue': [1.1, 1.2]}}, got {values!r}")
    return Sweeps(scenario, tuple((f"values of {name}", str(name), each) for name, each in values.items())).scenario()


@dataclass(frozen=True)
class Sweeps:
    """What is `stated` of each sweep of a scenario: where, the input's name, and its values."""

    of: Scenario
    stated: tuple[tuple[str, str, object], ...]
    problems: list[Problem] = field(default_factory=list)

    def scenario(self) -> Scenario:
        """The swept scenario."""
        self._check_count()
        axes = [axis for where, name, values in self.stated if (axis := self._axis(where, name, values))]
        if not self.problems:
            swept = sweep(self.of, axes)
            self._check_size(swept)
        if self.problems:
            raise InvalidInput(self.problems)
        return replace(swept, resolved=yaml.write(_resolved(self._data, axes, swept)) if self._data else "")

    def _check_count(self) -> None:
        names = [name for _, name, _ in self.stated]
        if not names:
            raise InvalidInput("values: must name an input to sweep, such as {'pue': [1.1, 1.2]}")
        if len(names) > MOST_SWEEPS:
            rule = f"a run sweeps at most {MOST_SWEEPS} inputs, got {', '.join(names)}; set the others with --set"
            self.problems.append(Problem(rule, file=self.stated[MOST_SWEEPS][0]))
        self.problems.extend(
            Problem(f"{name} is swept twice; give all values in one sweep", file=where)
            for index, (where, name, _) in enumerate(self.stated)
            if name in names[:index]
        )

    def _check_size(self, swept: Scenario) -> None:
        count = math.prod(len(axis.options) for axis in swept.axes)
        if count > MOST_COORDINATES:
            sizes = " x ".join(f"{len(axis.options)} of {axis.name}" for axis in swept.axes)
            remedy = "take fewer values, or pick options with --choice"
            rule = f"gives {count:,} coordinates ({sizes}), and a sweep has at most {MOST_COORDINATES:,}; {remedy}"
            self.problems.append(Problem(rule, file=self.stated[0][0]))

    def _axis(self, where: str, name: str, values: object) -> Axis | None:
        """The axis of one sweep; None if it has a problem."""
        if reason := self._refusal(name):
            self.problems.append(Problem(reason, file=where))
            return None
        given, arguments = self.of.inputs[name], self._arguments(name)
        expected = units.unit(arguments[0].unit) if arguments else given.unit
        try:
            unit, digits = read_values(values, given.unit, expected)
        except UnitError as error:
            self.problems.append(Problem(f"{name} {error}", file=where))
            return None
        options = tuple(Option(label(each, unit), {name: held(given, each, unit)}) for each in digits)
        for option in options:
            if message := self._beyond_bounds(option.inputs[name], arguments):
                rule = f"{name} {message.partition('; ')[0]}; {_remedy(values, digits, unit)}"
                self.problems.append(Problem(rule, file=where))
                return None
        return Axis(self._axis_name(name), "dimension", options, name, tuple(map(float, digits)), unit)

    def _refusal(self, name: str) -> str:
        """Why an input cannot be swept, and what to do instead; empty if it can be."""
        if name not in self.of.inputs:
            return f"no input is named {name!r}; {did_you_mean(name, self._sweepable())}"
        return next((f"{name} {rule}" for rule in self._refusals(name)), "")

    def _refusals(self, name: str) -> Iterator[str]:
        given = list(_all_inputs(self.of))
        if multiplied := dict.fromkeys(each.name for each in given if name in each.factors):
            remedy = "sweep an input, or give it a value with --set"
            yield f"is a factor, the common error of {', '.join(multiplied)}; {remedy}"
        if any(each.pick and name in (each.pick.name, *each.pick.options) for each in given):
            yield "belongs to a draw between options (one_of); --set the pick to one, or make them choices to see each"
        for whole in (each for each in self.of.shares if name in each.members):
            yield f"is a share of {whole.name}, which sum to 1; change them in the file, for one run each"
        if any(each.profile for each in given if each.name == name):
            yield "is a profile, which has many values; sweep an input that multiplies it, or --set a profile"
        if self._is_functional_unit(name):
            yield "is in the functional unit, which each answer is for; give it another value with --set"

    def _sweepable(self) -> list[str]:
        return [name for name in self.of.inputs if not next(self._refusals(name), None)]

    def _is_functional_unit(self, name: str) -> bool:
        key_path = find_input(self._data, name)
        return name in self.of.per or bool(key_path and key_path[-2] == "per")

    @cached_property
    def _data(self) -> dict[str, Any]:
        """The scenario's text as data; empty for one that was built without."""
        return yaml.parse(self.of.resolved.encode(), file="resolved").data if self.of.resolved else {}

    def _arguments(self, name: str) -> list[Argument]:
        """The arguments of the models that an input is for."""
        pairs = (pair for part in self.of.parts for pair in zip(part.feeds, part.model.arguments, strict=True))
        return [argument for feed, argument in pairs if feed == name]

    def _beyond_bounds(self, given: Input, arguments: Sequence[Argument]) -> str:
        """The rule that a value breaks, times its factors; empty if it is within the bounds of all `arguments`."""
        found = Diagnostics(Document({}))
        for argument in arguments:
            check_bounds(given, argument, self.of.inputs, found, ())
        return found.problems[0].message if found.problems else ""

    def _axis_name(self, name: str) -> str:
        """The name of the axis: the input's, unless the answer has that name already or cannot have it."""
        bare = name.replace(".", "_").replace("/", "_")
        outputs = {f"{output.name}{ending}" for output in self.of.outputs for ending in ("", *ENDINGS)}
        taken = {*BESIDE_AXES, *outputs, *(axis.name for axis in self.of.axes if axis.sets != name)}
        return bare if bare not in taken else f"{bare}_value"


def _remedy(stated: object, digits: Sequence[str], unit: Unit) -> str:
    """What to do about values some of which are beyond bounds: those of a share may be meant in percent."""
    if unit == units.ONE and all(1 < float(each) <= 100 for each in digits):
        values, colon, count = (stated if isinstance(stated, str) else ",".join(digits)).partition(":")
        return f"write {values} %{colon}{count} if these are percentages"
    return "sweep values within these bounds"


def held(given: Input, digits: str, unit: Unit) -> Input:
    """The input `given` held at a value of `unit`; factors still multiply it."""
    value = units.number(digits, bare=unit)[0]
    return replace(
        given,
        distribution=Constant(value),
        nominal=value,
        unit=unit,
        stated=" × ".join(["constant", *given.factors]),
        source=GROUNDS["source"],
        evidence="assumed",
        pick=None,
    )


def _all_inputs(scenario: Scenario) -> Iterator[Input]:
    yield from scenario.inputs.values()
    yield from (given for axis in scenario.axes for option in axis.options for given in option.inputs.values())


def _resolved(data: dict[str, Any], axes: Sequence[Axis], swept: Scenario) -> dict[str, Any]:
    """The scenario's `data` with a dimension for each sweep and without what it leaves out, changed in place."""
    data.pop("claims", None)
    kept = {each.name: data["outputs"][each.name] for each in swept.aggregates}
    data["outputs"] = {**{each.name: each.unit.text for each in swept.outputs}, **kept}
    for axis in axes:
        remove_from_axes(data, axis.sets)
        key_path = find_input(data, axis.sets)
        if key_path:
            section = entry_at(data, key_path[:-1])
            stated = {"nominal": axis.options[0].label, **GROUNDS}
            section[key_path[-1]] = overlay(section[key_path[-1]], stated)
    left = {axis.name for axis in swept.axes} - {axis.name for axis in axes}
    for kind in ("choices", "dimensions"):
        if kind in data:
            data[kind] = {name: options for name, options in data[kind].items() if name in left}
    sweeps = {axis.name: {"values": [each.label for each in axis.options], "sets": axis.sets} for axis in axes}
    data["dimensions"] = {**sweeps, **data.get("dimensions", {})}
    if "names" in data:
        data["names"] = dict(swept.names)
    return data
