"""Numbers and units of a file, read with the unit that is expected: the only module that reads them into values."""

from __future__ import annotations

from collections.abc import Sequence

from .. import units
from ..grammar.diagnostics import Diagnostics
from ..problems import KeyPath
from ..units import Unit, UnitError


def read_quantity(
    value: object,
    key_path: KeyPath,
    diagnostics: Diagnostics,
    *,
    expected: Unit | None = None,
    bare: Unit | None = None,
) -> tuple[float, Unit] | None:
    """The number in base units and the unit it is written in; None if it is invalid, which is a problem at `key_path`.

    Its dimension must be that of `expected`, if given. A number without a unit has the unit `bare`, if given.
    """
    try:
        return units.quantity(value, expected, bare=bare)
    except UnitError as error:
        diagnostics.problem(key_path, error.rule, error.remedy)
        return None


def read_quantities(
    values: Sequence[object], key_path: KeyPath, diagnostics: Diagnostics, *, expected: Unit
) -> list[tuple[float, Unit] | None]:
    """Several numbers as `read_quantity` returns each; a unit written with one of them is the unit of all."""
    try:
        bare = units.unit_of_all(values)
    except units.Ambiguous as error:
        diagnostics.problem(key_path, error.rule, error.remedy)
        return [None for _ in values]
    return [read_quantity(value, key_path, diagnostics, expected=expected, bare=bare) for value in values]


def read_unit(text: str, key_path: KeyPath, diagnostics: Diagnostics, *, expected: Unit) -> Unit | None:
    """The unit that a text means, in the dimension of `expected`; None if it is invalid, which is a problem."""
    try:
        return units.require(units.unit(text), expected)
    except UnitError as error:
        diagnostics.problem(key_path, error.rule, error.remedy)
        return None
