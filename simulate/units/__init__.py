"""Units as people write them: grammar, meaning, conversion to coherent base units, vocabulary, and readable text."""

from .compatibility import compatible, require, same_scale
from .definitions import Dimension
from .notation import UnitError
from .quantity import number, quantity, stated_unit
from .shared_unit import Ambiguous, distinct, either, needing, unit_of_all
from .spoken import amounts, counted, many, one, readable
from .unit import ONE, Unit, choose, coherent, display, kind, spoken, unit

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
    "one",
    "quantity",
    "readable",
    "require",
    "same_scale",
    "spoken",
    "stated_unit",
    "unit",
    "unit_of_all",
]
