"""What inputs explain as an xarray DataTree with CF attributes.

Groups: /sobol, /interactions, /scale, /conditional, /given_data, /tornado, /draws; /axes where there are choices or
dimensions; and, where they were asked for or are needed, /second_order, /closed, /shapley and /screening. Shares run
from 0 to 1; quantiles of outputs are in the unit in which people read them. The axes of the answer are leading
dimensions of what is known at each coordinate; all else is at the first one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from ...answer.statistics.marginal import Estimate
from ...sensitivity.analysis import QUANTILES, SHAPLEY_SAMPLES, TABLE_SAMPLES, Sensitivity
from ...sensitivity.conditional import DUMMY
from ...sensitivity.pick_freeze import Names
from ...sensitivity.sobol import OutputIndices
from ...sensitivity.swings import ENDS
from ..datasets.grid import option_labels, split
from ..datasets.provenance import origin
from ..datasets.trees import assembled
from ..datasets.variables import (
    NO_UNIT,
    Group,
    Variables,
    about_probability,
    about_quantity,
    group,
    texts,
    with_errors,
)

if TYPE_CHECKING:
    import xarray as xr

_INDICES = ("first", "total")
_EFFECTS = ("shapley", "first", "total")
_TERCILES = ("low", "middle", "high")
_MEASURES = ("delta", "pawn")
_OTHERS = ("nominal", "random")
_BY_INPUT = {"comment": "each input in the unit that the variable `unit` names"}


def tree(found: Sensitivity) -> xr.DataTree:
    """All that `found` holds."""
    on = _Axes(found)
    groups = {
        "/": Group(attributes={**origin(found), "table_samples": TABLE_SAMPLES, "warnings": "\n".join(found.warnings)}),
        "/sobol": on.indices(lambda each: each.indices, "input"),
        "/interactions": on.numbers(lambda each: each.interactions, "share that no input explains alone of {output}"),
        "/scale": on.scales(),
        "/conditional": _conditional(found),
        "/given_data": _given_data(found),
        "/tornado": _tornado(found),
        "/draws": _draws(found),
    }
    if any(each.pairs for each in found.outputs):
        groups["/second_order"] = on.pairs()
    if any(each.closed for each in found.outputs):
        groups["/closed"] = on.indices(lambda each: each.closed, "set")
    if found.axes:
        groups["/axes"] = _axes(found)
    if found.effects:
        groups["/shapley"] = _effects(found)
    if found.screening:
        groups["/screening"] = _screening(found)
    return assembled(groups)


def joined(names: Names) -> str:
    """The inputs of a group, which is a label."""
    return ", ".join(names)


class _Axes:
    """The indices of `found` on the grid of the answer's axes, which are leading dimensions."""

    def __init__(self, found: Sensitivity) -> None:
        self._inputs = tuple(found.inputs)
        labels: dict[str, dict[str, None]] = {}
        for each in found.outputs:
            for axis, label in each.coordinates.items():
                labels.setdefault(axis, {})[label] = None
        self._axes = {axis: option_labels(tuple(each)) for axis, each in labels.items()}
        self._dims, self._shape = tuple(labels), tuple(map(len, labels.values()))
        self._of = {name: [each for each in found.outputs if each.output == name] for name in found.units}

    def indices(self, of: Callable[[OutputIndices], Iterable[Any]], dim: str) -> Group:
        """First and total indices along `dim`, whose labels are those of all outputs; NaN where one has none."""
        found = (index for each in self._of.values() for one in each for index in of(one))
        sets = _in_file_order(self._inputs, (index.inputs for index in found))
        variables: Variables = {}
        for output, each in self._of.items():
            by_set = [{index.inputs: index for index in of(one)} for one in each]
            nested = [[_both(one.get(names)) for names in sets] for one in by_set]
            about = {**NO_UNIT, "long_name": f"Sobol' index of {output}"}
            variables |= self._estimates(output, nested, about, {dim: len(sets), "index": len(_INDICES)})
        return group(variables, self._axes, **{dim: (map(joined, sets), {}), "index": (_INDICES, {})})

    def pairs(self) -> Group:
        """Second-order indices along the dimension `pair`."""
        pairs = list(dict.fromkeys(pair.inputs for each in self._of.values() for one in each for pair in one.pairs))
        variables: Variables = {}
        for output, each in self._of.items():
            by_pair = [{pair.inputs: pair.share for pair in one.pairs} for one in each]
            nested = [[one.get(pair) for pair in pairs] for one in by_pair]
            about = {**NO_UNIT, "long_name": f"second-order index of {output}"}
            variables |= self._estimates(output, nested, about, {"pair": len(pairs)})
        for k, side in enumerate(("one", "other")):
            variables[side] = (("pair",), texts(joined(pair[k]) for pair in pairs), {})
        named = [" × ".join(map(joined, pair)) for pair in pairs]
        return group(variables, self._axes, pair=(named, {}))

    def numbers(self, of: Callable[[OutputIndices], Estimate], long_name: str) -> Group:
        """One number an output and coordinate."""
        variables: Variables = {}
        for output, each in self._of.items():
            about = {**NO_UNIT, "long_name": long_name.format(output=output)}
            variables |= self._estimates(output, [of(one) if one.indices else None for one in each], about, {})
        return group(variables, self._axes)

    def scales(self) -> Group:
        """The scale of each output, and why it was chosen."""
        variables: Variables = {}
        for output, each in self._of.items():
            for name, found in ((output, "scale"), (f"{output}_reason", "reason")):
                words = texts(getattr(one.scale, found) for one in each).reshape(self._shape)
                variables[name] = (self._dims, words, {})
        return group(variables, self._axes)

    def _estimates(
        self, name: str, nested: Sequence[Any], about: dict[str, str], sizes: Mapping[str, int]
    ) -> Variables:
        """Estimates along the axes and dimensions of these `sizes`, which may be 0: an output may not vary."""
        values, errors = split(nested)
        shape, dims = (*self._shape, *sizes.values()), tuple(sizes)
        return with_errors(name, (*self._dims, *dims), values.reshape(shape), errors.reshape(shape), about)


