"""What plots show of one output of a sensitivity analysis, read off its DataTree."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from ...answer.answer import HASH_LETTERS
from ...answer.statistics.marginal import Estimate
from ...answer.subject import parts_of
from ...language import ENGLISH, current
from ...problems import InvalidInput, did_you_mean
from ...sensitivity.analysis import SHAPLEY_SAMPLES
from ...show import labels
from .. import coordinate_names, wording
from ..captions import Statement

if TYPE_CHECKING:
    import xarray as xr

#: A set of inputs that move together.
Names = tuple[str, ...]


@dataclass(frozen=True)
class Explained:
    """The shares of the output's variance that a set of inputs explains.

    `first` is its first-order index and `total` its total index; where inputs depend on each other, `shapley` is its
    Shapley effect, and the others are those of the set by itself.
    """

    names: Names
    first: Estimate
    total: Estimate
    shapley: Estimate | None = None

    @property
    def share(self) -> Estimate:
        """The share by which sets are ordered: the Shapley effect, else the total index."""
        return self.shapley or self.total


@dataclass(frozen=True)
class OutputAnalysis:
    """One output of the analysis that `tree` holds, at the coordinate `at`, which is by default the first one."""

    tree: xr.DataTree
    output: str
    at: Mapping[str, str]

    @property
    def title(self) -> str:
        """The title of the scenario, and the coordinate."""
        return coordinate_names.titled(self.tree.attrs, self.at)

    @property
    def name(self) -> str:
        """The output in words."""
        return self._output_names[self.output]

    @property
    def unit(self) -> str:
        """The output's unit as people read it: ``t CO2e``."""
        return str(self._values("conditional", self.output).attrs["unit"])

    @property
    def per(self) -> str:
        """The functional unit in words: ``a day``."""
        root = self.tree.attrs
        if current() is ENGLISH:
            return str(root["functional_unit_phrase"])
        amounts = (each.split(" = ", 1) for each in root["functional_unit"].split(", ") if each)
        return labels.functional_unit(dict(amounts))

    @property
    def quantity(self) -> str:
        """The output with its unit: ``emissions (t CO2e a day)``."""
        return wording.quantity(self.name, self.unit, self.per)

    @property
    def scale(self) -> str:
        """The scale on which shares are: ``value``, ``log`` or ``rank``."""
        return str(self._here("scale", self.output).values)

    @cached_property
    def interactions(self) -> Estimate:
        """The share of the variance that no input explains alone."""
        return self._estimate("interactions", self._here)

    @cached_property
    def explained(self) -> tuple[Explained, ...]:
        """Each set of inputs that has a part in the output, the largest share first."""
        return tuple(each for each in self._all if not _is_zero(each))

    @cached_property
    def inert(self) -> tuple[str, ...]:
        """The inputs that have none: another value of theirs leaves every sample as it is."""
        return tuple(name for each in self._all if _is_zero(each) for name in each.names)

    @property
    def has_effects(self) -> bool:
        """Whether the sets have Shapley effects."""
        return any(each.shapley for each in self._all)

    @cached_property
    def unscreened(self) -> Names:
        """The inputs that screening put into one set, since none of them matters by itself; none without screening."""
        if "screening" not in self.tree.children:
            return ()
        leads = self._values("screening", "leads")
        few = (_members(label) for label in _texts(leads["input"].values[~leads.values.astype(bool)]))
        return tuple(name for names in few for name in names)

    @cached_property
    def rank(self) -> dict[str, int]:
        """The inputs numbered in the order of shares; those of one set by how far they move the distribution."""
        delta = self._values("given_data", self.output).sel(measure="delta")
        moved = dict(zip(_texts(delta["input"].values), delta.values.tolist(), strict=True))
        known = [each for each in self._all if set(each.names) != set(self.unscreened)]
        sets = [*(each.names for each in known), self.unscreened]
        ordered = [name for names in sets for name in sorted(names, key=lambda name: -moved.get(name, 0.0))]
        return {name: number for number, name in enumerate(ordered)}

    def statement(self, headline: str, *key: str, count: str, design: str = "random") -> Statement:
        """What is written around a plot of this output from a `count` of samples or of base points."""
        root = self.tree.attrs
        versions = dict(each.rsplit(" ", 1) for each in root["versions"].split("; "))
        return Statement(
            headline[:1].upper() + headline[1:],
            (self.title, wording.about(self._output_names, self.output, root["headline"]), *key),
            tuple(filter(None, root["sources"].split("\n"))),
            wording.computed(versions["carbonspan"], count, int(root["seed"]), design),
        )

    @property
    def identity(self) -> str:
        """The beginning of the scenario's hash."""
        return str(self.tree.attrs["hash"])[:HASH_LETTERS]

    @property
    def samples(self) -> int:
        """The number of base points of the shares."""
        count = int(self.tree.attrs["samples"])
        return min(count, SHAPLEY_SAMPLES) if self.has_effects else count

    @property
    def table_samples(self) -> int:
        """The number of samples of conditional intervals."""
        return int(self.tree.attrs["table_samples"])

    @property
    def design(self) -> str:
        """How the points of the shares were drawn."""
        return str(self.tree.attrs["design"])

    def group(self, name: str) -> Any:
        """A group of the tree."""
        return self.tree[name]

    @cached_property
    def _all(self) -> tuple[Explained, ...]:
        found = self._effects() if self._is_first and self._shapley is not None else self._indices()
        return tuple(sorted(found, key=lambda each: -each.share.value))

    def _indices(self) -> Iterable[Explained]:
        first, total = (self._pairs("sobol", index) for index in ("first", "total"))
        return [Explained(names, first[names], total[names]) for names in first if np.isfinite(total[names].value)]

    def _effects(self) -> Iterable[Explained]:
        first, total, shapley = (self._pairs("shapley", index) for index in ("first", "total", "shapley"))
        return [Explained(names, first[names], total[names], each) for names, each in shapley.items()
                if np.isfinite(each.value)]  # fmt: skip

    @property
    def _shapley(self) -> Any:
        has_group = "shapley" in self.tree.children
        return self.tree["shapley"].data_vars.get(self.output) if has_group else None

    @property
    def _is_first(self) -> bool:
        return dict(self.at) == first_coordinate(self.tree, self.output)

    def _pairs(self, group: str, index: str) -> dict[Names, Estimate]:
        """The values and errors of a kind of index, by set of inputs."""
        values, errors = (self._here(group, f"{self.output}{end}").sel(index=index) for end in ("", "_error"))
        pairs = zip(values.values.tolist(), errors.values.tolist(), strict=True)
        sets = map(_members, _texts(values["input"].values))
        return {names: Estimate(*pair) for names, pair in zip(sets, pairs, strict=True)}

    def _estimate(self, group: str, of: Any) -> Estimate:
        return Estimate(*(float(of(group, f"{self.output}{end}")) for end in ("", "_error")))

    def _here(self, group: str, variable: str) -> Any:
        """A variable of a group at the coordinate, whose labels may be numbers."""
        found = self._values(group, variable)
        index = {axis: _texts(found[axis].values).index(label) for axis, label in self.at.items() if axis in found.dims}
        return found.isel(index)

    def _values(self, group: str, variable: str) -> Any:
        return self.tree[group][variable]

    @property
    def _output_names(self) -> dict[str, str]:
        return coordinate_names.outputs(outputs(self.tree), parts_of(_texts(self.tree["draws"]["input"].values)))


