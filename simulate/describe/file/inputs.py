"""An input's entry in a file, read: unit, nominal value, law and grounds, each checked against the model's argument."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from .. import catalog, units
from ..laws.base import Distribution, LawError
from ..laws.forms import Kind
from ..laws.read import read as read_law
from ..model import Argument
from ..scenario import Input
from ..units import ONE, Unit, UnitError
from . import yaml
from .document import Trail
from .findings import Findings
from .grammar import InputEntry
from .merge import stated_unit

GROUNDS = "measured, disclosed, derived or assumed"

_FINER = (
    "what varies from one to the next within the functional unit averages out (a CV of 1 per word over 3e8 words is "
    "6e-5 of the total), so state the belief about its mean, with nature: ignorance"
)


@dataclass(frozen=True)
class InputReader:
    """Reads the inputs of one file: `folder` holds what it names, `per` is its functional unit in base units."""

    findings: Findings
    folder: Path
    per: Mapping[str, tuple[float, Unit]] = field(default_factory=dict)

    def read(self, entry: InputEntry, trail: Trail, *, name: str, argument: Argument | None = None) -> Input | None:
        """The input that `entry` describes; None where something is wrong with it, which is noted in `findings`.

        Its unit is held against that of the model's `argument`, where that is known.
        """
        before = len(self.findings.problems)
        self._check_kind(entry, trail, argument)
        if len(self.findings.problems) > before:
            return None
        self._check_grounds(entry, trail)
        unit = self._unit(entry, trail, units.unit(argument.unit) if argument else None)
        nominal = self._nominal(entry, trail, unit) if unit else None
        law = self._law(entry, trail, unit, nominal) if unit and self.findings.clean(trail) else None
        if law is None or unit is None or len(self.findings.problems) > before:
            return None
        return _input(entry, name, unit, law, float(law.quantile(0.5)) if nominal is None else nominal)

    def _check_kind(self, entry: InputEntry, trail: Trail, argument: Argument | None) -> None:
        """Note a catalog row that is not there, and hourly profiles, which nothing computes with yet."""
        if entry.catalog is not None and entry.catalog not in catalog.rows():
            rule = f"no row is called {entry.catalog!r}; {catalog.remedy(entry.catalog)}"
            self.findings.problem((*trail, "catalog"), rule)
        if entry.profile is not None or (argument and argument.profile):
            self.findings.problem((*trail, "profile"), "hourly profiles are not supported yet; give the mean")

    def _check_grounds(self, entry: InputEntry, trail: Trail) -> None:
        if entry.evidence is None:
            self.findings.absent((*trail, "evidence"), f"is missing; is the number {GROUNDS}?")
        if not entry.source and entry.evidence not in (None, "assumed"):
            self.findings.absent((*trail, "source"), f"is missing; where was the number {entry.evidence}?")
        if entry.nature == "variability":
            self._check_period(entry.over, trail)
        elif entry.over:
            self.findings.problem((*trail, "over"), "belongs to nature: variability; leave it out")

    def _check_period(self, over: str, trail: Trail) -> None:
        """Variability is from one functional unit to the next (finer variability averages out)."""
        if not over:
            self.findings.absent((*trail, "over"), "is missing; variability names its period, such as `over: day`")
            return
        try:
            period = units.unit(over)
        except UnitError as error:
            self.findings.problem((*trail, "over"), str(error))
            return
        if not any(_is_one(period, value, unit) for value, unit in self.per.values()):
            per = ", ".join(units.display(value, unit) for value, unit in self.per.values()) or "not stated"
            self.findings.problem((*trail, "over"), f"must be the functional unit ({per}), got {over}: {_FINER}")

    def _unit(self, entry: InputEntry, trail: Trail, expected: Unit | None) -> Unit | None:
        """The unit of the entry's bare numbers, if it can be read and can stand where `expected` does."""
        if not (self.findings.clean((*trail, "unit")) and self.findings.clean((*trail, "nominal"))):
            return None
        key = "unit" if entry.unit else "nominal" if entry.nominal is not None else None
        where = (*trail, key) if key else trail
        try:
            if entry.nominal is not None and not entry.unit:
                units.number(entry.nominal)
            unit = units.unit(stated_unit({"nominal": entry.nominal, "unit": entry.unit, **entry.law}))
            shown = entry.nominal if entry.nominal is not None else yaml.flow(entry.law).strip("{}")
            units.require(unit, expected or unit, stated=str(shown))
        except UnitError as error:
            self.findings.problem(where, str(error))
            return None
        return unit

    def _nominal(self, entry: InputEntry, trail: Trail, unit: Unit) -> float | None:
        if entry.nominal is None:
            return None
        try:
            return _in_unit(entry.nominal, unit)
        except UnitError as error:
            self.findings.problem((*trail, "nominal"), str(error))
            return None

    def _law(self, entry: InputEntry, trail: Trail, unit: Unit, nominal: float | None) -> Distribution | None:
        def number(value: object, kind: Kind) -> float:
            return _in_unit(value, unit if kind.united else ONE)

        if nominal is None and not entry.law:
            self.findings.absent((*trail, "nominal"), "is missing, and no law is said; a constant is a nominal value")
            return None
        try:
            plain = unit.dimension == ONE.dimension
            return read_law(entry.law, number=number, nominal=nominal, folder=self.folder, plain=plain)
        except LawError as error:
            for path, message in error.problems:
                self.findings.problem((*trail, *path), message)
            return None