def _both(index: Any) -> list[Estimate | None]:
    return [index.first, index.total] if index else [None, None]


def _in_file_order(inputs: Iterable[str], sets: Iterable[Names]) -> list[Names]:
    """Each set of inputs once, in the order of `inputs`."""
    order = list(inputs)
    return sorted(dict.fromkeys(sets), key=lambda names: order.index(names[0]))


def _names(found: Sensitivity) -> list[str]:
    """The inputs of the tables, in file order."""
    return list(dict.fromkeys(name for name, _ in found.tables if name != DUMMY))


def _about(found: Sensitivity, output: str) -> dict[str, str]:
    return about_quantity(output, found.units[output], found.substances[output])


def _in_unit(found: Sensitivity, output: str, values: Any) -> NDArray[np.float64]:
    array: NDArray[np.float64] = np.asarray(values, float)
    return np.asarray(found.units[output].from_base(array))


def _conditional(found: Sensitivity) -> Group:
    """Quantiles of each output where an input is in its low, middle or high tercile."""
    names = _names(found)
    variables: Variables = {}
    for output in found.units:
        terciles = [found.terciles[name, output] for name in names]
        values = _in_unit(found, output, [[each.low, each.middle, each.high] for each in terciles])
        values = values.reshape(len(names), len(_TERCILES), len(QUANTILES))
        variables[output] = (("input", "tercile", "probability"), values, _about(found, output))
    return group(variables, input=(names, {}), tercile=(_TERCILES, {}), probability=(QUANTILES, about_probability()))


def _given_data(found: Sensitivity) -> Group:
    """Borgonovo's delta and PAWN, and in ``<output>_bias`` what finite samples add to them."""
    names = _names(found)
    variables: Variables = {}
    for output in found.units:
        of = [found.given_data[name, output] for name in (*names, DUMMY)]
        values, errors = split([[each.delta, each.pawn] for each in of])
        about = {**NO_UNIT, "long_name": f"distance that knowing the input moves the distribution of {output}"}
        variables |= with_errors(output, ("input", "measure"), values[:-1], errors[:-1], about)
        about = {**NO_UNIT, "long_name": f"the same for an input that no model reads: bias of {output}"}
        variables[f"{output}_bias"] = (("measure",), values[-1], about)
    return group(variables, input=(names, {}), measure=(_MEASURES, {}))


