"""The answer as an xarray DataTree with CF attributes.

Groups: /intervals, /quantiles, /moments, /nominal, /inputs, /correlations, /histogram/<output>, /elasticity of a sweep
and, if asked for, /draws. Every number is in the unit in which people read it, which its variable names.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from itertools import product
from typing import TYPE_CHECKING, Any, get_args

import numpy as np
from numpy.typing import NDArray

from ...answer.answer import Answer, Draws
from ...answer.enough_samples import nominal_percentile
from ...answer.statistics.marginal import PROBABILITIES, Estimate, Interval, Kind, Marginal
from .grid import Grid, grid, split
from .provenance import attributes
from .trees import assembled
from .variables import (
    NO_UNIT,
    Attributes,
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

_KINDS: tuple[Kind, ...] = get_args(Kind)
_BOUNDS = ("low", "high")
_MOMENTS = ("mean", "sd", "skewness", "minimum", "maximum")


def dataset(answer: Answer) -> xr.DataTree:
    """The whole answer; a scenario's axes are leading dimensions, choices before the others, in the order declared."""
    return assembled(groups_of(answer))


def groups_of(answer: Answer) -> dict[str, Group]:
    """The groups of the answer's tree, by their path."""
    answer = answer.in_units()
    on = grid(answer)
    groups = {
        "/": Group(attributes=attributes(answer)),
        "/intervals": _intervals(answer, on),
        "/quantiles": _quantiles(answer, on),
        "/moments": _moments(on),
        "/nominal": _nominal(on),
        "/inputs": _inputs(answer),
        "/correlations": _correlations(answer),
    }
    groups |= {f"/histogram/{output}": _histogram(on, output) for output in on.marginals}
    if answer.elasticities:
        groups["/elasticity"] = _elasticities(answer, on)
    if answer.exceedances:
        groups["/probabilities"] = _exceedances(answer, on)
    if answer.draws:
        groups["/draws"] = _draws(answer, on, answer.draws)
    return groups


def _intervals(answer: Answer, on: Grid) -> Group:
    def ends(marginal: Marginal) -> list[Any]:
        found = {(each.level, each.kind): each for each in marginal.intervals}
        return [[_bounds(found.get((level, kind))) for kind in _KINDS] for level in answer.levels]

    variables = _estimates(on, ends, dims=("level", "kind", "bound"))
    about = {**NO_UNIT, "long_name": "probability between the bounds"}
    return group(variables, on.coordinates(), level=(answer.levels, about), kind=(_KINDS, {}), bound=(_BOUNDS, {}))


def _quantiles(answer: Answer, on: Grid) -> Group:
    probabilities = sorted(answer.marginals[0].quantiles)

    def values(marginal: Marginal) -> list[Any]:
        return [marginal.quantiles[probability] for probability in probabilities]

    variables = _estimates(on, values, dims=("probability",))
    return group(variables, on.coordinates(), probability=(probabilities, about_probability()))


def _moments(on: Grid) -> Group:
    variables = _estimates(on, _moments_of, dims=("moment",))
    for output, marginals in on.marginals.items():
        reasons = dict.fromkeys(marginal.without_moments for marginal in marginals)
        variables[output][2]["comment"] = "; ".join(filter(None, ("skewness has no unit", *reasons)))
    return group(variables, on.coordinates(), moment=(_MOMENTS, {}))


def _moments_of(marginal: Marginal) -> list[Estimate | None]:
    """In the order of _MOMENTS; the extremes have no error."""
    extremes = [Estimate(each, np.nan) for each in (marginal.minimum, marginal.maximum)]
    return [marginal.mean, marginal.sd, marginal.skewness, *extremes]


def _nominal(on: Grid) -> Group:
    variables: Variables = {}
    for output, marginals in on.marginals.items():
        values, errors = split([nominal_percentile(each) for each in marginals])
        nominal = on.array(output, lambda marginal: marginal.nominal)
        about = {**NO_UNIT, "long_name": f"probability of {output} below its nominal value"}
        about_error = {**NO_UNIT, "long_name": f"Monte Carlo standard error of {output}_percentile"}
        dims, shape = on.dims(output), on.shape(output)
        variables[output] = (dims, nominal, _about(marginals[0]))
        variables[f"{output}_percentile"] = (dims, values.reshape(shape), about)
        variables[f"{output}_percentile_error"] = (dims, errors.reshape(shape), about_error)
    return group(variables, on.coordinates())


def _histogram(on: Grid, output: str) -> Group:
    """Bins of one output, ascending; coordinates with fewer bins than others are padded with NaN and count 0."""
    longest = max(len(marginal.bins.counts) for marginal in on.marginals[output])

    def edges(marginal: Marginal, *, side: str) -> NDArray[np.float64]:
        return _padded(getattr(marginal.bins, side), longest, np.nan)

    dims, about = (*on.dims(output), "bin"), _about(on.marginals[output][0])
    counts = on.array(output, lambda marginal: _padded(marginal.bins.counts, longest, 0))
    variables: Variables = {side: (dims, on.array(output, partial(edges, side=side)), about) for side in _BOUNDS}
    variables["count"] = (dims, counts, {**NO_UNIT, "long_name": "samples in the bin"})
    return group(variables, on.coordinates())


