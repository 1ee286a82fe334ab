"""The grounds of an input: its evidence and source, and the period over which it varies."""

from __future__ import annotations

import math
from collections.abc import Mapping

from ... import units
from ...grammar.diagnostics import Diagnostics
from ...grammar.input_entries import InputEntry
from ...problems import KeyPath
from ...units import Unit
from ..quantity import read_quantity

EVIDENCE = "measured, disclosed, derived or assumed"

_FINER = (
    "what varies within the functional unit averages out (a CV of 1 per word over 3e8 words is 6e-5 of the total), "
    "so give the law of its mean, with nature: ignorance"
)


def check_grounds(
    entry: InputEntry, key_path: KeyPath, per: Mapping[str, tuple[float, Unit]], diagnostics: Diagnostics
) -> None:
    """Add a problem for missing evidence or source, and for a period other than the functional unit `per`."""
    if entry.evidence is None:
        diagnostics.absent((*key_path, "evidence"), f"is missing; is the number {EVIDENCE}?")
    if not entry.source and entry.evidence not in (None, "assumed"):
        diagnostics.absent((*key_path, "source"), f"is missing; where was the number {entry.evidence}?")
    if entry.nature == "variability":
        _check_period(entry.over, key_path, per, diagnostics)
    elif entry.over:
        diagnostics.problem((*key_path, "over"), "requires nature: variability; omit it")


def _check_period(
    over: str, key_path: KeyPath, per: Mapping[str, tuple[float, Unit]], diagnostics: Diagnostics
) -> None:
    """Variability is from one functional unit to the next, as finer variability averages out."""
    where = (*key_path, "over")
    if not over:
        diagnostics.absent(where, "is missing; variability needs a period, such as `over: day`")
        return
    found = read_quantity(over if over[0].isdigit() else f"1 {over}", where, diagnostics)
    if found and not any(_same(*found, *amount) for amount in per.values()):
        stated = ", ".join(units.display(value, unit) for value, unit in per.values()) or "not given"
        diagnostics.problem(where, f"must be the functional unit ({stated}), got {over}: {_FINER}")


def _same(period: float, unit: Unit, value: float, other: Unit) -> bool:
    return unit.dimension == other.dimension and math.isclose(period, value)