def _tornado(found: Sensitivity) -> Group:
    """Each output where an input is at its own 5 % and 95 % quantile, others at nominal values or at random."""
    sets = list(dict.fromkeys(each.inputs for each in found.swings))
    variables: Variables = {}
    for output in found.units:
        of = {each.inputs: each for each in found.swings if each.output == output}
        nested = [[[Estimate(one, 0.0) for one in of[names].nominal], list(of[names].median)] for names in sets]
        values, errors = split(nested) if sets else (np.zeros((0, 2, 2)),) * 2
        shown = (_in_unit(found, output, values), _in_unit(found, output, errors))
        variables |= with_errors(output, ("input", "others", "end"), *shown, _about(found, output))
        nominal = np.asarray(_in_unit(found, output, found.nominal[output]))
        variables[f"{output}_nominal"] = ((), nominal, _about(found, output))
    first = [found.inputs[names[0]] for names in sets]
    stated = {each.inputs: each.values for each in found.swings}
    ends = [[given.unit.from_base(end) for end in stated[names]] for given, names in zip(first, sets, strict=True)]
    variables["value"] = (("input", "end"), np.array(ends, float).reshape(len(sets), len(ENDS)), dict(_BY_INPUT))
    variables["unit"] = (("input",), texts(given.unit.text for given in first), {})
    return group(variables, input=(map(joined, sets), {}), others=(_OTHERS, {}), end=(ENDS, about_probability()))


def _axes(found: Sensitivity) -> Group:
    """How far each choice or dimension moves the median of each output, as a share of its interval's width."""
    axes = list(dict.fromkeys(each.axis for each in found.axes))
    variables: Variables = {"kind": (("axis",), texts({each.axis: each.kind for each in found.axes}.values()), {})}
    for output in found.units:
        of = [each for each in found.axes if each.output == output]
        values, errors = split([each.share for each in of])
        about = {**NO_UNIT, "long_name": f"range of the median of {output} over the width of its 90 % interval"}
        variables |= with_errors(output, ("axis",), values, errors, about)
        for end in ("low", "high"):
            medians = _in_unit(found, output, [getattr(each, end) for each in of])
            variables[f"{output}_{end}"] = (("axis",), medians, _about(found, output))
            variables[f"{output}_{end}_at"] = (("axis",), texts(getattr(each, f"{end}_at") for each in of), {})
    return group(variables, axis=(axes, {}))


def _effects(found: Sensitivity) -> Group:
    """Shapley effects, and the closed first-order and total index of each input by itself."""
    sets = _in_file_order(found.inputs, (effect.inputs for each in found.effects for effect in each.effects))
    variables: Variables = {}
    for each in found.effects:
        of = {effect.inputs: effect for effect in each.effects}
        nested = [[getattr(of[names], kind) if names in of else None for kind in _EFFECTS] for names in sets]
        about = {**NO_UNIT, "long_name": f"share of the variance of {each.output}"}
        variables |= with_errors(each.output, ("input", "index"), *split(nested), about)
    held = group(variables, input=(map(joined, sets), {}), index=(_EFFECTS, {}))
    return held.with_attributes(samples=min(found.samples, SHAPLEY_SAMPLES), orders=found.effects[0].orders)


def _screening(found: Sensitivity) -> Group:
    """Mean absolute changes of each output, on its scale, when an input is drawn anew."""
    if not found.screening:
        raise ValueError("nothing was screened")
    changes = found.screening.changes
    sets = list(dict.fromkeys(change.inputs for change in changes))
    variables: Variables = {}
    for output in found.units:
        of = [change for change in changes if change.output == output]
        about = {**NO_UNIT, "long_name": f"mean absolute change of {output} on its scale"}
        variables |= with_errors(output, ("input",), *split([change.change for change in of]), about)
    leads = np.array([names in found.screening.leading for names in sets])
    variables["leads"] = (("input",), leads, {"long_name": "whether the input has indices of its own"})
    return group(variables, input=(map(joined, sets), {}))


def _draws(found: Sensitivity) -> Group:
    """The first samples of inputs, before factors, and of outputs."""
    kept = found.draws
    units = [found.inputs[name].unit for name in kept.inputs]
    values: Mapping[str, Any] = kept.outputs
    variables: Variables = {
        output: (("sample",), _in_unit(found, output, row), _about(found, output)) for output, row in values.items()
    }
    rows = [unit.from_base(row) for unit, row in zip(units, kept.inputs.values(), strict=True)]
    samples = len(next(iter(values.values())))
    variables["inputs"] = (("input", "sample"), np.array(rows).reshape(len(units), samples), dict(_BY_INPUT))
    variables["unit"] = (("input",), texts(unit.text for unit in units), {})
    return group(variables, input=(list(kept.inputs), {}))
