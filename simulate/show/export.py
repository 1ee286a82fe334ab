"""The answer for programs: one JSON object, or a tidy table with a row a number, as CSV or as a workbook.

Values are in each output's own unit and written so that reading them gives the same bits.
"""

from __future__ import annotations

import csv
import io
import json
import math
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from ..answer.answer import Answer, BudgetVerdict, Comparison, Exceedance, Shortfall
from ..answer.enough_samples import nominal_percentile
from ..answer.statistics.marginal import Estimate, Interval, Marginal
from .exact_numbers import estimate, finite, text, texts
from .output_files import replacing

_COLUMNS = ("statistic", "probability", "level", "kind", "bound", "value", "error", "unit")
#: The columns of numbers, beside those of swept inputs.
_NUMBERS = ("probability", "level", "value", "error")
_EMPTY = ("", "", "", "")


def as_json(answer: Answer) -> str:
    """The answer as a JSON object; its `outputs` are the same bytes whenever the run is the same."""
    return json.dumps(as_dict(answer), indent=2, allow_nan=False) + "\n"


def as_dict(answer: Answer) -> dict[str, Any]:
    """The JSON object as a dict; ``interrupted`` and ``tolerance`` are present only if the run was, or missed it."""
    outputs: dict[str, Any] = {}
    for marginal in answer.in_units().marginals:
        if marginal.coordinates:
            outputs.setdefault(marginal.output, []).append(
                {
                    "coordinates": _coordinates(answer, marginal),
                    **_marginal(marginal),
                    **_elasticities(answer, marginal),
                }
            )
        else:
            outputs[marginal.output] = _marginal(marginal)
    return {
        "scenario": answer.subject.name,
        "hash": answer.hash,
        "samples": answer.samples,
        "seed": answer.seed,
        "design": answer.design,
        **({"interrupted": True} if answer.interrupted else {}),
        **({"tolerance": _missed(answer.shortfall)} if answer.shortfall else {}),
        "warnings": list(answer.warnings),
        **({"sweep": _sweep(answer)} if answer.subject.scales else {}),
        "outputs": outputs,
        **({"probabilities": [_exceedance(each) for each in answer.exceedances]} if answer.exceedances else {}),
        **({"budgets": [_budget(each) for each in answer.budgets]} if answer.budgets else {}),
        **({"comparisons": [_comparison(pair) for pair in answer.comparisons]} if answer.comparisons else {}),
    }


def _sweep(answer: Answer) -> dict[str, Any]:
    """The values of each swept input and their unit."""
    return {
        axis: {"unit": scale.unit, "values": list(scale.numbers.values())}
        for axis, scale in answer.subject.scales.items()
    }


def _coordinates(answer: Answer, marginal: Marginal) -> dict[str, str | float]:
    """The option on each axis, and the number on a swept one."""
    scales = answer.subject.scales
    return {
        axis: scales[axis].numbers[label] if axis in scales else label for axis, label in marginal.coordinates.items()
    }


def _elasticities(answer: Answer, marginal: Marginal) -> dict[str, Any]:
    """The slope d log(median) / d log(input) for each swept input; empty without any."""
    found = {axis: _estimate(answer.elasticity(marginal, axis)) for axis in answer.subject.scales}
    return {"elasticities": found} if found else {}


def _missed(shortfall: Shortfall) -> dict[str, Any]:
    return {"asked": shortfall.asked, "reached": finite(shortfall.reached), "samples_needed": shortfall.needed}


def _exceedance(found: Exceedance) -> dict[str, Any]:
    probability = {"value": found.probability.value, "error": found.probability.error}
    return {"event": str(found.event), "coordinates": dict(found.coordinates), "probability": probability}


def _budget(found: BudgetVerdict) -> dict[str, Any]:
    probability = {"value": found.probability.value, "error": found.probability.error}
    return {
        "event": str(found.event),
        "coordinates": dict(found.coordinates),
        "probability": probability,
        "confidence": found.confidence,
        "met": found.met,
        "within_error": found.within_error,
    }


def _comparison(pair: Comparison) -> dict[str, Any]:
    probability = {"value": pair.probability.value, "error": pair.probability.error}
    coordinates = {"first": dict(pair.first), "second": dict(pair.second)}
    draws = {"shared": list(pair.shared), "apart": list(pair.apart)}
    return {"output": pair.output, **coordinates, "probability": probability, **draws}


def as_csv(answer: Answer) -> str:
    """The answer as CSV: a row for each output, coordinate and statistic, with its value, error and unit.

    Columns that do not apply to a statistic, and errors that do not exist, are empty.
    """
    held = io.StringIO()
    written = csv.writer(held, lineterminator="\n")
    written.writerows(tidy(answer))
    return held.getvalue()


