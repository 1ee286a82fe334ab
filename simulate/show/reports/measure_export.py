"""What measurements would buy, for programs: a JSON object, and a tidy CSV with a row a number."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from typing import Any

from ...sensitivity.measuring.decision import Decision
from ...sensitivity.measuring.expected_width import Widths
from ...sensitivity.measuring.measurements import Measurement, Measurements
from ...units import Unit
from ..exact_numbers import estimate, text, texts

_COLUMNS = ("measurement", "accuracy", "output", "statistic", "value", "error", "unit")


def as_dict(found: Measurements) -> dict[str, Any]:
    """The JSON object; on the logarithm a width is the logarithm of the ratio of the interval's ends."""
    return {
        "scenario": found.subject.name,
        "hash": found.hash,
        "samples": found.samples,
        "seed": found.seed,
        "coordinates": dict(found.labels),
        "warnings": list(found.warnings),
        "variability": list(found.variable),
        "measurements": [_measurement(found, each) for each in found.ranked(found.headline)],
        **({"decision": _decision(found.decision)} if found.decision else {}),
    }


def _measurement(found: Measurements, measurement: Measurement) -> dict[str, Any]:
    indirect = measurement.indirect or {}
    return {
        "inputs": list(measurement.names),
        "accuracy": [each.stated for each in measurement.accuracies],
        "outputs": {
            output: {
                "scale": scale(widths),
                "width_now": width_now(widths, found.units[output]),
                "width_unit": width_unit(widths, found.units[output]),
                "width_expected_over_now": estimate(widths.share),
                **({"through": list(indirect[output])} if output in indirect else {}),
            }
            for output, widths in measurement.widths.items()
        },
        **({"expected_loss": estimate(measurement.loss)} if measurement.loss else {}),
        **({"information_value": estimate(measurement.saving)} if measurement.saving else {}),
    }


def _decision(decided: Decision) -> dict[str, Any]:
    return {
        "budget": str(decided.event),
        "loss": decided.loss,
        "probability": estimate(decided.probability),
        "goes_ahead": decided.goes_ahead,
        "expected_loss": estimate(decided.now),
        "perfect_information": estimate(decided.now),
    }


def as_csv(found: Measurements) -> str:
    """A row for each number; what is known without a measurement has none, and errors that do not exist are empty."""
    held = io.StringIO()
    table = csv.writer(held, lineterminator="\n")
    table.writerow(_COLUMNS)
    table.writerows(_rows(found))
    return held.getvalue()


def _rows(found: Measurements) -> Iterator[tuple[str, ...]]:
    if found.measurements:
        for output, widths in found.measurements[0].widths.items():
            now = width_now(widths, found.units[output])
            statistic = f"width now ({scale(widths)})"
            yield "", "", output, statistic, text(now), "", width_unit(widths, found.units[output])
    if decided := found.decision:
        output = decided.event.output
        yield "", "", output, f"P({decided.event})", *texts(decided.probability), "1"
        yield "", "", output, "expected loss", *texts(decided.now), "1"
        yield "", "", output, "value of perfect information", *texts(decided.now), "1"
    for each in found.ranked(found.headline):
        accuracy = ", ".join(accuracy.stated for accuracy in each.accuracies)
        for output, widths in each.widths.items():
            yield each.name, accuracy, output, "expected width over width now", *texts(widths.share), "1"
        if decided and each.loss and each.saving:
            yield each.name, accuracy, decided.event.output, "expected loss", *texts(each.loss), "1"
            yield each.name, accuracy, decided.event.output, "value of information", *texts(each.saving), "1"


def scale(widths: Widths) -> str:
    """The scale on which a width is measured."""
    return "log" if widths.is_log else "value"


def width_now(widths: Widths, unit: Unit) -> float:
    """The width before any measurement, in `width_unit`."""
    return widths.now if widths.is_log else unit.from_base(widths.now)


def width_unit(widths: Widths, unit: Unit) -> str:
    """The unit of a width: none on the logarithm."""
    return "1" if widths.is_log else unit.text or "1"
