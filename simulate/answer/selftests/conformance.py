"""Shipped scenarios with known values, run and compared with these.

The scenarios and ``expected.csv`` are in configs/conformance/. A value may be off by its rounding, the numerical
tolerance its source states, and the Monte Carlo errors of this run and of the simulation it is from.
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
from ..answer import Answer
from ..run import run_scenario
from ..statistics.marginal import Estimate, Kind, Marginal

Statistic = Literal["mean", "sd", "low", "high"]
Origin = Literal["published", "analytic", "simulated"]

#: The origins of known values, in words.
ORIGINS: Mapping[Origin, str] = {
    "published": "printed in JCGM 101:2008 (GUM Supplement 1), clause 9",
    "analytic": "exact, from the laws themselves",
    "simulated": "another simulation of the same model, with 2e7 draws",
}
SAMPLES = 1_000_000
#: Standard errors that a value may be off by: of 60 right ones, one is further off than 4 in one of 260 runs, than 5 in
#: one of 29,000.
STANDARD_ERRORS = 5.0
_RATE = {"shortest": 1 / 3}  # Kim & Pollard (1990); everything else converges with the square root


@dataclass(frozen=True)
class KnownValue:
    """The known value of one number of an answer, at the coordinate `at` if the answer has several.

    `value` is as it was written: its digits say how it was rounded. `level` and `kind` are those of the interval whose
    end it is. `draws` is the samples that the value is from (infinite: it is exact), `delta` the numerical tolerance
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
        """The number that it is: ``mean``, ``high of 95 %``, ``high of 95 %, shortest``."""
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
class Check:
    """A known value beside the value that a run obtained, in its unit, and how far they may be apart."""

    known: KnownValue
    obtained: Estimate
    allowed: float

    @property
    def agrees(self) -> bool:
        """Whether they are no further apart than allowed; never for NaN."""
        return abs(self.obtained.value - float(self.known.value)) <= self.allowed


@cache
def known_values() -> tuple[KnownValue, ...]:
    """The known values of all shipped cases, in file order.

    >>> known_values()[3].quantity, str(known_values()[3].value)
    ('high of 95 %', '3.9199279691')
    """
    with (library.folder() / "conformance" / "expected.csv").open(encoding="utf-8", newline="") as file:
        return tuple(map(_known_value, csv.DictReader(file)))


def _known_value(row: Mapping[str, str]) -> KnownValue:
    return KnownValue(
        case=row["case"],
        at=row["at"],
        statistic=row["statistic"],  # type: ignore[arg-type] # checked by KnownValue
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
    return tuple(dict.fromkeys(known.case for known in known_values()))


def scenario(case: str) -> Scenario:
    """The scenario of `case`, an ordinary file beside an ordinary model.

    >>> scenario("gauge-block").outputs[0].unit.text
    'nm'
    """
    return load(str(library.folder() / "conformance" / f"{case}.yaml"))


def compare(case: str, *, samples: int = SAMPLES, seed: int = 0) -> Iterator[Check]:
    """Run `case` once, and check the answer against every known value.

    >>> [check.agrees for check in compare("normal-sum", samples=100_000)]
    [True, True, True, True, True, True]
    """
    values = [known for known in known_values() if known.case == case]
    levels = sorted({known.level for known in values if known.level})
    found = run_scenario(scenario(case), samples=samples, seed=seed, levels=levels, describe_inputs=False)
    yield from checks(values, found)


def checks(values: list[KnownValue], answer: Answer) -> Iterator[Check]:
    """The check of each known value against the number of `answer` that it is the value of."""
    marginals = {",".join(marginal.coordinates.values()): marginal for marginal in answer.marginals}
    for known in values:
        obtained = _obtained(marginals[known.at], known)
        yield Check(known, obtained, known.allowed(obtained.error, answer.samples))


def _obtained(marginal: Marginal, known: KnownValue) -> Estimate:
    """The number of `marginal` that `known` is the value of, in its unit; NaN if the answer has none."""
    unit = units.unit(known.unit)
    found = _estimate(marginal, known) or Estimate(math.nan, 0.0)
    return Estimate(unit.from_base(found.value), unit.from_base(found.error))


def _estimate(marginal: Marginal, known: KnownValue) -> Estimate | None:
    match known.statistic:
        case "mean":
            return marginal.mean
        case "sd":
            return marginal.sd
        case "low":
            return marginal.interval(known.level, known.kind).low
        case "high":
            return marginal.interval(known.level, known.kind).high