def tidy(answer: Answer) -> Iterator[list[str]]:
    """The rows of `as_csv`, the names of the columns first; numbers read as the same bits."""
    axes = list(answer.marginals[0].coordinates)
    heads = (each for axis in axes for each in ([axis, f"{axis}_unit"] if axis in answer.subject.scales else [axis]))
    yield ["output", *heads, *_COLUMNS]
    for marginal in answer.in_units().marginals:
        key = [marginal.output, *_cells(answer, marginal.coordinates, axes)]
        yield from ([*key, *row] for row in (*_rows(marginal), *_elasticity_rows(answer, marginal)))
    for each in answer.exceedances:
        key = [each.event.output, *_cells(answer, each.coordinates, axes)]
        yield [*key, f"P({each.event})", *_EMPTY, *texts(each.probability), "1"]


def write_xlsx(answer: Answer, path: Path) -> None:
    """Write the table of `as_csv` as a workbook at `path`, numbers as numbers; InvalidInput if it cannot be written."""
    from ..files.workbook import write_workbook

    heads, *rows = tidy(answer)
    numbers = {*_NUMBERS, *answer.subject.scales}
    found = [[_typed(text, head in numbers) for head, text in zip(heads, row, strict=True)] for row in rows]
    with replacing(path) as beside:
        write_workbook(beside, [heads, *found], tab="answer")


def _typed(text: str, is_number: bool) -> str | float | None:  # noqa: FBT001 - a column's kind
    return (float(text) if is_number else text) if text else None


def _cells(answer: Answer, coordinates: Mapping[str, str], axes: Sequence[str]) -> Iterator[str]:
    """The option on each axis; of a swept one the number, and its unit in a column of its own."""
    for axis in axes:
        scale, label = answer.subject.scales.get(axis), coordinates.get(axis, "")
        yield from [text(scale.numbers[label]) if label else "", scale.unit] if scale else [label]


def _elasticity_rows(answer: Answer, marginal: Marginal) -> Iterator[tuple[str, ...]]:
    for axis in answer.subject.scales:
        if found := answer.elasticity(marginal, axis):
            yield f"elasticity to {axis}", *_EMPTY, *texts(found), "1"


def _marginal(marginal: Marginal) -> dict[str, Any]:
    """One output at one coordinate, the most important numbers first."""
    percentile = nominal_percentile(marginal)
    return {
        "unit": marginal.unit.text,
        "nominal": finite(marginal.nominal),
        "nominal_percentile": finite(100 * percentile.value) if percentile else None,
        "median": _estimate(marginal.median),
        "mean": _estimate(marginal.mean),
        "sd": _estimate(marginal.sd),
        **({"without_moments": marginal.without_moments} if marginal.lacking else {}),
        "intervals": [_interval(interval) for interval in marginal.intervals],
        "quantiles": [
            {"probability": probability, **(_estimate(quantile) or {})}
            for probability, quantile in sorted(marginal.quantiles.items())
        ],
    }


def _interval(interval: Interval) -> dict[str, Any]:
    ends = {"low": _estimate(interval.low), "high": _estimate(interval.high)}
    return {"level": interval.level, "kind": interval.kind, **ends}


def _estimate(found: Estimate | None) -> dict[str, float | None] | None:
    return estimate(found) if found else None


def _rows(marginal: Marginal) -> Iterator[tuple[str, ...]]:
    """The rows of a marginal, without its key."""
    yield _row(marginal, "nominal", marginal.nominal)
    if percentile := nominal_percentile(marginal):
        yield "nominal percentile", *_EMPTY, *(text(100.0 * x) for x in (percentile.value, percentile.error)), "%"
    yield _row(marginal, "median", marginal.median)
    for statistic, moment in (("mean", marginal.mean), ("sd", marginal.sd)):
        if moment is not None:
            yield _row(marginal, statistic, moment)
    yield _row(marginal, "minimum", marginal.minimum)
    yield _row(marginal, "maximum", marginal.maximum)
    for each in marginal.intervals:
        for bound, end in (("low", each.low), ("high", each.high)):
            yield _row(marginal, "interval", end, columns=("", repr(each.level), each.kind, bound))
    for probability, quantile in sorted(marginal.quantiles.items()):
        yield _row(marginal, "quantile", quantile, columns=(repr(probability), "", "", ""))


def _row(
    marginal: Marginal, statistic: str, number: Estimate | float, *, columns: tuple[str, str, str, str] = _EMPTY
) -> tuple[str, ...]:
    found = number if isinstance(number, Estimate) else Estimate(number, math.nan)
    return statistic, *columns, *texts(found), marginal.unit.text
