"""Outputs of a file that are sums or means of others over a dimension: ``year: {sum: month}``."""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from .. import units
from ..grammar.diagnostics import Diagnostics
from ..grammar.scenario_entries import AggregateEntry, OutputEntry
from ..problems import KeyPath, did_you_mean
from ..scenario.model import Output
from ..scenario.scenario import Aggregate, Axis, Input, Shares
from ..units import ONE, Unit
from .name_clashes import BESIDE_OUTPUTS, ENDINGS
from .quantity import read_quantity, read_unit


def shown_units(stated: Mapping[str, OutputEntry]) -> dict[str, str]:
    """The units among the `outputs` of a file."""
    return {name: each for name, each in stated.items() if isinstance(each, str)}


def weighing_wholes(stated: Mapping[str, OutputEntry]) -> set[str]:
    """The names of shares that are weights, which need not be arguments of a model."""
    weights = (each.weights for each in stated.values() if isinstance(each, AggregateEntry))
    return {each for each in weights if isinstance(each, str)}


@dataclass(frozen=True)
class AggregateReader:
    """Reads the sums and means of one file over its `axes`, of its `outputs`, whose values at `nominal` are known."""

    outputs: Mapping[str, Output]
    nominal: Mapping[str, float]
    axes: Sequence[Axis]
    inputs: Mapping[str, Input]
    shares: Sequence[Shares]
    diagnostics: Diagnostics

    def aggregates(self, stated: Mapping[str, OutputEntry]) -> tuple[Aggregate, ...]:
        """Every valid aggregate."""
        if not self.outputs:
            return ()  # the model has a problem, which is reported already
        entries = {name: each for name, each in stated.items() if isinstance(each, AggregateEntry)}
        self._check_names(entries)
        return tuple(found for name, entry in entries.items() if (found := self._read(name, entry)))

    def _check_names(self, names: Collection[str]) -> None:
        described = {f"{output}{ending}" for output in (*self.outputs, *names) for ending in ENDINGS}
        taken = {*self.outputs, *described, *BESIDE_OUTPUTS, *(axis.name for axis in self.axes)}
        for name in names:
            if name in taken or "/" in name or "." in name:
                rule = "is a name of the answer already, or has a `/` or `.`; call the sum or mean by a name of its own"
                self.diagnostics.problem(("outputs", name), rule)

    def _read(self, name: str, entry: AggregateEntry) -> Aggregate | None:
        key_path, before = ("outputs", name), len(self.diagnostics.problems)
        axis, of = self._axis(entry, key_path), self._of(entry, key_path)
        if axis is None or of is None or not self.diagnostics.clean(key_path):
            return None
        weights = self._weights(entry.weights, axis, (*key_path, "weights"))
        unit = self._unit(entry, of, weights, key_path)
        if len(self.diagnostics.problems) > before or unit is None:
            return None
        return Aggregate(name, unit, of, axis.name, "sum" if entry.sum else "mean", weights)

    def _axis(self, entry: AggregateEntry, key_path: KeyPath) -> Axis | None:
        """The dimension that the entry names."""
        if (entry.sum is None) == (entry.mean is None):
            self.diagnostics.problem(key_path, "must be a `sum` or a `mean` over a dimension, as {sum: month}")
            return None
        name, where = entry.sum or entry.mean or "", (*key_path, "sum" if entry.sum else "mean")
        found = {axis.name: axis for axis in self.axes}
        if name not in found:
            dimensions = [axis.name for axis in self.axes if axis.kind == "dimension"]
            self.diagnostics.problem(where, f"no dimension is named {name!r}", partial(did_you_mean, name, dimensions))
            return None
        if found[name].kind == "choice":
            rule = (
                f"{name} is a choice, of which only one option is meant; make it a dimension, or a `one_of` if one is"
            )
            self.diagnostics.problem(where, f"{rule} true with some probability")
            return None
        return found[name]

    def _of(self, entry: AggregateEntry, key_path: KeyPath) -> str | None:
        """The output that is added up."""
        names = list(self.outputs)
        if entry.of is None and len(names) == 1:
            return names[0]
        if entry.of is None:
            self.diagnostics.problem(key_path, f"must name the output with `of`: one of {', '.join(names)}")
        elif entry.of not in self.outputs:
            rule = f"no output is named {entry.of!r}"
            self.diagnostics.problem((*key_path, "of"), rule, partial(did_you_mean, entry.of, names))
        return entry.of if entry.of in self.outputs else None

    def _weights(
        self, stated: Mapping[str, float | str] | str | None, axis: Axis, key_path: KeyPath
    ) -> tuple[float | str, ...]:
        """The weight of each option."""
        labels = [option.label for option in axis.options]
        if stated is None:
            return (1.0,) * len(labels)
        if isinstance(stated, str):
            return self._of_shares(stated, labels, key_path)
        if missing := [label for label in labels if label not in stated]:
            self.diagnostics.problem(key_path, f"must have a weight for each option; missing: {', '.join(missing)}")
        for label in (label for label in stated if label not in labels):
            rule = f"{axis.name} has no option {label!r}"
            self.diagnostics.problem((*key_path, label), rule, partial(did_you_mean, label, labels))
        found = tuple(self._weight(stated[label], (*key_path, label)) for label in labels if label in stated)
        numbers = [each for each in found if not isinstance(each, str)]
        if len(numbers) == len(found) and found and not math.fsum(numbers) > 0:
            self.diagnostics.problem(key_path, "must not all be 0")
        return found

    def _of_shares(self, name: str, labels: Sequence[str], key_path: KeyPath) -> tuple[float | str, ...]:
        """The shares called `name`, whose members are the options; or one input, which may differ between options."""
        whole = next((each for each in self.shares if each.name == name), None)
        if whole is None:
            return (self._weight(name, key_path),) * len(labels)
        members = [member.removeprefix(f"{name}.") for member in whole.members]
        if set(members) != set(labels):
            rule = f"the shares {name} must be those of the options {', '.join(labels)}, got {', '.join(members)}"
            self.diagnostics.problem(key_path, rule)
        return tuple(f"{name}.{label}" for label in labels)

    def _weight(self, stated: float | str, key_path: KeyPath) -> float | str:
        """A weight: an input by name, else a number from 0 on."""
        if isinstance(stated, str) and stated in self.inputs:
            if self.inputs[stated].distribution.support[0] < 0:
                self.diagnostics.problem(key_path, f"{stated} may be below 0, as a weight must not be; truncate it")
            return stated
        if isinstance(stated, str) and not stated[:1].isdigit():
            known = [*self.inputs, *(whole.name for whole in self.shares)]
            rule = f"no input and no shares are named {stated!r}"
            self.diagnostics.problem(key_path, rule, partial(did_you_mean, stated, known))
            return 1.0
        found = read_quantity(stated, key_path, self.diagnostics, expected=ONE)
        if found and found[0] < 0:
            self.diagnostics.problem(key_path, f"must be 0 or above, got {stated}")
        return found[0] if found else 1.0

    def _unit(self, entry: AggregateEntry, of: str, weights: Sequence[float | str], key_path: KeyPath) -> Unit | None:
        """The unit it is shown in: as stated, else the most readable one for its nominal value."""
        own = units.unit(self.outputs[of].unit)
        if entry.unit is not None:
            return read_unit(entry.unit, (*key_path, "unit"), self.diagnostics, expected=own)
        times = math.fsum(each for each in weights if not isinstance(each, str)) if entry.sum else 1.0
        return units.choose(self.nominal.get(of, 0.0) * (times or 1.0), own.dimension)
