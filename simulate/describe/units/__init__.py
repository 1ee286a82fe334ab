"""Units as people write them: grammar, meaning, conversion to coherent base units, and readable display."""

from .unit import (
    ONE,
    Dimension,
    Unit,
    UnitError,
    choose,
    coherent,
    compatible,
    display,
    kind,
    number,
    require,
    unit,
)

__all__ = [
    "ONE",
    "Dimension",
    "Unit",
    "UnitError",
    "choose",
    "coherent",
    "compatible",
    "display",
    "kind",
    "number",
    "require",
    "unit",
]
