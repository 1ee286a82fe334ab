"""What inputs explain, for programs: one JSON object, or a tidy CSV with a row a number.

Shares run from 0 to 1; quantiles, medians and swings are in the output's unit.
"""

from __future__ import annotations

import csv
import io
import math
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from ...answer.statistics.marginal import Estimate
from ...sensitivity.analysis import QUANTILES, Sensitivity
from ...sensitivity.conditional import DUMMY
from ...sensitivity.pick_freeze import Names
from ...sensitivity.sobol import Index, OutputIndices
from ...sensitivity.swings import ENDS
from ..exact_numbers import estimate, finite, text

_TERCILES = ("low", "middle", "high")
_COLUMNS = ("statistic", "inputs", "other", "at", "value", "error", "unit")
#: What stands for the input that no model reads.
BIAS = "bias"


def as_dict(found: Sensitivity) -> dict[str, Any]:
    """The JSON object."""
    outputs: dict[str, list[Any]] = {}
    for each in found.outputs:
        outputs.setdefault(each.output, []).append(_output(found, each))
    return {
        "scenario": found.subject.name,
        "hash": found.hash,
        "samples": found.samples,
        "seed": found.seed,
        "design": found.design,
        "outputs": outputs,
        **({"shapley": _effects(found)} if found.effects else {}),
        "given_data": _given_data(found),
        "tornado": [_swing(found, each) for each in found.swings],
        **({"axes": [_axis(found, each) for each in found.axes]} if found.axes else {}),
        **({"screening": _screening(found)} if found.screening else {}),
        "warnings": list(found.warnings),
    }


def _output(found: Sensitivity, each: OutputIndices) -> dict[str, Any]:
    first = found.outputs[0].coordinates
    return {
        "coordinates": dict(each.coordinates),
        "unit": found.units[each.output].text,
        "scale": each.scale.scale,
        "scale_reason": each.scale.reason,
        "variance": each.variance,
        "inputs": [
            {**_index(index), **(_terciles(found, each.output, index.inputs) if each.coordinates == first else {})}
            for index in each.indices
        ],
        "interactions": estimate(each.interactions),
        **({"pairs": [_pair(pair.inputs, pair.share) for pair in each.pairs]} if each.pairs else {}),
        **({"closed": [_index(index) for index in each.closed]} if each.closed else {}),
    }


def _index(index: Index) -> dict[str, Any]:
    return {"inputs": list(index.inputs), "first": estimate(index.first), "total": estimate(index.total)}


def _pair(inputs: tuple[Names, Names], share: Estimate) -> dict[str, Any]:
    return {"inputs": [list(names) for names in inputs], "second_order": estimate(share)}


def _terciles(found: Sensitivity, output: str, names: Names) -> dict[str, Any]:
    """Quantiles in the low, middle and high tercile of each input of a group."""
    unit = found.units[output]
    made = {
        name: [
            {f"p{100 * p:g}": finite(unit.from_base(value)) for p, value in zip(QUANTILES, third, strict=True)}
            for third in (terciles.low, terciles.middle, terciles.high)
        ]
        for name in names
        if (terciles := found.terciles.get((name, output)))
    }
    return {"terciles": made}


def _effects(found: Sensitivity) -> dict[str, Any]:
    return {
        each.output: {
            "coordinates": dict(each.coordinates),
            "scale": each.scale.scale,
            "orders": each.orders or None,
            "inputs": [
                {
                    "inputs": list(effect.inputs),
                    "shapley": estimate(effect.shapley),
                    "first": estimate(effect.first),
                    "total": estimate(effect.total),
                }
                for effect in each.effects
            ],
        }
        for each in found.effects
    }


def _given_data(found: Sensitivity) -> dict[str, Any]:
    made: dict[str, Any] = {}
    for (name, output), each in found.given_data.items():
        measures = {"delta": estimate(each.delta), "pawn": estimate(each.pawn)}
        made.setdefault(output, {})[BIAS if name == DUMMY else name] = measures
    return made


def _swing(found: Sensitivity, each: Any) -> dict[str, Any]:
    unit, given = found.units[each.output], found.inputs[each.inputs[0]]
    return {
        "inputs": list(each.inputs),
        "output": each.output,
        "input_unit": given.unit.text,
        "values": [finite(given.unit.from_base(value)) for value in each.values],
        "unit": unit.text,
        "nominal": [finite(unit.from_base(value)) for value in each.nominal],
        "median": [estimate(median.in_unit(unit)) for median in each.median],
    }


def _axis(found: Sensitivity, each: Any) -> dict[str, Any]:
    unit = found.units[each.output]
    return {
        "axis": each.axis,
        "kind": each.kind,
        "output": each.output,
        "unit": unit.text,
        "low": {"option": each.low_at, "median": finite(unit.from_base(each.low))},
        "high": {"option": each.high_at, "median": finite(unit.from_base(each.high))},
        "share_of_width": estimate(each.share),
        "scale": "log" if each.is_log else "value",
    }


