"""What measurements would buy, for people and programs: a sentence, a table, and JSON."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

from ...sensitivity.measure import Gain
from ...units import Unit, counted, readable
from ...units.number_format import significant
from ..columns import Columns
from ..digits import with_error

#: A narrowing below this share is none that a reader would notice.
_SLIGHT = 0.01
COLUMNS = ("input", "measured", "interval now", "expected", "narrower by")


def sentence(gains: Sequence[Gain], units: Mapping[str, Unit]) -> str:
    """What the best measurement buys: ``Measure users perfectly: the 90 % interval of emissions narrows from …``."""
    best = gains[0]
    if best.narrowing < _SLIGHT:
        return f"No single measurement narrows the 90 % interval of {best.output} by more than {100 * _SLIGHT:g} %."
    now, expected = (_width(best, width, units[best.output]) for width in (best.now, best.expected.value))
    return (
        f"Measure {best.input} {best.accuracy.stated}: the 90 % interval of {best.output} is expected to narrow from "
        f"{now} to {expected}. No other measurement does as much."
    )


def _width(gain: Gain, width: float, unit: Unit) -> str:
    """``a factor of 21`` on the logarithm, else the width in the output's unit."""
    if gain.is_log:
        return f"a factor of {significant(math.exp(width), 2)}"
    return counted(significant(unit.from_base(width), 2), readable(unit.text))


def table(gains: Sequence[Gain], units: Mapping[str, Unit]) -> Columns:
    """A row for each measurement, the one that narrows most first."""
    rows = [
        (
            gain.input,
            gain.accuracy.stated,
            _width(gain, gain.now, units[gain.output]),
            _width(gain, gain.expected.value, units[gain.output]),
            _narrowing(gain),
        )
        for gain in gains
    ]
    return Columns(COLUMNS, rows, frozenset({"narrower by"}), frozenset(COLUMNS[:1]))


def _narrowing(gain: Gain) -> str:
    """``23.1(2) %``; one within its error of none ``0 ± 0.2 %``."""
    error = gain.expected.error / gain.now if gain.now else 0.0
    if abs(gain.narrowing) <= 2 * error:
        return f"0 ± {significant(200 * error, 1)} %" if error else "0 %"
    return f"{with_error(100 * gain.narrowing, 100 * error)} %"


def as_dict(gains: Sequence[Gain]) -> list[dict[str, Any]]:
    """The JSON list; on the logarithm a width is the logarithm of the ratio of the interval's ends."""
    return [
        {
            "input": gain.input,
            "output": gain.output,
            "accuracy": gain.accuracy.stated,
            "scale": "log" if gain.is_log else "value",
            "width_now": gain.now,
            "width_expected": {"value": gain.expected.value, "error": gain.expected.error},
        }
        for gain in gains
    ]
