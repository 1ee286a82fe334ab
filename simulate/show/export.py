"""The answer for programs: one JSON object, or a tidy CSV with a row a number.

Values are in each output's own unit and written so that reading them gives the same bits.
"""

from __future__ import annotations

import csv
import io
import json
import math
from collections.abc import Iterator
from typing import Any

from ..answer.sample_size import nominal_percentile
from ..answer.summary import Comparison, Estimate, Interval, Record, Shortfall, Summary
from .labels import displayed
from .provenance import warnings

_COLUMNS = ("statistic", "probability", "level", "kind", "bound", "value", "error", "unit")
_NOWHERE = ("", "", "", "")


def as_json(summary: Summary) -> str:
    """The answer as a JSON object; its `outputs` are the same bytes whenever the run is the same."""
    return json.dumps(as_dict(summary), indent=2, allow_nan=False) + "\n"


def as_dict(summary: Summary) -> dict[str, Any]:
    """The JSON object as a dict; ``interrupted`` is there only where the run was, ``tolerance`` where it was missed."""
    outputs: dict[str, Any] = {}
    for record in summary.records:
        if record.coordinates:
            outputs.setdefault(record.output, []).append({"coordinates": dict(record.coordinates), **_record(record)})
        else:
            outputs[record.output] = _record(record)
    return {
        "scenario": summary.scenario.name,
        "hash": summary.hash,
        "samples": summary.samples,
        "seed": summary.seed,
        "design": summary.design,
        **({"interrupted": True} if summary.interrupted else {}),
        **({"tolerance": _missed(summary.shortfall)} if summary.shortfall else {}),
        "warnings": warnings(summary),
        "outputs": outputs,
        **({"comparisons": [_comparison(pair) for pair in summary.comparisons]} if summary.comparisons else {}),
    }


def _missed(shortfall: Shortfall) -> dict[str, Any]:
    return {"asked": shortfall.asked, "reached": _finite(shortfall.reached), "samples_needed": shortfall.needed}


def _comparison(pair: Comparison) -> dict[str, Any]:
    probability = {"value": pair.probability.value, "error": pair.probability.error}
    coordinates = {"first": dict(pair.first), "second": dict(pair.second)}
    draws = {"shared": list(pair.shared), "apart": list(pair.apart)}
    return {"output": pair.output, **coordinates, "probability": probability, **draws}


def as_csv(summary: Summary) -> str:
    """The answer as CSV: a row for each output, coordinate and statistic, with its value, error and unit.

    What does not apply to a statistic, and the error of what has none, is empty.
    """
    axes = list(summary.records[0].coordinates)
    held = io.StringIO()
    table = csv.writer(held, lineterminator="\n")
    table.writerow(["output", *axes, *_COLUMNS])
    for record in summary.records:
        place = [record.output, *(record.coordinates[axis] for axis in axes)]
        table.writerows([*place, *row] for row in _rows(record))
    return held.getvalue()


def _record(record: Record) -> dict[str, Any]:
    """One output at one coordinate, in the order in which people ask."""
    unit, place = record.unit, nominal_percentile(record)
    return {
        "unit": unit.text,
        "nominal": _finite(unit.from_base(record.nominal)),
        "nominal_percentile": _finite(100 * place.value) if place else None,
        "median": _estimate(record, record.quantiles[0.5]),
        "mean": _estimate(record, record.mean),
        "sd": _estimate(record, record.sd),
        **({"without_moments": record.without_moments} if record.lacking else {}),
        "intervals": [_interval(record, interval) for interval in record.intervals],
        "quantiles": [
            {"probability": probability, **(_estimate(record, quantile) or {})}
            for probability, quantile in sorted(record.quantiles.items())
        ],
    }


def _interval(record: Record, interval: Interval) -> dict[str, Any]:
    ends = {"low": _estimate(record, interval.low), "high": _estimate(record, interval.high)}
    return {"level": interval.level, "kind": interval.kind, **ends}


def _estimate(record: Record, estimate: Estimate | None) -> dict[str, float | None] | None:
    if estimate is None:
        return None
    shown = displayed(estimate, record.unit)
    return {"value": _finite(shown.value), "error": _finite(shown.error)}


def _finite(value: float) -> float | None:
    """A plain float; None, which JSON calls null, for what JSON cannot hold."""
    return float(value) if math.isfinite(value) else None


def _rows(record: Record) -> Iterator[tuple[str, ...]]:
    """Each number of a record, as the columns have it."""
    yield _row(record, "nominal", record.nominal)
    if place := nominal_percentile(record):
        rank, doubt = 100.0 * float(place.value), 100.0 * float(place.error)
        yield "nominal percentile", *_NOWHERE, _text(rank), _text(doubt), "%"
    yield _row(record, "median", record.quantiles[0.5])
    for statistic, estimate in (("mean", record.mean), ("sd", record.sd)):
        if estimate is not None:
            yield _row(record, statistic, estimate)
    yield _row(record, "minimum", record.minimum)
    yield _row(record, "maximum", record.maximum)
    for each in record.intervals:
        for bound, end in (("low", each.low), ("high", each.high)):
            yield _row(record, "interval", end, place=("", repr(each.level), each.kind, bound))
    for probability, quantile in sorted(record.quantiles.items()):
        yield _row(record, "quantile", quantile, place=(repr(probability), "", "", ""))


def _row(
    record: Record, statistic: str, number: Estimate | float, *, place: tuple[str, str, str, str] = _NOWHERE
) -> tuple[str, ...]:
    shown = displayed(number if isinstance(number, Estimate) else Estimate(number, math.nan), record.unit)
    return statistic, *place, _text(shown.value), _text(shown.error), record.unit.text


def _text(value: float) -> str:
    """A number that reads as the same bits; empty for one that does not exist."""
    return repr(float(value)) if math.isfinite(value) else ""