def check_bounds(
    given: Input, argument: Argument, factors: Mapping[str, Input], findings: Findings, trail: Trail
) -> None:
    """Note where an input's nominal value or law, times its factors, reaches beyond what `argument` can take."""
    bounds = (argument.low, argument.high)
    multiplied = [factors[name] for name in given.factors if name in factors]
    nominal = given.nominal * math.prod(factor.nominal for factor in multiplied)
    rule = _rule(bounds, given.unit)
    if not bounds[0] <= nominal <= bounds[1]:
        remedy = f"; write {nominal:g} % or {nominal / 100:g}" if bounds == (0.0, 1.0) and 1 < nominal <= 100 else ""
        findings.problem((*trail, "nominal"), f"{rule}, got {units.display(nominal, given.unit)}{remedy}")
        return
    reach = _product([given.distribution.support, *(factor.distribution.support for factor in multiplied)])
    if reach[0] < bounds[0] or reach[1] > bounds[1]:
        remedy = f"add `truncate: {_ends(bounds, given.unit)}`" + (" to it and its factors" if multiplied else "")
        findings.problem(trail, f"{rule}, but the law reaches {_range(reach, given.unit)}; {remedy}")


def _input(entry: InputEntry, name: str, unit: Unit, law: Distribution, nominal: float) -> Input:
    return Input(
        name=name,
        distribution=law,
        unit=unit,
        nominal=nominal,
        stream=entry.catalog or name,
        stated=stated(entry),
        source=entry.source,
        evidence=entry.evidence,
        nature=entry.nature,
        over=entry.over,
        note=entry.note,
        factors=tuple(entry.factors),
    )


def stated(entry: InputEntry) -> str:
    """The entry's law as its author wrote it, in one line: ``pert: [1.07, 1.12, 1.2]``."""
    law = ", ".join(f"{key}: {yaml.flow(value)}" for key, value in entry.law.items())
    return " × ".join([law or "constant", *entry.factors])


def _in_unit(value: object, unit: Unit) -> float:
    number, given = units.number(value, unit=unit)
    units.require(given, unit, stated=str(value))
    return number


def _is_one(period: Unit, value: float, unit: Unit) -> bool:
    return period.dimension == unit.dimension and math.isclose(period.factor, value)


def _product(ranges: list[tuple[float, float]]) -> tuple[float, float]:
    low, high = ranges[0]
    for below, above in ranges[1:]:
        corners = [_times(a, b) for a in (low, high) for b in (below, above)]
        low, high = min(corners), max(corners)
    return low, high


def _times(a: float, b: float) -> float:
    return a * b if a and b else 0.0


def _rule(bounds: tuple[float, float], unit: Unit) -> str:
    """What values within `bounds` must do; bounds without an end are said without it."""
    low, high = (f"{unit.from_base(end):g} {unit.text}".rstrip() for end in bounds)
    if math.isinf(bounds[1]):
        return f"must be at least {low}"
    return f"must be at most {high}" if math.isinf(bounds[0]) else f"must lie within {_range(bounds, unit)}"


def _range(ends: tuple[float, float], unit: Unit) -> str:
    low, high = (unit.from_base(end) for end in ends)
    return f"{low:g} to {high:g} {unit.text}".rstrip()


def _ends(ends: tuple[float, float], unit: Unit) -> str:
    low, high = (unit.from_base(end) for end in ends)
    return f"[{'null' if math.isinf(low) else f'{low:g}'}, {'null' if math.isinf(high) else f'{high:g}'}]"
