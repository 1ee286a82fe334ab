"""What inputs explain, for people and programs: a sentence, a table per output, and JSON."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any

from ...answer.answer import HASH_LETTERS
from ...answer.marginal import Estimate
from ...sensitivity.analysis import QUANTILES, Sensitivity, Terciles
from ...sensitivity.sobol import Index, OutputIndices
from ...units import readable
from ...units.number_format import significant
from .. import labels
from ..columns import Columns
from ..digits import number, samples, with_error

#: Inputs that the sentence names, and the share from which it names them.
_NAMED, _LEAST = 3, 0.02
_SCALES = {"value": "", "log": "log scale", "rank": "on ranks"}
_VARIANCES = {"value": "value", "log": "logarithm", "rank": "rank"}
_DIRECTIONS = {1: "rises", -1: "falls", 0: ""}
COLUMNS = ("input", "first order", "total", "low third", "middle third", "high third", "output")


def sentence(found: OutputIndices) -> str:
    """The shares that the leading inputs explain: ``users explains 26 % of the spread of emissions …``."""
    if not found.indices:
        return f"{found.output} does not vary."
    ordered = sorted(found.indices, key=lambda index: -index.first.value)
    named = [index for index in ordered[:_NAMED] if index.first.value >= _LEAST] or ordered[:1]
    others = [f"{_name(index)} {_percent(index.first)}" for index in named[1:]]
    scale = ", ".join(filter(None, (_SCALES[found.scale.scale], f"± {_points(named[0].first)}")))
    first = f"{_name(named[0])} explains {_percent(named[0].first)} of the spread of {found.output} ({scale})"
    rest = [index for index in ordered if index not in named]
    together = sum(index.first.value for index in rest)
    tail = [f"the other {len(rest)} together {_rounded(together)}"] if rest else []
    return "; ".join([", ".join([first, *others]), *tail, f"interactions {_percent(found.interactions)}"]) + "."


def _name(index: Index) -> str:
    return (
        " and ".join(index.inputs) if len(index.inputs) < 3 else f"{index.inputs[0]} and {len(index.inputs) - 1} more"
    )


def _percent(share: Estimate) -> str:
    """A share in percent, to two digits or to where its error begins; one within its error of none is 0."""
    percent = 0.0 if abs(share.value) <= 2 * share.error else 100 * share.value
    return f"{significant(float(number(percent, 100 * share.error).replace(',', '')), 2)} %"


def _rounded(share: float) -> str:
    return f"{significant(100 * share, 2)} %"


def _points(share: Estimate) -> str:
    return significant(100 * share.error, 1)


def tables(found: Sensitivity) -> Iterator[tuple[str, Columns]]:
    """A title and a table for each output at each coordinate, the headline's output first."""
    ordered = sorted(found.outputs, key=lambda each: each.output != found.headline)
    first = found.outputs[0].coordinates
    for each in ordered:
        if not each.indices:
            continue
        at = labels.coordinate(each.coordinates)
        scale = _VARIANCES[each.scale.scale]
        unit = readable(found.units[each.output].text)
        title = (
            f"{each.output}{f' at {at}' if at else ''}: percent of the variance of its {scale} ({each.scale.reason})"
        )
        rows = [_row(found, each, index, with_terciles=each.coordinates == first) for index in each.indices]
        heads = tuple(f"{head}, {unit}" if "third" in head and unit else head for head in COLUMNS)
        yield title, Columns(heads, rows, frozenset(heads[1:6]), frozenset(heads[:1]))


def _row(found: Sensitivity, each: OutputIndices, index: Index, *, with_terciles: bool) -> tuple[str, ...]:
    """The row of one input, or of one group, whose terciles are those of its first input."""
    shares = tuple(_share(share) for share in (index.first, index.total))
    terciles = found.terciles.get((index.inputs[0], each.output)) if with_terciles and len(index.inputs) == 1 else None
    if terciles is None:
        return (", ".join(index.inputs), *shares, "", "", "", "")
    unit = found.units[each.output]
    ranges = (_range([unit.from_base(value) for value in third]) for third in _thirds(terciles))
    moves = _DIRECTIONS[terciles.direction] if index.total.value > 0 else ""
    return (", ".join(index.inputs), *shares, *ranges, moves)


def _thirds(terciles: Terciles) -> tuple[tuple[float, ...], ...]:
    return terciles.low, terciles.middle, terciles.high


def _range(values: list[float]) -> str:
    low, _, high = values
    if math.isnan(low):
        return "no value"
    return f"{significant(low, 3)} to {significant(high, 3)}"


def _share(share: Estimate) -> str:
    """``25.74(1)``; an inert input is ``0``, one within its error of none ``0 ± 0.04``."""
    if share.value == 0 or (abs(share.value) <= 2 * share.error and share.value < 0.01):
        return f"0 ± {significant(200 * share.error, 1)}" if share.error > 0 else "0"
    return with_error(100 * share.value, 100 * share.error)


def basis(found: Sensitivity) -> str:
    """How the indices were computed."""
    design = {"sobol": "Sobol'"}.get(found.design, found.design)
    points = samples(found.samples).replace("sample", "base point")
    return f"{points}, seed {found.seed}, {design} design, hash {found.hash[:HASH_LETTERS]}"


def as_dict(found: Sensitivity) -> dict[str, Any]:
    """The JSON object; shares run from 0 to 1, quantiles are in the output's unit."""
    outputs: dict[str, list[Any]] = {}
    first = found.outputs[0].coordinates
    for each in found.outputs:
        inputs = [_index(found, each, index, with_terciles=each.coordinates == first) for index in each.indices]
        outputs.setdefault(each.output, []).append(
            {
                "coordinates": dict(each.coordinates),
                "unit": found.units[each.output].text,
                "scale": each.scale.scale,
                "scale_reason": each.scale.reason,
                "variance": each.variance,
                "inputs": inputs,
                "interactions": _estimate(each.interactions),
            }
        )
    return {
        "scenario": found.subject.name,
        "hash": found.hash,
        "samples": found.samples,
        "seed": found.seed,
        "design": found.design,
        "outputs": outputs,
    }


def _index(found: Sensitivity, each: OutputIndices, index: Index, *, with_terciles: bool) -> dict[str, Any]:
    made: dict[str, Any] = {
        "inputs": list(index.inputs),
        "first": _estimate(index.first),
        "total": _estimate(index.total),
    }
    unit = found.units[each.output]
    if with_terciles:
        made["terciles"] = {
            name: [
                {f"p{100 * p:g}": _finite(unit.from_base(value)) for p, value in zip(QUANTILES, third, strict=True)}
                for third in _thirds(found.terciles[name, each.output])
            ]
            for name in index.inputs
            if (name, each.output) in found.terciles
        }
    return made


def _estimate(share: Estimate) -> dict[str, float | None]:
    return {"value": _finite(share.value), "error": _finite(share.error)}


def _finite(value: float) -> float | None:
    """A plain float; None, which JSON calls null, for infinity and NaN."""
    return float(value) if math.isfinite(value) else None
