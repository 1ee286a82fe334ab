"""Laws of stats_arrays 4.0, which Brightway has by number: what each is in a scenario."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

from ...simulate.files.sheet import Cell, SheetRow
from ...simulate.problems import InvalidInput

Law = dict[str, Any]

_NAMES = {
    0: "undefined",
    1: "none",
    2: "lognormal",
    3: "normal",
    4: "uniform",
    5: "triangular",
    6: "Bernoulli",
    7: "discrete uniform",
    8: "Weibull",
    9: "gamma",
    10: "beta",
    11: "generalized extreme value",
    12: "Student's t",
    13: "PERT",
}
_MIRRORED = (2, 8, 9)
#: Laws whose minimum and maximum are their own, and not ends to truncate at.
_BOUNDED = (4, 5, 7, 10, 13)
_CONSTANT = (0, 1)
_TRUE, _FALSE = ("true", "1", "1.0"), ("", "false", "0", "0.0", "nan")
#: The most values of a discrete uniform law.
_MOST_VALUES = 1000


def law_of_row(row: SheetRow, columns: Mapping[str, str]) -> tuple[Law, float, str]:
    """The law keys of a row, its sign, -1 if the law is mirrored, and what the law is called.

    `columns` names the row's column of each parameter. Raises InvalidInput, at its cell, for a law that a scenario
    does not have and for parameters that are missing.
    """
    reading = _Row(row, columns)
    kind = reading.kind()
    if kind in _CONSTANT:
        return {}, 1.0, _NAMES[kind]
    law = _LAWS[kind](reading) if kind in _LAWS else reading.refuse("uncertainty_type", "a scenario has no such law")
    sign = -1.0 if reading.is_negative() and kind in _MIRRORED else 1.0
    return law | reading.truncation(kind, sign), sign, _NAMES[kind]


class _Row:
    """The parameters of one row."""

    def __init__(self, row: SheetRow, columns: Mapping[str, str]) -> None:
        self._row, self._columns = row, columns

    def cell(self, name: str) -> Cell:
        return self._row[self._columns.get(name, name)]

    def kind(self) -> int:
        cell = self.cell("uncertainty_type")
        if cell.value is None:
            return 0
        number = cell.number()
        if number not in _NAMES:
            self.refuse("uncertainty_type", f"must be a number from 0 to {max(_NAMES)}")
        return int(number)

    def get(self, name: str) -> float | None:
        """A parameter; None if its cell is empty or NaN."""
        cell = self.cell(name)
        return None if cell.text.lower() in ("", "nan") else cell.number()

    def need(self, name: str) -> float:
        value = self.get(name)
        return self.refuse(name, f"is empty, and a {_NAMES[self.kind()]} law needs it") if value is None else value

    def positive(self, name: str) -> float:
        value = self.need(name)
        return value if value > 0 else self.refuse(name, "must be above 0")

    def exponential(self, name: str) -> float:
        """The number whose natural logarithm a parameter is."""
        try:
            return math.exp(self.need(name))
        except OverflowError:
            self.refuse(name, "is the logarithm of a number that is too large")
            raise

    def is_negative(self) -> bool:
        text = self.cell("negative").text.lower()
        if text not in (*_TRUE, *_FALSE):
            self.refuse("negative", "must be true or false")
        return text in _TRUE

    def without_offset(self) -> None:
        """Refuse an offset from the origin."""
        if self.get("loc"):
            self.refuse("loc", f"is an offset, which a {_NAMES[self.kind()]} law of a scenario has not")

    def truncation(self, kind: int, sign: float) -> Law:
        low, high = self.get("minimum"), self.get("maximum")
        if kind in _BOUNDED or kind == 6 or (low is None and high is None):
            return {}
        if sign < 0:
            self.refuse("negative", "is true beside a minimum or maximum, which may be meant before or after mirroring")
        return {"truncate": [low, high]}

    def refuse(self, name: str, rule: str) -> Any:
        cell = self.cell(name)
        got = f", got {cell.text!r}" if cell.value is not None and not rule.startswith("is empty") else ""
        raise InvalidInput([cell.problem(f"{rule}{got}")])


def _discrete_uniform(row: _Row) -> Law:
    """Whole numbers from the minimum, 0 if there is none, to below the maximum, which is never drawn."""
    low, high = row.get("minimum") or 0.0, row.need("maximum")
    count = int(high) - int(low)
    if not 0 < count <= _MOST_VALUES or low % 1 or high % 1:
        row.refuse("maximum", f"must be a whole number above the minimum, by {_MOST_VALUES} at most")
    return {"discrete": {int(low) + index: 1 / count for index in range(count)}}


def _bernoulli(row: _Row) -> Law:
    share = row.need("loc")
    if not 0 < share < 1:
        row.refuse("loc", "must be between 0 and 1")
    return {"discrete": {0: 1 - share, 1: share}}


def _beta(row: _Row) -> Law:
    low, high = row.get("minimum"), row.get("maximum")
    ends = {"low": 0.0 if low is None else low, "high": 1.0 if high is None else high}
    return {"beta": {"alpha": row.positive("loc"), "beta": row.positive("shape"), **ends}}


def _weibull(row: _Row) -> Law:
    row.without_offset()
    return {"weibull": {"shape": row.positive("shape"), "scale": row.positive("scale")}}


def _gamma(row: _Row) -> Law:
    row.without_offset()
    return {"gamma": {"shape": row.positive("shape"), "scale": row.positive("scale")}}


def _student(row: _Row) -> Law:
    location, scale = row.get("loc") or 0.0, row.get("scale")
    return {"student_t": {"df": row.positive("shape"), "location": location, "scale": 1.0 if scale is None else scale}}


def _pert(row: _Row) -> Law:
    if row.get("scale") not in (None, 4.0) or row.get("shape") not in (None, 4.0):
        row.refuse("shape", "is the lambda of a PERT law, which is 4 in a scenario")
    return {"pert": [row.need("minimum"), row.need("loc"), row.need("maximum")]}


def _lognormal(row: _Row) -> Law:
    """By the mean and the standard deviation of the logarithm."""
    row.positive("scale")
    return {"lognormal": {"median": row.exponential("loc"), "gsd": row.exponential("scale")}}


_LAWS = {
    2: _lognormal,
    3: lambda row: {"normal": {"mean": row.need("loc"), "sd": row.positive("scale")}},
    4: lambda row: {"uniform": [row.get("minimum") or 0.0, row.need("maximum")]},
    5: lambda row: {"triangular": [row.need("minimum"), row.need("loc"), row.need("maximum")]},
    6: _bernoulli,
    7: _discrete_uniform,
    8: _weibull,
    9: _gamma,
    10: _beta,
    12: _student,
    13: _pert,
}
