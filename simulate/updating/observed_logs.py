"""A log of a meter as a measurement: its mean or total for the functional unit, and the standard error of that.

Readings of a meter are a sample of what is asked about: the standard error of their mean follows from how they scatter
and resemble each other, and the limit of the meter's own error is added in quadrature (JCGM 100:2008, 4.3.7 and 5.1.2),
with the degrees of freedom of both together (G.4.1).
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

import numpy as np
from pydantic import Field

from .. import units
from ..answer.subject import subject
from ..files import yaml
from ..files.document import Document
from ..grammar.diagnostics import Diagnostics
from ..grammar.entry import Entry, Number
from ..grammar.timed_entries import LogEntry
from ..grammar.validation import read_structure
from ..problems import InvalidInput, did_you_mean
from ..reader.inputs.logs import LogData, LogFileReader
from ..reader.quantity import read_quantity
from ..reader.readings.correlated_mean import correlated_mean
from ..reader.readings.log_total import FEWEST
from ..scenario.scenario import Scenario
from ..units import Unit

_TIME: Final = units.unit("s")
#: What an entry looks like, for messages.
EXAMPLE: Final = "{log: {csv: power.csv, time: timestamp, column: power, unit: W, meter: 2 %}}"


#: With fewer amounts, how they resemble their neighbours cannot be told.
_TELLING: Final = 9 * FEWEST


class ObservedEntry(Entry):
    """A log, as an input may have one, and the amounts of the functional unit that it, or each amount of it, is for."""

    log: LogEntry
    per: dict[str, Number] = Field(default_factory=dict)


@dataclass(frozen=True)
class LogMeasurement:
    """What a log measured, in base units: a `value`, its standard `error` and the degrees of freedom of that.

    `source` says what it was read from.
    """

    value: float
    error: float
    freedom: float
    source: str
    warnings: tuple[str, ...] = ()

    def scaled(self, factor: float) -> LogMeasurement:
        """The same for `factor` times as much."""
        return replace(self, value=factor * self.value, error=factor * self.error)


def measured_log(scenario: Scenario, name: str, text: str, expected: Unit) -> LogMeasurement:
    """What the log of an entry `text` measured of the output or input `name`, whose dimension is that of `expected`.

    Files are in the working folder, or among the shipped ones. An output is for the functional unit of the scenario.
    Without one, what accumulates is the total of the log. For a functional unit of time, it is the total in proportion
    to the time that the log covers; any other must be stated as `per`. Where each row is an amount, it is the mean of
    the rows, each for the functional unit or for `per`.

    Raises InvalidInput with every problem of the entry and its file, and for a log that is an input's already.
    """
    entry, diagnostics = _entry(text)
    data = LogFileReader(entry.log, "", expected, Path(), diagnostics, ("log",)).read()
    given = _amounts(scenario, entry.per, diagnostics)
    diagnostics.stop_if_any()
    if data is None:
        raise AssertionError("a log that cannot be read has a problem")
    _refuse_known(scenario, data.found.what, entry.log.csv)
    found = _measurement(data, entry.log.csv, tuple(each.message for each in diagnostics.warnings))
    unit_of = {} if name in scenario.inputs else subject(scenario).per_of(name)
    if data.found.is_mean or not unit_of:
        if given:
            raise InvalidInput(f"per: {'a mean' if data.found.is_mean else name} is for no functional unit; omit it")
        return found
    if not scenario.per:
        part = " and ".join(unit_of.values())
        raise InvalidInput(
            f"{name} is for {part}, as its part alone is; give the mean of the log for that, as a quantity"
        )
    scales = {each: units.quantity(amount, None)[0] for each, amount in unit_of.items()}
    if data.found.amounts:
        found = _mean_of(data, found)
        return found.scaled(math.prod(scales[each] / given.get(each, scales[each]) for each in scales))
    durations = {each for each in scales if units.compatible(scenario.inputs[each].unit, _TIME)}
    covered = {each: data.found.covered for each in durations if len(durations) == 1}
    known = {**covered, **given}
    if missing := next((each for each in scales if each not in known), ""):
        rule = f"per is missing: {name} is for {' and '.join(unit_of.values())}, and the log covers other amounts of it"
        example = ", ".join(f"{each}: 1000" for each in scales if each not in covered) or f"{missing}: 3 day"
        raise InvalidInput(f"{rule}; say which, such as `per: {{{example}}}`")
    return found.scaled(math.prod(scales[each] / known[each] for each in scales))


def _entry(text: str) -> tuple[ObservedEntry, Diagnostics]:
    try:
        data = yaml.parse_value(text, file="")
    except InvalidInput as error:
        raise InvalidInput([replace(each, field="", line=0, column=0) for each in error.problems]) from None
    if not isinstance(data, dict) or "log" not in data:
        raise InvalidInput(f"must be a quantity, or a log such as {EXAMPLE}")
    diagnostics = Diagnostics(Document(data))
    entry = read_structure(diagnostics, ObservedEntry)
    diagnostics.stop_if_any()
    return entry, diagnostics


def _refuse_known(scenario: Scenario, what: str, file: str) -> None:
    """Raise InvalidInput if the law of an input is from the same rows, which would count twice."""
    for each in scenario.inputs.values():
        law, _, rest = each.stated.partition(", ")
        is_same_file = law.startswith("log: ") and Path(file).name in {Path(part).name for part in _files(each.stated)}
        if is_same_file and rest.endswith(what):
            rule = f"{file} is the log of the input {each.name} already, and would count twice"
            raise InvalidInput(f"{rule}; give {each.name} the law of before the log with --set, or observe another log")


def _files(stated: str) -> list[str]:
    """What may be the file in the law of a log as an input states it: ``log: job, power.csv, mean 5 W, ...``."""
    return stated.removeprefix("log: ").split(", ")[:2]


def _amounts(scenario: Scenario, stated: Mapping[str, Any], diagnostics: Diagnostics) -> dict[str, float]:
    """The amounts of `per` in base units; a bare number has the unit of the input."""
    found = {}
    for name, value in stated.items():
        if name not in scenario.per:
            rule = f"is no part of the functional unit; {did_you_mean(name, scenario.per)}"
            diagnostics.problem(("per", name), rule if scenario.per else "the scenario has no functional unit; omit it")
            continue
        unit = scenario.inputs[name].unit
        read = read_quantity(value, ("per", name), diagnostics, expected=unit, bare=unit)
        if read and not read[0] > 0:
            diagnostics.problem(("per", name), f"must be above 0, got {value}")
        elif read:
            found[name] = read[0]
    return found


def _measurement(data: LogData, file: str, warnings: tuple[str, ...]) -> LogMeasurement:
    found = data.found
    error, freedom = _with_meter(found.error, found.freedom, data.limit)
    return LogMeasurement(found.value, error, freedom, f"{file}, {found.what}", warnings)


def _mean_of(data: LogData, total: LogMeasurement) -> LogMeasurement:
    """The mean of amounts, each for the functional unit, in the place of their `total`."""
    amounts = np.array(data.found.amounts)
    count = len(amounts)
    file = total.source.partition(",")[0]
    mean = correlated_mean(np.arange(count, dtype=float), amounts)
    spread, freedom = mean.error, mean.freedom
    if count < _TELLING:  # the mean of independent ones (JCGM 100:2008, 4.2.3)
        spread, freedom = mean.spread / math.sqrt(count), count - 1.0
    elif mean.error and freedom < FEWEST:
        rule = f"the amounts of {file} are too like their neighbours to tell how well their mean is known"
        raise InvalidInput(f"{rule}; give more rows, or the mean with its error")
    error, freedom = _with_meter(spread, freedom, data.limit / count)
    source = f"{file}, {'1 amount' if count == 1 else f'mean of {count:,} amounts'}"
    return LogMeasurement(mean.mean, error, freedom, source, total.warnings)


def _with_meter(error: float, freedom: float, limit: float) -> tuple[float, float]:
    """A standard error and its degrees of freedom, with the meter's own error added, which lies within ± `limit`."""
    combined = math.hypot(error, limit / math.sqrt(3))
    return combined, freedom * (combined / error) ** 4 if error else math.inf
