"""How laws with straight sides are written, and the uniform law of uncertain limits."""

from __future__ import annotations

from ...laws.curvilinear import CurvilinearTrapezoidal
from ...laws.trapezoids import Trapezoidal, triangular
from .entry import LawEntry, ListEntry
from .fields import PositiveQuantity, Quantity
from .law import Law


class TriangularEntry(ListEntry):
    """A triangular law by its limits and its mode."""

    low: Quantity
    mode: Quantity
    high: Quantity

    build = triangular
    example = [1, 2, 6]
    rises = ("low", "mode", "high")
    level = True


class TrapezoidalEntry(ListEntry):
    """A trapezoidal law by its corners."""

    a: Quantity
    b: Quantity
    c: Quantity
    d: Quantity

    build = Trapezoidal
    example = [1, 2, 4, 5]
    rises = ("a", "b", "c", "d")
    level = True


class CurvilinearTrapezoidalEntry(LawEntry):
    """A uniform law whose limits are uncertain by plus or minus delta."""

    low: Quantity
    high: Quantity
    delta: PositiveQuantity

    build = CurvilinearTrapezoidal
    example = {"low": 1, "high": 5, "delta": 0.5}
    rises = ("low", "high")


LAWS = (
    Law("triangular", "triangular, by its limits and its mode", (TriangularEntry,)),
    Law("trapezoidal", "trapezoidal: rising from a to b, level to c, falling to d", (TrapezoidalEntry,)),
    Law(
        "curvilinear_trapezoidal",
        "uniform between limits that are themselves uncertain by plus or minus delta",
        (CurvilinearTrapezoidalEntry,),
    ),
)
