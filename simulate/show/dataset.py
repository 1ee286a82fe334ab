"""The answer as an xarray DataTree with CF attributes, and its netCDF file.

Groups: /intervals, /quantiles, /moments, /nominal, /inputs, /correlations, /histogram/<output> and, where asked for,
/draws. Every number is in the unit people read it in, and its variable says which.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from ..answer.sample_size import nominal_percentile
from ..answer.summary import PROBABILITIES, Draws, Estimate, Interval, Record, Summary
from ..scenario.scenario import Scenario
from ..units.vocabulary import vocabulary
from . import cf_units, labels, output_files
from .grid import Grid, grid, in_unit, split
from .provenance import attributes

if TYPE_CHECKING:
    import xarray as xr

SUFFIXES = (".nc", ".nc4")
KINDS = ("equal-tailed", "shortest")
BOUNDS = ("low", "high")
MOMENTS = ("mean", "sd", "skewness", "minimum", "maximum")
_NO_UNIT = {"units": "1"}
_COMPRESSED = {"zlib": True, "complevel": 4}
#: Bytes that a file takes beside its arrays, at most.
_FRAME = 1 << 20
_WORTH_COMPRESSING = 10_000

Attributes = dict[str, str]
Variables = dict[str, tuple[tuple[str, ...], NDArray[Any], Attributes]]


def check_writable(path: Path | str) -> None:
    """Nothing, where `save` can write to `path`; else InvalidInput that says why not."""
    output_files.check_writable(path, SUFFIXES)


def save(result: Summary | xr.DataTree, path: Path | str) -> None:
    """Write the answer as netCDF-4, whole or not at all, over a file of that name if there is one."""
    tree = dataset(result) if isinstance(result, Summary) else result
    with output_files.replacing(path, room=tree.nbytes + _FRAME) as beside:
        tree.to_netcdf(beside, engine="h5netcdf", encoding={node.path: _encoding(node) for node in tree.subtree})


def dataset(summary: Summary) -> xr.DataTree:
    """The whole answer; a scenario's axes are leading dimensions, choices before the others, in the order declared."""
    import xarray as xr

    on = grid(summary)
    groups = {
        "/": xr.Dataset(attrs=attributes(summary)),
        "/intervals": _intervals(summary, on),
        "/quantiles": _quantiles(summary, on),
        "/moments": _moments(summary, on),
        "/nominal": _nominal(summary, on),
        "/inputs": _inputs(summary),
        "/correlations": _correlations(summary),
    }
    groups |= {f"/histogram/{output}": _histogram(summary, on, output) for output in on.records}
    if summary.draws:
        groups["/draws"] = _draws(summary, on, summary.draws)
    return xr.DataTree.from_dict(groups)


def _intervals(summary: Summary, on: Grid) -> xr.Dataset:
    def ends(record: Record) -> list[Any]:
        found = {(each.level, each.kind): each for each in record.intervals}
        return [[_bounds(record, found.get((level, kind))) for kind in KINDS] for level in summary.levels]  # type: ignore[arg-type]

    variables = _estimates(summary, on, ends, dims=("level", "kind", "bound"))
    about = {**_NO_UNIT, "long_name": "probability between the bounds"}
    return _dataset(variables, on, level=(summary.levels, about), kind=(KINDS, {}), bound=(BOUNDS, {}))


def _quantiles(summary: Summary, on: Grid) -> xr.Dataset:
    probabilities = sorted(summary.records[0].quantiles)

    def values(record: Record) -> list[Any]:
        return [labels.displayed(record.quantiles[probability], record.unit) for probability in probabilities]

    variables = _estimates(summary, on, values, dims=("probability",))
    return _dataset(variables, on, probability=(probabilities, _about_probability()))


def _moments(summary: Summary, on: Grid) -> xr.Dataset:
    variables = _estimates(summary, on, _moments_of, dims=("moment",))
    for output, records in on.records.items():
        reasons = dict.fromkeys(record.without_moments for record in records)
        variables[output][2]["comment"] = "; ".join(filter(None, ("skewness has no unit", *reasons)))
    return _dataset(variables, on, moment=(MOMENTS, {}))


