"""A scenario of a single model, or one part of several, read entry by entry from a file."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property, partial
from pathlib import Path

from ..grammar.diagnostics import Diagnostics
from ..grammar.input_entries import InputEntry
from ..grammar.scenario_entries import ScenarioEntry
from ..laws.discrete import Constant
from ..problems import KeyPath, did_you_mean
from ..scenario.model import Argument, Model, Output
from ..scenario.scenario import Axis, Correlation, Input, Part, Scenario
from ..units import Unit
from .aggregates import shown_units, weighing_wholes
from .assembly import Contents, assemble, check_title
from .axes import AxisReader, varying_inputs
from .correlations import read_correlations
from .functional_unit import constant_inputs, read_functional_unit
from .inputs.bounds import check_bounds
from .inputs.inputs import InputReader
from .model_check import check_names, find_model, nominal_outputs
from .name_clashes import check_axes, check_outputs
from .one_of import OneOfReader
from .outputs import read_outputs
from .shares import SharedWhole, argument_of, read_shares


@dataclass(frozen=True)
class SingleModelReader:
    """Reads the valid entries of a single model; `folder` has the files it names, inputs in `fixes` are constant.

    `models` are known already, by name: those of functions, and of a scenario that is varied.
    """

    entry: ScenarioEntry
    diagnostics: Diagnostics
    folder: Path
    fixes: frozenset[str] = frozenset()
    models: Mapping[str, Model] = field(default_factory=dict)

    def scenario(self, name: str, path: Path | None) -> Scenario:
        """The scenario; whatever has a problem is left out."""
        self._check_sections()
        check_outputs(dict.fromkeys(self.outputs, ("model",)), self.diagnostics)
        check_axes(self.axes, self.outputs, self.diagnostics)
        contents = Contents(
            parts=(Part("", self.model, self.feeds),) if self.model else (),
            inputs=self.inputs,
            outputs=self.outputs,
            quantities=read_outputs(shown_units(self.entry.outputs), self.outputs, self.nominal, self.diagnostics),
            correlations=self.correlations(varying_inputs(self.axes)),
            shares=tuple(whole.shares for whole in self.wholes),
            axes=self.axes,
            per={key: str(value) for key, value in self.entry.per.items()},
            nominal=self.nominal,
        )
        return assemble(self.entry, contents, self.diagnostics, name=name, path=path)

    def _check_sections(self) -> None:
        check_title(self.entry, self.diagnostics)
        for key in ("shared", "total"):
            if getattr(self.entry, key):
                self.diagnostics.problem((key,), "requires `parts`, but this file has a single model")
        for name in self.entry.factors.keys() & self.arguments.keys():
            self.diagnostics.problem(("factors", name), "is an argument of the model; rename the factor")

    @cached_property
    def model(self) -> Model | None:
        """The model; None if it has a problem, so that its arguments are unknown."""
        return find_model(self.entry, self.folder, self.models, self.diagnostics)

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
        """The functional unit's arguments in base units, each with the unit it is written in."""
        return read_functional_unit(self.entry.per, self.arguments, self.diagnostics)

    @cached_property
    def _reader(self) -> InputReader:
        return InputReader(self.diagnostics, self.folder, self.per, list(self._profiles()))

    def _profiles(self) -> Iterator[tuple[KeyPath, InputEntry]]:
        """Every input with a profile, those of options included, with its key path."""
        for name, entry in self.entry.inputs.items():
            yield ("inputs", name), entry
        for section, axes in (("choices", self.entry.choices), ("dimensions", self.entry.dimensions)):
            for axis, options in axes.items():
                for label, inputs in options.items() if isinstance(options, Mapping) else ():
                    for name, entry in inputs.items():
                        yield (section, axis, label, name), entry

    @cached_property
    def factors(self) -> dict[str, Input]:
        """The inputs that multiply others, by name."""
        read = {name: self.read(entry, ("factors", name), name) for name, entry in self.entry.factors.items()}
        return {name: found for name, found in read.items() if found}

    @cached_property
    def axes(self) -> tuple[Axis, ...]:
        """Choices and dimensions; their options may replace any argument and factor that `per` does not fix."""
        stated = {**self.entry.inputs, **self.entry.factors}
        known = {**self.arguments, **self.entry.factors} if self.model else self.entry.inputs
        replaceable = [name for name in known if name not in {*self.entry.per, *self._shared_arguments}]
        return AxisReader(self.diagnostics, replaceable, stated, self.stated, self.read).axes(self.entry)

    @cached_property
    def wholes(self) -> tuple[SharedWhole, ...]:
        """The wholes with their shares."""
        free = weighing_wholes(self.entry.outputs)
        read = (
            read_shares(name, entry, None if name in free else self.arguments, self.diagnostics)
            for name, entry in self.entry.shares.items()
        )
        return tuple(whole for whole in read if whole)

    @property
    def _shared_arguments(self) -> set[str]:
        """The arguments that are shares of a whole."""
        stated = self.entry.shares.items()
        return {argument_of(name, member, self.arguments) for name, entry in stated for member in entry.means}

    @property
    def feeds(self) -> tuple[str, ...]:
        """The name of the input for each argument: that of the argument, or of a share."""
        shares = {argument: name for whole in self.wholes for argument, name in whole.feeds.items()}
        return tuple(shares.get(argument, argument) for argument in self.arguments)

    @cached_property
    def stated(self) -> dict[str, Input]:
        """Functional unit, inputs and factors by name, in that order, without those that only options give."""
        found = constant_inputs(self.per)
        for name, entry in self.entry.inputs.items():
            if given := self.read(entry, ("inputs", name), name):
                found[name] = given
        return found | self.factors

    @cached_property
    def inputs(self) -> dict[str, Input]:
        """Functional unit, inputs and factors by name; those that only options give are as in the first option."""
        found = {name: given for name, given in self.stated.items() if name not in self.factors}
        found |= {name: given for name, given in self.picks.items() if given.pick}
        replaced = [option.inputs for axis in self.axes for option in axis.options]
        for inputs in replaced:
            found |= {name: given for name, given in inputs.items() if name not in found | self.factors}
        if self.model:
            elsewhere = {name for inputs in replaced for name in inputs} | self._shared_arguments | self.picks.keys()
            check_names(self.model, self.entry, elsewhere, self.diagnostics)
        for whole in self.wholes:
            found |= whole.inputs
        return found | {name: given for name, given in self.picks.items() if not given.pick} | self.factors

    @cached_property
    def picks(self) -> dict[str, Input]:
        """The draws between options, the inputs of these options, and the inputs that are one of them."""
        arguments = [name for name in self.arguments if name not in {*self.entry.per, *self._shared_arguments}]
        taken = {*self.arguments, *self.entry.inputs, *self.entry.factors, *self.entry.shares}
        reader = OneOfReader(arguments, self.entry.inputs, taken, self.per, self.fixes, self.diagnostics, self.read)
        return reader.inputs(self.entry.one_of)

    def read(self, entry: InputEntry, key_path: KeyPath, name: str) -> Input | None:
        """One input, factor or option's input; None if it has a problem or is not an argument."""
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
            self.diagnostics.problem((*key_path, "factors"), "a factor cannot have factors; give both to the input")
        for index, factor in enumerate(entry.factors):
            if factor not in self.entry.factors:
                rule = f"no factor is named {factor!r}"
                self.diagnostics.problem(
                    (*key_path, "factors", index), rule, partial(did_you_mean, factor, self.entry.factors)
                )

    @cached_property
    def nominal(self) -> dict[str, float]:
        """The outputs at nominal values, in base units; empty if there are problems."""
        if not self.model or self.diagnostics.problems:
            return {}
        return nominal_outputs(self.model, self.feeds, self.inputs, self.diagnostics)

    def correlations(self, varying: Collection[str]) -> tuple[Correlation, ...]:
        """The groups of correlated inputs, except shares; those in `varying` are uncertain in some option."""
        stated = self.entry.correlations
        shares = {name for whole in self.wholes for name in whole.inputs}
        free = {name: given for name, given in self.inputs.items() if name not in shares and not given.pick}
        return read_correlations(stated, free, self.diagnostics, varying=varying) if stated else ()
