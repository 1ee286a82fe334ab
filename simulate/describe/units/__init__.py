"""Units as people write them: grammar, meaning, conversion to coherent base units, and readable display."""

from .definitions import Dimension
from .fit import compatible, require, same_scale
from .notation import UnitError
from .quantity import number, quantity, stated_unit
from .shared import Ambiguous, distinct, either, needing, unit_of_all
from .unit import ONE, Unit, choose, coherent, display, kind, spoken, unit
from .words import amounts, counted, many, readable

__all__ = [
    "ONE",
    "Ambiguous",
    "Dimension",
    "Unit",
    "UnitError",
    "amounts",
    "choose",
    "coherent",
    "compatible",
    "counted",
    "display",
    "distinct",
    "either",
    "kind",
    "many",
    "needing",
    "number",
    "quantity",
    "readable",
    "require",
    "same_scale",
    "spoken",
    "stated_unit",
    "unit",
    "unit_of_all",
]