def _moments_of(record: Record) -> list[Estimate | None]:
    """In the order of MOMENTS; the extremes have no error."""
    shown = [labels.displayed(each, record.unit) if each else None for each in (record.mean, record.sd)]
    extremes = [Estimate(record.unit.from_base(each), np.nan) for each in (record.minimum, record.maximum)]
    return [*shown, record.skewness, *extremes]


def _nominal(summary: Summary, on: Grid) -> xr.Dataset:
    variables: Variables = {}
    for output, records in on.records.items():
        values, errors = split([nominal_percentile(each) for each in records])
        nominal = on.array(output, lambda record: record.unit.from_base(record.nominal))
        about = {**_NO_UNIT, "long_name": f"probability of {output} below its nominal value"}
        doubt = {**_NO_UNIT, "long_name": f"Monte Carlo standard error of {output}_percentile"}
        variables[output] = (on.dims, nominal, _about(summary.scenario, records[0]))
        variables[f"{output}_percentile"] = (on.dims, values.reshape(on.shape), about)
        variables[f"{output}_percentile_error"] = (on.dims, errors.reshape(on.shape), doubt)
    return _dataset(variables, on)


def _histogram(summary: Summary, on: Grid, output: str) -> xr.Dataset:
    """Bins of one output, ascending; where coordinates have fewer than others, the rest is NaN and holds nothing."""
    longest = max(len(record.bins.counts) for record in on.records[output])

    def edges(record: Record, *, side: str) -> NDArray[np.float64]:
        return _padded(in_unit(record.unit, getattr(record.bins, side)), longest, np.nan)

    dims, about = (*on.dims, "bin"), _about(summary.scenario, on.records[output][0])
    counts = on.array(output, lambda record: _padded(record.bins.counts, longest, 0))
    variables: Variables = {side: (dims, on.array(output, partial(edges, side=side)), about) for side in BOUNDS}
    return _dataset({**variables, "count": (dims, counts, {**_NO_UNIT, "long_name": "samples in the bin"})}, on)


def _inputs(summary: Summary) -> xr.Dataset:
    """Each input as it was drawn, in the unit its author wrote, and on what grounds."""
    given = [summary.scenario.inputs[each.input] for each in summary.inputs]
    probabilities = sorted(summary.inputs[0].quantiles) if summary.inputs else list(PROBABILITIES)
    pairs = list(zip(given, summary.inputs, strict=True))
    quantiles = [in_unit(each.unit, [drawn.quantiles[p] for p in probabilities]) for each, drawn in pairs]
    numbers = {
        "nominal": [each.unit.restated(each.nominal) for each in given],
        "mean": [each.unit.from_base(drawn.mean) for each, drawn in pairs],
    }
    texts: dict[str, list[str]] = {
        "unit": [each.unit.text for each in given],
        "source": [each.source for each in given],
        "evidence": [each.evidence or "" for each in given],
        "nature": [each.nature for each in given],
        "stream": [each.stream for each in given],
        "stated": [each.stated for each in given],
    }
    mixed = {"comment": "each input in the unit that the variable `unit` names"}
    variables: Variables = {
        name: (("input",), np.array(values, float), dict(mixed)) for name, values in numbers.items()
    }
    table = np.array(quantiles, float).reshape(len(given), len(probabilities))
    variables["quantile"] = (("input", "probability"), table, dict(mixed))
    variables |= {name: (("input",), _texts(values), {}) for name, values in texts.items()}
    names = [each.input for each in summary.inputs]
    return _dataset(variables, input=(names, {}), probability=(probabilities, _about_probability()))


def _correlations(summary: Summary) -> xr.Dataset:
    """Pairs that were to move together: the correlation asked for, and the one that came about."""
    pairs = summary.dependence
    texts = {name: _texts(str(getattr(pair, name)) for pair in pairs) for name in ("first", "second", "scale")}
    numbers = {name: np.array([getattr(pair, name) for pair in pairs], float) for name in ("asked", "realised")}
    variables: Variables = {name: (("pair",), values, {}) for name, values in texts.items()}
    variables |= {name: (("pair",), values, dict(_NO_UNIT)) for name, values in numbers.items()}
    return _dataset(variables)


