"""How laws between two limits are written: uniform, loguniform, arcsine."""

from __future__ import annotations

from ...laws.bounded import Arcsine, Loguniform, Uniform
from .entry import ListEntry
from .fields import PositiveQuantity, Quantity
from .law import Law


class UniformEntry(ListEntry):
    """A uniform law by its limits."""

    low: Quantity
    high: Quantity

    build = Uniform
    example = [1, 2]
    rises = ("low", "high")


class LoguniformEntry(ListEntry):
    """A law that is uniform on a logarithmic scale, by its limits."""

    low: PositiveQuantity
    high: PositiveQuantity

    build = Loguniform
    example = [1, 100]
    rises = ("low", "high")


class ArcsineEntry(ListEntry):
    """An arcsine law by its limits."""

    low: Quantity
    high: Quantity

    build = Arcsine
    example = [1, 2]
    rises = ("low", "high")


LAWS = (
    Law("uniform", "uniform between two limits", (UniformEntry,)),
    Law("loguniform", "uniform on a logarithmic scale between two positive limits", (LoguniformEntry,)),
    Law("arcsine", "arcsine: a swing between two limits, most often near them", (ArcsineEntry,)),
)
