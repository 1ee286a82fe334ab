"""One number of a file, read where a unit is expected: the one way in which its readers read numbers."""

from __future__ import annotations

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
    """The number in base units, and its unit as it is where `expected` is wanted (None: anything).

    A bare number has the unit `bare`, if given. None for what is mistaken, which is noted at `key_path`.
    """
    try:
        return units.quantity(value, expected, bare=bare)
    except UnitError as error:
        diagnostics.problem(key_path, str(error))
        return None