def _inputs(answer: Answer) -> Group:
    """Diagnostics of each input, in the unit its author wrote, and its grounds."""
    given = [each.input for each in answer.inputs]
    probabilities = sorted(answer.inputs[0].quantiles) if answer.inputs else list(PROBABILITIES)
    quantiles = [[each.input.unit.from_base(each.quantiles[p]) for p in probabilities] for each in answer.inputs]
    numbers = {
        "nominal": [each.unit.restated(each.nominal) for each in given],
        "mean": [each.input.unit.from_base(each.mean) for each in answer.inputs],
    }
    words: dict[str, list[str]] = {
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
    variables |= {name: (("input",), texts(values), {}) for name, values in words.items()}
    names = [each.name for each in given]
    return group(variables, input=(names, {}), probability=(probabilities, about_probability()))


def _correlations(answer: Answer) -> Group:
    """Correlated pairs: the correlation asked for, and the realised one."""
    pairs = answer.correlations
    words = {name: texts(str(getattr(pair, name)) for pair in pairs) for name in ("first", "second", "scale")}
    numbers = {name: np.array([getattr(pair, name) for pair in pairs], float) for name in ("asked", "realised")}
    variables: Variables = {name: (("pair",), values, {}) for name, values in words.items()}
    variables |= {name: (("pair",), values, dict(NO_UNIT)) for name, values in numbers.items()}
    return group(variables)


def _elasticities(answer: Answer, on: Grid) -> Group:
    """The slope d log(median) / d log(input) of each output to each swept input, with its error."""
    variables: Variables = {}
    for output, marginals in on.marginals.items():
        values, errors = split([[answer.elasticity(each, axis) for axis in on.scales] for each in marginals])
        about = {**NO_UNIT, "long_name": f"elasticity of the median of {output}"}
        shape = (*on.shape(output), len(on.scales))
        variables |= with_errors(
            output, (*on.dims(output), "swept"), values.reshape(shape), errors.reshape(shape), about
        )
    return group(variables, on.coordinates(), swept=(texts(on.scales), {}))


def _exceedances(answer: Answer, on: Grid) -> Group:
    """The probability of each event, at each coordinate, with its error.

    That of an event of a sum or a mean over an axis is the same all along the axis.
    """
    events = list(dict.fromkeys(str(each.event) for each in answer.exceedances))
    found = {(str(each.event), *each.coordinates.values()): each.probability for each in answer.exceedances}
    axes = {str(each.event): tuple(each.coordinates) for each in answer.exceedances}
    options = [dict(zip(on.axes, labels, strict=True)) for labels in product(*on.axes.values())]
    pairs = [[found[event, *(at[axis] for axis in axes[event])] for event in events] for at in options]
    values, errors = split(pairs)
    about = {**NO_UNIT, "long_name": "probability of the event", "ancillary_variables": "probability_error"}
    about_error = {**NO_UNIT, "long_name": "Monte Carlo standard error of probability"}
    shape = (*map(len, on.axes.values()), len(events))
    variables: Variables = {
        name: ((*on.axes, "event"), numbers.reshape(shape), attributes)
        for name, numbers, attributes in (
            ("probability", values, about),
            ("probability_error", errors, about_error),
        )
    }
    return group(variables, on.coordinates(), event=(texts(events), {}))


def _draws(answer: Answer, on: Grid, draws: Draws) -> Group:
    """The first samples: each output, and the inputs in the unit that `unit` names."""
    rows = {id(marginal): row for marginal, row in zip(answer.marginals, draws.outputs, strict=True)}
    units = [each.input.unit for each in answer.inputs]
    inputs = [unit.from_base(row) for unit, row in zip(units, draws.inputs, strict=True)]
    samples = draws.outputs.shape[1]
    variables: Variables = {
        output: (
            (*on.dims(output), "sample"),
            on.array(output, lambda marginal: rows[id(marginal)]),
            _about(marginals[0]),
        )
        for output, marginals in on.marginals.items()
    }
    comment = {"comment": "each input in the unit that the variable `unit` names"}
    variables["inputs"] = (("input", "sample"), np.array(inputs).reshape(len(units), samples), comment)
    variables["unit"] = (("input",), texts(unit.text for unit in units), {})
    names = [each.input.name for each in answer.inputs]
    index = {**NO_UNIT, "long_name": "index of the sample in the run"}
    return group(variables, on.coordinates(), input=(names, {}), sample=(np.arange(samples), index))


def _estimates(on: Grid, of: Callable[[Marginal], list[Any]], *, dims: tuple[str, ...]) -> Variables:
    """Each output's estimates, and ``<output>_error`` beside them."""
    variables: Variables = {}
    for output, marginals in on.marginals.items():
        about = _about(marginals[0])
        values, errors = split([of(marginal) for marginal in marginals])
        shape = (*on.shape(output), *values.shape[1:])
        variables |= with_errors(output, (*on.dims(output), *dims), values.reshape(shape), errors.reshape(shape), about)
    return variables


def _bounds(interval: Interval | None) -> list[Estimate | None]:
    return [interval.low, interval.high] if interval else [None, None]


def _about(marginal: Marginal) -> Attributes:
    about = about_quantity(marginal.output, marginal.unit, marginal.substance)
    return {**about, "cell_methods": marginal.reduced} if marginal.reduced else about


def _padded(values: NDArray[Any], length: int, fill: float) -> NDArray[Any]:
    if len(values) == length:
        return values
    return np.pad(values, (0, length - len(values)), constant_values=fill)
