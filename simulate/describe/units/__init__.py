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
    spoken,
    unit,
)
from .words import amounts, counted, many, readable

__all__ = [
    "ONE",
    "Dimension",
    "Unit",
    "UnitError",
    "amounts",
    "choose",
    "coherent",
    "compatible",
    "counted",
    "display",
    "kind",
    "many",
    "number",
    "readable",
    "require",
    "spoken",
    "unit",
]
