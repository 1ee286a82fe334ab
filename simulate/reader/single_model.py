"""One file being read into a Scenario: each part follows from those before it, and whatever is wrong is noted."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from .. import units
from ..grammar.diagnostics import Diagnostics
from ..grammar.entries import InputEntry, ScenarioEntry, expand
from ..laws.discrete import Constant
from ..problems import KeyPath, did_you_mean
from ..scenario.model import Argument, Model, Output
from ..scenario.scenario import Axis, Correlation, Input, Part, Scenario
from ..units import Unit
from .axes import AxisReader, varying
from .bounds import check_bounds
from .claims import ClaimReader, read_outputs
from .correlations import read_correlations
from .inputs import InputReader
from .model_check import check_names, find_model, nominal_outputs
from .name_clashes import check_axes, check_outputs
from .option_names import read_names
from .quantity import read_quantity
from .shares import Split, fed, read_shares


@dataclass(frozen=True)
class SingleModelReader:
    """A file's sound entries, what was found wrong so far, its folder, and the inputs to hold at nominal."""

    entry: ScenarioEntry
    diagnostics: Diagnostics
    folder: Path
    fixes: frozenset[str] = frozenset()

    def scenario(self, name: str, path: Path) -> Scenario:
        """The scenario the file describes, as far as nothing is wrong with it."""
        self._check_top()
        check_outputs(dict.fromkeys(self.outputs, ("model",)), self.diagnostics)
        check_axes(self.axes, self.outputs, self.diagnostics)
        return Scenario(
            name=name,
            title=self.entry.title,
            parts=(Part("", self.model, self.feeds),) if self.model else (),
            inputs=self.inputs,
            outputs=read_outputs(self.entry.outputs, self.outputs, self.nominal, self.diagnostics),
            correlations=self.groups(varying(self.axes)),
            shares=tuple(split.shares for split in self.splits),
            axes=self.axes,
            claims=ClaimReader(self.outputs, self.axes, self.inputs, self.diagnostics).claims(self.entry.claims),
            per={key: str(value) for key, value in self.entry.per.items()},
            boundary=tuple(self.entry.boundary),
            names=read_names(self.entry.names, self.axes, self.diagnostics),
            path=path,
        )

    def _check_top(self) -> None:
        if not self.entry.title:
            self.diagnostics.absent(("title",), "is missing; say in a few words what is estimated")
        for key in ("shared", "total"):
            if getattr(self.entry, key):
                self.diagnostics.problem((key,), "belongs to a file with parts; this one has a single model")
        for name in self.entry.factors.keys() & self.arguments.keys():
            self.diagnostics.problem(("factors", name), "is an argument of the model; call the factor otherwise")

    @cached_property
    def model(self) -> Model | None:
        """The model; None where it cannot be had, so that its arguments are unknown."""
        return find_model(self.entry, self.folder, self.diagnostics)

    @cached_property
    def arguments(self) -> dict[str, Argument]:
        """The model's arguments by name."""
        return {argument.name: argument for argument in self.model.arguments} if self.model else {}

    @cached_property
    def outputs(self) -> dict[str, Output]:
        """The model's outputs by name."""
        return {output.name: output for output in self.model.outputs} if self.model else {}

    @cached_property
    def per(self) -> dict[str, tuple[float, Unit]]:
        """The functional unit's arguments, in base units, each with the unit it is written in."""
        read = {name: self._number(value, ("per", name)) for name, value in self.entry.per.items()}
        return {name: found for name, found in read.items() if found}

    def _number(self, value: object, key_path: KeyPath) -> tuple[float, Unit] | None:
        argument = self.arguments.get(str(key_path[-1]))
        expected = units.unit(argument.unit) if argument else None
        if one := _one_of_range(value, expected):
            self.diagnostics.problem(
                key_path, f"takes one value, as in `{key_path[-1]}: {one}`; got the range {value!r}"
            )
            return None
        found = read_quantity(value, key_path, self.diagnostics, expected=expected)
        if found and not found[0] > 0:
            self.diagnostics.problem(key_path, f"must be above 0, as an answer is for so much; got {value}")
            return None
        return found

    @cached_property
    def _reader(self) -> InputReader:
        return InputReader(self.diagnostics, self.folder, self.per)

    @cached_property
    def factors(self) -> dict[str, Input]:
        """What multiplies inputs."""
        read = {name: self.read(entry, ("factors", name), name) for name, entry in self.entry.factors.items()}
        return {name: found for name, found in read.items() if found}

    @cached_property
    def axes(self) -> tuple[Axis, ...]:
        """Choices and dimensions; their options may replace any argument and factor that `per` does not fix."""
        stated = {**self.entry.inputs, **self.entry.factors}
        known = {**self.arguments, **self.entry.factors} if self.model else self.entry.inputs
        changeable = [name for name in known if name not in {*self.entry.per, *self._fed_by_shares}]
        return AxisReader(self.diagnostics, changeable, stated, self.stated, self.read).axes(self.entry)

    @cached_property
    def splits(self) -> tuple[Split, ...]:
        """Wholes and their shares."""
        read = (read_shares(name, entry, self.arguments, self.diagnostics) for name, entry in self.entry.shares.items())
        return tuple(split for split in read if split)

    @property
    def _fed_by_shares(self) -> set[str]:
        stated = self.entry.shares.items()
        return {fed(name, member, self.arguments) for name, entry in stated for member in entry.means}

    @property
    def feeds(self) -> tuple[str, ...]:
        """The input that feeds each argument: its namesake, or a share."""
        shares = {argument: name for split in self.splits for argument, name in split.feeds.items()}
        return tuple(shares.get(argument, argument) for argument in self.arguments)

    @cached_property
    def stated(self) -> dict[str, Input]:
        """Functional unit, inputs and factors by name, in that order, without what axes give."""
        found = {name: _fixed(name, *number) for name, number in self.per.items()}
        for name, entry in self.entry.inputs.items():
            if given := self.read(entry, ("inputs", name), name):
                found[name] = given
        return found | self.factors

    @cached_property
    def inputs(self) -> dict[str, Input]:
        """Functional unit, inputs and factors by name, in that order; what only axes give is as their first option."""
        found = {name: given for name, given in self.stated.items() if name not in self.factors}
        replaced = [option.inputs for axis in self.axes for option in axis.options]
        for inputs in replaced:
            found |= {name: given for name, given in inputs.items() if name not in found | self.factors}
        if self.model:
            elsewhere = {name for inputs in replaced for name in inputs} | self._fed_by_shares
            check_names(self.model, self.entry, elsewhere, self.diagnostics)
        for split in self.splits:
            found |= split.inputs
        return found | self.factors

    def read(self, entry: InputEntry, key_path: KeyPath, name: str) -> Input | None:
        """One input, factor or option's input; None for what is wrong or no argument, which is noted (elsewhere)."""
        is_factor = name in self.entry.factors
        argument = Argument(name) if is_factor else self.arguments.get(name)
        if argument is None and self.model:
            return None
        self._check_factors(entry, key_path, is_factor=is_factor)
        given = self._reader.read(entry, key_path, name=name, argument=argument)
        if given and argument and not is_factor:
            check_bounds(given, argument, self.factors, self.diagnostics, key_path)
        if given and name in self.fixes:
            return replace(given, distribution=Constant(given.nominal), stated="constant")
        return given

    def _check_factors(self, entry: InputEntry, key_path: KeyPath, *, is_factor: bool) -> None:
        if is_factor and entry.factors:
            self.diagnostics.problem((*key_path, "factors"), "a factor has no factors; let the input name both")
        for index, factor in enumerate(entry.factors):
            if factor not in self.entry.factors:
                rule = f"no factor is called {factor!r}; {did_you_mean(factor, self.entry.factors)}"
                self.diagnostics.problem((*key_path, "factors", index), rule)

    @cached_property
    def nominal(self) -> dict[str, float]:
        """The outputs at nominal values, in base units; empty while anything is wrong."""
        if not self.model or self.diagnostics.problems:
            return {}
        return nominal_outputs(self.model, self.feeds, self.inputs, self.diagnostics)

    def groups(self, elsewhere: Collection[str]) -> tuple[Correlation, ...]:
        """Inputs that move together; shares move with each other only. Those `elsewhere` vary at some option."""
        stated = self.entry.correlations
        shares = {name for split in self.splits for name in split.inputs}
        free = {name: given for name, given in self.inputs.items() if name not in shares}
        return read_correlations(stated, free, self.diagnostics, moving=elsewhere) if stated else ()


def _one_of_range(value: object, unit: Unit | None) -> str:
    """One end of a range, as a value of its own; empty for what is none."""
    ends = [expand(value).get(end) for end in ("p95", "p5")]
    if None in ends:
        return ""
    bare = f"{ends[0]} {unit.text if unit else ''}".rstrip()
    return next((end for end in ends if isinstance(end, str)), bare)


def _fixed(name: str, value: float, unit: Unit) -> Input:
    return Input(name, Constant(value), unit, value, stream=name, stated="constant", note="the functional unit")