def _draws(summary: Summary, on: Grid, draws: Draws) -> xr.Dataset:
    """The first samples: each output, and the inputs in the unit that `unit` names."""
    rows = {id(record): row for record, row in zip(summary.records, draws.outputs, strict=True)}
    units = [summary.scenario.inputs[each.input].unit for each in summary.inputs]
    inputs = [in_unit(unit, row) for unit, row in zip(units, draws.inputs, strict=True)]
    samples = draws.outputs.shape[1]
    variables: Variables = {
        output: (
            (*on.dims, "sample"),
            on.array(output, lambda record: in_unit(record.unit, rows[id(record)])),
            _about(summary.scenario, records[0]),
        )
        for output, records in on.records.items()
    }
    comment = {"comment": "each input in the unit that the variable `unit` names"}
    variables["inputs"] = (("input", "sample"), np.array(inputs).reshape(len(units), samples), comment)
    variables["unit"] = (("input",), _texts(unit.text for unit in units), {})
    names = [each.input for each in summary.inputs]
    index = {**_NO_UNIT, "long_name": "index of the sample in the run"}
    return _dataset(variables, on, input=(names, {}), sample=(np.arange(samples), index))


def _estimates(summary: Summary, on: Grid, of: Callable[[Record], list[Any]], *, dims: tuple[str, ...]) -> Variables:
    """Each output's estimates, and ``<output>_error`` beside them."""
    variables: Variables = {}
    for output, records in on.records.items():
        about = _about(summary.scenario, records[0])
        values, errors = split([of(record) for record in records])
        shape = (*on.shape, *values.shape[1:])
        doubt = {**about, "long_name": f"Monte Carlo standard error of {about['long_name']}"}
        named = {**about, "ancillary_variables": f"{output}_error"}
        variables[output] = ((*on.dims, *dims), values.reshape(shape), named)
        variables[f"{output}_error"] = ((*on.dims, *dims), errors.reshape(shape), doubt)
    return variables


def _bounds(record: Record, interval: Interval | None) -> list[Estimate | None]:
    if interval is None:
        return [None, None]
    return [labels.displayed(end, record.unit) for end in (interval.low, interval.high)]


def _about(scenario: Scenario, record: Record) -> Attributes:
    """CF units and name of an output; `unit` is what people read."""
    substance = f", {vocabulary().substance.long_name}" if labels.is_of_substance(scenario, record) else ""
    name = labels.spoken(record.output)
    return {
        "units": cf_units.units(record.unit.text),
        "long_name": f"{name}{substance}",
        "unit": labels.unit_label(scenario, record),
    }


def _about_probability() -> Attributes:
    return {**_NO_UNIT, "long_name": "probability of a value below"}


def _dataset(
    variables: Mapping[str, Any], on: Grid | None = None, **coordinates: tuple[Iterable[Any], Attributes]
) -> xr.Dataset:
    """Variables on the axes of the grid and on further coordinates, each with its attributes."""
    import xarray as xr

    axes: Variables = {dim: ((dim,), values, {}) for dim, values in on.coordinates().items()} if on else {}
    further = {dim: ((dim,), np.array(list(values)), about) for dim, (values, about) in coordinates.items()}
    return xr.Dataset(variables, {**axes, **further})


def _encoding(node: xr.DataTree) -> dict[str, dict[str, Any]]:
    """No fill value for coordinates, which CF forbids one; large arrays compressed."""
    coordinates = node.to_dataset(inherit=False).coords
    large = [name for name, each in node.data_vars.items() if each.size >= _WORTH_COMPRESSING and each.dtype != object]
    return {str(name): {"_FillValue": None} for name in coordinates} | {str(name): dict(_COMPRESSED) for name in large}


def _padded(values: NDArray[Any], length: int, fill: float) -> NDArray[Any]:
    return np.pad(values, (0, length - len(values)), constant_values=fill)


def _texts(texts: Iterable[str]) -> NDArray[Any]:
    return np.array(list(texts), dtype=object)