def output_analysis(tree: xr.DataTree, output: str | None, at: Mapping[str, Any] | None = None) -> OutputAnalysis:
    """The `output` of an analysis, by default the headline's, at the coordinate `at`, by default the first one.

    Raises InvalidInput for an output or a coordinate that the analysis does not have, and for an output that does not
    vary there.
    """
    names = outputs(tree)
    output = str(tree.attrs["headline"]) if output is None else output
    if output not in names:
        raise InvalidInput(f"output: no output is called {output!r}; {did_you_mean(output, names)}")
    found = OutputAnalysis(tree, output, _coordinate(tree, output, at or {}))
    if not found.explained:
        varying = [name for name in names if OutputAnalysis(tree, name, found.at).explained]
        remedy = f"; choose {' or '.join(varying)}" if varying else ""
        raise InvalidInput(f"output: {output} does not vary, so no input explains it{remedy}")
    return found


def outputs(tree: xr.DataTree) -> list[str]:
    """The names of the outputs that `tree` holds."""
    names = [str(name) for name in tree["scale"].data_vars]
    return [name for name in names if not (name.endswith("_reason") and name.removesuffix("_reason") in names)]


def first_coordinate(tree: xr.DataTree, output: str) -> dict[str, str]:
    """The first option of each axis."""
    return {axis: labels[0] for axis, labels in _axes(tree, output).items()}


def _coordinate(tree: xr.DataTree, output: str, at: Mapping[str, Any]) -> dict[str, str]:
    """The coordinate `at`, with the first option of each axis that it does not name; InvalidInput if there is none."""
    axes = _axes(tree, output)
    for axis, label in at.items():
        if axis not in axes:
            remedy = did_you_mean(str(axis), axes) if axes else "the analysis has one coordinate only"
            raise InvalidInput(f"at: no axis is called {axis!r}; {remedy}")
        if str(label) not in axes[axis]:
            raise InvalidInput(f"at: {axis} has no option {str(label)!r}; {did_you_mean(str(label), axes[axis])}")
    return {axis: str(at.get(axis, labels[0])) for axis, labels in axes.items()}


def _axes(tree: xr.DataTree, output: str) -> dict[str, list[str]]:
    scale: Any = tree["scale"][output]
    return {str(axis): _texts(scale[axis].values) for axis in scale.dims}


def _is_zero(each: Explained) -> bool:
    return each.first.value == each.total.value == 0.0


def _members(label: str) -> Names:
    return tuple(label.split(", "))


def _texts(values: Any) -> list[str]:
    return [str(value) for value in values]