def _screening(found: Sensitivity) -> dict[str, Any]:
    if found.screening is None:
        return {}
    return {
        "points": found.screening.points,
        "leading": [list(names) for names in found.screening.leading],
        "others": list(found.screening.others),
        "changes": [
            {"inputs": list(each.inputs), "output": each.output, "change": estimate(each.change)}
            for each in found.screening.changes
        ],
    }


def as_csv(found: Sensitivity) -> str:
    """The CSV: a row for each output, coordinate, statistic and set of inputs; what does not apply is empty.

    `inputs` are joined by commas. `other` is the second set of a pair, and the tercile, the other inputs' values or the
    option that a row is about; `at` is a probability.
    """
    axes = list(found.outputs[0].coordinates)
    held = io.StringIO()
    table = csv.writer(held, lineterminator="\n")
    table.writerow(["output", *axes, *_COLUMNS])
    first = found.outputs[0].coordinates
    for each in found.outputs:
        table.writerows(_line(each.output, each.coordinates, row) for row in _of_output(each))
    for output, row in _of_first(found):
        table.writerows([_line(output, first, row)])
    for effect in found.axes:
        low, high = (found.units[effect.output].from_base(value) for value in (effect.low, effect.high))
        unit = found.units[effect.output].text
        around = dict.fromkeys(axes, "")
        rows = [
            ("axis_share", effect.axis, "", "", effect.share.value, effect.share.error, ""),
            ("axis_low", effect.axis, effect.low_at, 0.5, low, math.nan, unit),
            ("axis_high", effect.axis, effect.high_at, 0.5, high, math.nan, unit),
        ]
        table.writerows(_line(effect.output, around, row) for row in rows)
    return held.getvalue()


def _line(output: str, coordinates: Mapping[str, str], row: Sequence[Any]) -> list[str]:
    return [output, *coordinates.values(), *(each if isinstance(each, str) else text(each) for each in row)]


def _of_output(each: OutputIndices) -> Iterator[tuple[Any, ...]]:
    """The indices of an output at a coordinate."""
    for prefix, found in (("", each.indices), ("closed_", each.closed)):
        for index in found:
            for name, share in (("first", index.first), ("total", index.total)):
                yield prefix + name, ", ".join(index.inputs), "", "", share.value, share.error, ""
    for pair in each.pairs:
        one, other = (", ".join(names) for names in pair.inputs)
        yield "second_order", one, other, "", pair.share.value, pair.share.error, ""
    if each.indices:
        yield "interactions", "", "", "", each.interactions.value, each.interactions.error, ""


def _of_first(found: Sensitivity) -> Iterator[tuple[str, tuple[Any, ...]]]:
    """What is known at the first coordinate alone, each with its output."""
    yield from _effect_rows(found)
    yield from _given_data_rows(found)
    yield from _tercile_rows(found)
    yield from _swing_rows(found)


def _effect_rows(found: Sensitivity) -> Iterator[tuple[str, tuple[Any, ...]]]:
    for each in found.effects:
        for effect in each.effects:
            for name in ("shapley", "first", "total"):
                share = getattr(effect, name)
                statistic = name if name == "shapley" else f"shapley_{name}"
                yield each.output, (statistic, ", ".join(effect.inputs), "", "", share.value, share.error, "")


def _given_data_rows(found: Sensitivity) -> Iterator[tuple[str, tuple[Any, ...]]]:
    for (name, output), measures in found.given_data.items():
        for kind in ("delta", "pawn"):
            share = getattr(measures, kind)
            yield output, (kind, BIAS if name == DUMMY else name, "", "", share.value, share.error, "")


def _tercile_rows(found: Sensitivity) -> Iterator[tuple[str, tuple[Any, ...]]]:
    for (name, output), terciles in found.terciles.items():
        unit = found.units[output]
        for tercile in _TERCILES:
            for p, value in zip(QUANTILES, getattr(terciles, tercile), strict=True):
                yield output, ("tercile", name, tercile, p, unit.from_base(value), math.nan, unit.text)


def _swing_rows(found: Sensitivity) -> Iterator[tuple[str, tuple[Any, ...]]]:
    for swing in found.swings:
        unit, names = found.units[swing.output], ", ".join(swing.inputs)
        for end, nominal, median in zip(ENDS, swing.nominal, swing.median, strict=True):
            shown = median.in_unit(unit)
            yield swing.output, ("swing", names, "nominal", end, unit.from_base(nominal), math.nan, unit.text)
            yield swing.output, ("swing", names, "random", end, shown.value, shown.error, unit.text)
