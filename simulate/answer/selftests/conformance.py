"""Shipped scenarios whose answers are known, run and held against the figures that are expected of them.

The scenarios and ``expected.csv`` lie in configs/conformance/. What a figure may be off by is its rounding, the
numerical tolerance its source states, and what chance does to this run and to the simulation that the figure is from.
"""

from __future__ import annotations

import csv
import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Literal, get_args

from ... import units
from ...reader.load import load
from ...scenario.scenario import Scenario
from ...shipped import library
from ..run import run_summary
from ..summary import Estimate, Kind, Record, Summary

Statistic = Literal["mean", "sd", "low", "high"]
Origin = Literal["published", "analytic", "simulated"]

#: What each kind of figure is, for readers.
ORIGINS: Mapping[Origin, str] = {
    "published": "printed in JCGM 101:2008 (GUM Supplement 1), clause 9",
    "analytic": "exact, from the laws themselves",
    "simulated": "another simulation of the same model, with 2e7 draws",
}
SAMPLES = 1_000_000
#: Standard errors a figure may be off by: of 60 right ones, one is further off than 4 once in 260 runs, than 5 once in
#: 29,000.
STANDARD_ERRORS = 5.0
_RATE = {"shortest": 1 / 3}  # Kim & Pollard (1990); everything else converges with the square root


@dataclass(frozen=True)
class Figure:
    """What is known of one number of an answer, at the coordinate `at` where the answer has several.

    `value` is as it was written: its digits say how it was rounded. `level` and `kind` are those of the interval whose
    end it is. `draws` is how many samples the figure is from (infinite: it is exact), `delta` the numerical tolerance
    that its source states (JCGM 101:2008, 7.9.2). Where the standard states none for an end point that it simulated,
    1e6 draws are assumed, the count that its clause 7.2 speaks of.
    """

    case: str
    at: str
    statistic: Statistic
    unit: str
    value: Decimal
    origin: Origin
    level: float = 0.0
    kind: Kind = "equal-tailed"
    draws: float = math.inf
    delta: float = 0.0

    def __post_init__(self) -> None:
        choices = ((self.statistic, Statistic), (self.kind, Kind), (self.origin, Origin))
        for value, kind in choices:
            if value not in get_args(kind):
                raise ValueError(f"must be one of {', '.join(get_args(kind))}, got {value!r}")

    @property
    def quantity(self) -> str:
        """What it is a figure of: ``mean``, ``high of 95 %``, ``high of 95 %, shortest``."""
        if not self.level:
            return self.statistic
        return f"{self.statistic} of {self.level * 100:g} %" + (f", {self.kind}" if self.kind == "shortest" else "")

    @property
    def rounding(self) -> float:
        """Half a unit of the last digit written."""
        return float(Decimal(5).scaleb(int(self.value.as_tuple().exponent) - 1))

    def allowed(self, error: float, samples: int) -> float:
        """How far a run of `samples` samples with standard error `error` may be off."""
        share = samples / self.draws
        chance = math.hypot(1.0, share ** _RATE.get(self.kind if self.level else "", 1 / 2))
        return self.rounding + self.delta + STANDARD_ERRORS * error * chance


@dataclass(frozen=True)
class Comparison:
    """A figure beside what a run obtained, in the figure's unit, and how far they may be apart."""

    figure: Figure
    obtained: Estimate
    allowed: float

    @property
    def agrees(self) -> bool:
        """Whether they are no further apart than they may be; never for what is no number."""
        return abs(self.obtained.value - float(self.figure.value)) <= self.allowed


@cache
def figures() -> tuple[Figure, ...]:
    """Every figure expected of the shipped cases, in file order.

    >>> figures()[3].quantity, str(figures()[3].value)
    ('high of 95 %', '3.9199279691')
    """
    with (library.folder() / "conformance" / "expected.csv").open(encoding="utf-8", newline="") as file:
        return tuple(map(_figure, csv.DictReader(file)))


def _figure(row: Mapping[str, str]) -> Figure:
    return Figure(
        case=row["case"],
        at=row["at"],
        statistic=row["statistic"],  # type: ignore[arg-type] # checked as the figure is made
        unit=row["unit"],
        value=Decimal(row["value"]),
        origin=row["origin"],  # type: ignore[arg-type]
        level=float(row["level"] or 0.0),
        kind=row["kind"] or "equal-tailed",  # type: ignore[arg-type]
        draws=float(row["draws"] or math.inf),
        delta=float(row["delta"] or 0.0),
    )


def cases() -> tuple[str, ...]:
    """The names of all cases, in the order of their figures."""
    return tuple(dict.fromkeys(figure.case for figure in figures()))


def scenario(case: str) -> Scenario:
    """The scenario of `case`, an ordinary file beside an ordinary model.

    >>> scenario("gauge-block").outputs[0].unit.text
    'nm'
    """
    return load(str(library.folder() / "conformance" / f"{case}.yaml"))


def compare(case: str, *, samples: int = SAMPLES, seed: int = 0) -> Iterator[Comparison]:
    """Run `case` once, and hold every figure that is known of it against the answer.

    >>> [comparison.agrees for comparison in compare("normal-sum", samples=100_000)]
    [True, True, True, True, True, True]
    """
    known = [figure for figure in figures() if figure.case == case]
    levels = sorted({figure.level for figure in known if figure.level})
    yield from judge(known, run_summary(scenario(case), samples=samples, seed=seed, levels=levels, realised=False))


def judge(known: list[Figure], summary: Summary) -> Iterator[Comparison]:
    """Each of the `known` figures beside the number of `summary` that it is a figure of."""
    records = {",".join(record.coordinates.values()): record for record in summary.records}
    for figure in known:
        obtained = _obtained(records[figure.at], figure)
        yield Comparison(figure, obtained, figure.allowed(obtained.error, summary.samples))


def _obtained(record: Record, figure: Figure) -> Estimate:
    """The number of `record` that `figure` is of, in the figure's unit; NaN where the answer has none."""
    unit = units.unit(figure.unit)
    found = _estimate(record, figure) or Estimate(math.nan, 0.0)
    return Estimate(unit.from_base(found.value), unit.from_base(found.error))


def _estimate(record: Record, figure: Figure) -> Estimate | None:
    match figure.statistic:
        case "mean":
            return record.mean
        case "sd":
            return record.sd
        case "low":
            return record.interval(figure.level, figure.kind).low
        case "high":
            return record.interval(figure.level, figure.kind).high
