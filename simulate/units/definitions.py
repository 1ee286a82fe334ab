"""Where units are defined, and the type of a dimension."""

from __future__ import annotations

from pathlib import Path

Dimension = tuple[tuple[str, str], ...]
"""Base units with their powers, both as text, sorted by name: ``(("kg", "1"), ("m", "2"), ("s", "-2"))``."""

CONFIGS = Path(__file__).parents[2] / "configs"
#: The units of physics, and those of the field that scenarios are about.
DEFINITIONS = (Path(__file__).with_name("units.txt"), CONFIGS / "units.txt")

_KILOGRAM = "kg"


def is_physical(base: str) -> bool:
    """Whether a base unit measures; all others count things.

    >>> is_physical("kg"), is_physical("kgCO2e"), is_physical("word")
    (True, True, False)
    """
    return base in {"s", "m", "A", "K"} or base.startswith(_KILOGRAM)


def of_substance(name: str) -> str:
    """The base unit in which the substance `name` is weighed.

    >>> of_substance("CO2e")
    'kgCO2e'
    """
    return f"{_KILOGRAM}{name}"


def plain(base: str) -> str:
    """`base`, or kilograms for a substance's own unit of mass.

    >>> plain("kgCO2e"), plain("s")
    ('kg', 's')
    """
    return _KILOGRAM if base.startswith(_KILOGRAM) else base
