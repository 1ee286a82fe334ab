"""An answer read back from its DataTree, in the units in which people read it.

It plots as the run did. What a tree does not hold is absent: diagnostics of inputs, comparisons, draws, probabilities
of events, the terms of claims and the time that the run took; which of the warnings are cautions is unknown.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Mapping
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args

import numpy as np

from ... import units
from ...answer.answer import Answer, Shortfall
from ...answer.elasticity import Elasticity
from ...answer.scale import Scale, scaled_label
from ...answer.statistics.marginal import Bins, Estimate, Interval, Kind, Marginal
from ...answer.subject import Subject, parts_of
from ...problems import InvalidInput, Problem
from ...scenario.claim import Claim
from ...units import Unit
from .contents import other_kind
from .opened import said_by

if TYPE_CHECKING:
    import xarray as xr

#: What xarray says of a group that a tree lacks, before its name.
_NO_GROUP = "Could not find node at "
_KINDS: tuple[Kind, ...] = get_args(Kind)


def stored_answer(tree: xr.DataTree) -> Answer:
    """The answer that `tree` holds, which is that of `dataset`; raises InvalidInput if it holds none."""
    try:
        answer = _answer(tree)
        _check(answer)
    except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError) as error:  # whatever is missing or odd
        raise InvalidInput(f"holds no answer of a run: {_lacking(error)}") from None
    return answer


def _lacking(error: Exception) -> str:
    """What a tree lacks, or what is odd in it."""
    if not isinstance(error, KeyError):
        return said_by(error)
    group = str(error.args[0]).removeprefix(_NO_GROUP) if error.args else ""
    return f"it lacks {group!r}" if group else said_by(error)


def answer_in(tree: xr.DataTree, file: Path | str) -> Answer:
    """The answer in a file that was read as `tree`; raises InvalidInput with the file and a remedy if it holds none."""
    try:
        return stored_answer(tree)
    except InvalidInput as error:
        rule, remedy = str(error), "write one with `carbonspan run NAME --out answer.nc`"
        if other := other_kind(tree):
            rule, remedy = f"holds {other.called} and no answer of a run", other.remedy
        raise InvalidInput([Problem(f"{rule}; {remedy}", file=str(file))]) from None


def _check(answer: Answer) -> None:
    """Raise ValueError unless there are marginals of finite numbers, in ascending bins that hold something."""
    if answer.headline not in answer.outputs:
        raise ValueError(f"its headline {answer.headline!r} is none of its outputs")
    for each in answer.marginals:
        ends = [end.value for interval in each.intervals for end in (interval.low, interval.high)]
        values = [each.minimum, each.maximum, *(found.value for found in each.quantiles.values()), *ends]
        if not np.isfinite(values).all() or not each.intervals or not each.quantiles:
            raise ValueError(f"{each.output} has numbers that are not finite")
        bins = each.bins
        if not len(bins.counts) or not (np.isfinite(bins.low) & np.isfinite(bins.high) & (bins.low <= bins.high)).all():
            raise ValueError(f"the histogram of {each.output} is empty or has bins without ends")


def _answer(tree: xr.DataTree) -> Answer:
    root = tree.attrs
    return Answer(
        subject=_subject(tree),
        headline=root["headline"],
        hash=root["hash"],
        samples=int(root["samples"]),
        seed=int(root["seed"]),
        design=root["design"],
        levels=tuple(np.asarray(tree["intervals"]["level"]).tolist()),
        marginals=tuple(_marginals(tree)),
        inputs=(),
        correlations=(),
        warnings=tuple(_lines(root["warnings"])),
        versions=dict(each.rsplit(" ", 1) for each in root["versions"].split("; ")),
        processor=root["processor"],
        implausible=implausible_in(root),
        interrupted=bool(root.get("interrupted", False)),
        shortfall=_shortfall(root),
        elasticities=tuple(_elasticities(tree)),
    )


def _subject(tree: Any) -> Subject:
    root = tree.attrs
    return Subject(
        name=root["name"],
        title=root["title"],
        per=dict(each.split(" = ", 1) for each in root["functional_unit"].split(", ") if each),
        boundary=tuple(filter(None, root["boundary"].split(", "))),
        option_names=json.loads(root["option_names"]),
        parts=parts_of(tree["inputs"]["input"].values.tolist()),
        sources=tuple(_lines(root["sources"])),
        resolved=root["scenario"],
        output_per=json.loads(root.get("functional_units_of_outputs", "{}")),
        claims=tuple(map(_claim, json.loads(root.get("claims", "[]")))),
        scales=_scales(tree),
        observed=root.get("observed", ""),
    )


def _claim(held: dict[str, Any]) -> Claim:
    """A published figure; of its terms and the findings about it nothing is held."""
    low, high = (sign * math.inf if held[end] is None else held[end] for end, sign in (("low", -1), ("high", 1)))
    texts = {key: held[key] for key in ("name", "output", "rounding", "stated", "source", "at", "below")}
    return Claim(low=low, high=high, **texts)


def implausible_in(attributes: Mapping[Any, Any]) -> tuple[str, ...]:
    """The inputs whose nominal values are outside their beliefs, from the attributes of a tree."""
    return tuple(filter(None, str(attributes.get("implausible", "")).split(", ")))


def _lines(text: str) -> Iterator[str]:
    return filter(None, text.split("\n"))


def _shortfall(root: dict[Any, Any]) -> Shortfall | None:
    if "tolerance" not in root:
        return None
    return Shortfall(root["tolerance"], root["tolerance_reached"], root.get("samples_needed"))


def _marginals(tree: Any) -> Iterator[Marginal]:
    """Every marginal, by coordinate and then by output; those of sums and means over a dimension come last."""
    outputs = [_Output(tree, str(name)) for name in tree["histogram"].children]
    own = [output for output in outputs if not output.reduced]
    for index in np.ndindex(own[0].shape):
        yield from (output.marginal(index) for output in own)
    for output in (output for output in outputs if output.reduced):
        yield from map(output.marginal, np.ndindex(output.shape))


class _Output:
    """The arrays of one output, whose leading dimensions are the axes."""

    def __init__(self, tree: Any, name: str) -> None:
        nominal, moments = tree["nominal"][name], tree["moments"][name]
        self.name, self.shape = name, nominal.shape
        self.reduced = nominal.attrs.get("cell_methods", "")
        self._unit = Unit(nominal.attrs["unit"], Fraction(1), units.ONE.dimension)
        self._labels = {str(axis): _labels(nominal[axis]) for axis in nominal.dims}
        self._without_moments = moments.attrs["comment"].partition("; ")[2]
        self._levels = tree["intervals"]["level"].values.tolist()
        self._probabilities = tree["quantiles"]["probability"].values.tolist()
        self._nominal = nominal.values
        self._percentile = _pairs(tree["nominal"], f"{name}_percentile")
        self._intervals, self._quantiles = _pairs(tree["intervals"], name), _pairs(tree["quantiles"], name)
        self._moments = _pairs(tree["moments"], name)
        self._bins = [tree["histogram"][name][side].values for side in ("low", "high", "count")]

    def marginal(self, index: tuple[int, ...]) -> Marginal:
        """The marginal at the coordinate with these indices, one an axis."""
        axes = zip(self._labels.items(), index, strict=True)
        mean, sd, skewness, minimum, maximum = map(_estimate, self._moments[index])
        low, high, counts = (each[index] for each in self._bins)
        filled = counts > 0
        return Marginal(
            output=self.name,
            unit=self._unit,
            coordinates={axis: labels[option] for (axis, labels), option in axes},
            nominal=float(self._nominal[index]),
            nominal_percentile=_estimate(self._percentile[index]),
            mean=_existing(mean),
            sd=_existing(sd),
            skewness=_existing(skewness),
            without_moments=self._without_moments,
            minimum=minimum.value,
            maximum=maximum.value,
            quantiles=dict(zip(self._probabilities, map(_estimate, self._quantiles[index]), strict=True)),
            intervals=tuple(self._intervals_at(index)),
            bins=Bins(low[filled], high[filled], counts[filled]),
            reduced=self.reduced,
        )

    def _intervals_at(self, index: tuple[int, ...]) -> Iterator[Interval]:
        """The intervals; of a shortest one without numbers there is none."""
        for level, kinds in zip(self._levels, self._intervals[index], strict=True):
            for kind, ends in zip(_KINDS, kinds, strict=True):
                if kind == "equal-tailed" or np.isfinite(ends).any():
                    yield Interval(level, kind, *map(_estimate, ends))


def _scales(tree: Any) -> dict[str, Scale]:
    """The scales of the swept dimensions, which have a unit."""
    nominal = tree["nominal"]
    swept = {str(dim): nominal[dim] for dim in nominal.dims if "unit" in nominal[dim].attrs}
    return {
        dim: Scale(dict(zip(_labels(along), along.values.tolist(), strict=True)), along.attrs["unit"])
        for dim, along in swept.items()
    }


def _labels(along: Any) -> list[str]:
    """The labels of a dimension; those of a sweep are numbers with their unit."""
    if "unit" not in along.attrs:
        return [str(label) for label in along.values]
    return [scaled_label(number, along.attrs["unit"]) for number in along.values.tolist()]


def _elasticities(tree: Any) -> Iterator[Elasticity]:
    """The elasticities along the swept dimensions."""
    if "elasticity" not in tree.children:
        return
    group = tree["elasticity"]
    for name in (str(each) for each in tree["histogram"].children):
        dims, pairs = group[name].dims[:-1], _pairs(group, name)
        labels = {str(dim): _labels(group[dim]) for dim in dims}
        for index in np.ndindex(pairs.shape[:-1]):
            at = {dim: labels[dim][option] for dim, option in zip(labels, index, strict=False)}
            along = str(group["swept"].values[index[-1]])
            yield Elasticity(name, at, along, _existing(_estimate(pairs[index])))


def _pairs(group: Any, name: str) -> np.ndarray[Any, np.dtype[np.float64]]:
    """The values and the errors of a variable in a last dimension of two."""
    return np.stack([group[name].values, group[f"{name}_error"].values], axis=-1)


def _estimate(pair: Any) -> Estimate:
    """A value and its error, which is infinite if it is missing."""
    value, error = map(float, pair)
    return Estimate(value, math.inf if math.isnan(error) else error)


def _existing(estimate: Estimate) -> Estimate | None:
    return None if math.isnan(estimate.value) else estimate
