"""How beta laws are written: by parameters, mean or quantiles, and by mode as PERT."""

from __future__ import annotations

from ...laws.beta import Beta, beta_of_mean, beta_of_quantiles, pert
from .entry import LawEntry, ListEntry
from .fields import Positive, PositiveQuantity, Quantity
from .law import Law


class PertEntry(ListEntry):
    """A PERT law by its limits and its mode."""

    low: Quantity
    mode: Quantity
    high: Quantity

    build = pert
    example = [1, 2, 6]
    rises = ("low", "mode", "high")
    level = True


class BetaEntry(LawEntry):
    """A beta law by its parameters."""

    alpha: Positive
    beta: Positive
    low: Quantity = 0.0
    high: Quantity = 1.0

    build = Beta
    example = {"alpha": 2, "beta": 6}
    rises = ("low", "high")


class BetaOfMeanEntry(LawEntry):
    """A beta law by mean and standard deviation."""

    mean: Quantity
    sd: PositiveQuantity
    low: Quantity = 0.0
    high: Quantity = 1.0

    build = beta_of_mean
    example = {"mean": 1, "sd": 0.5, "low": 0, "high": 4}
    rises = ("low", "mean", "high")


class BetaOfQuantilesEntry(LawEntry):
    """A beta law by its 5 % and 95 % quantiles."""

    p5: Quantity
    p95: Quantity
    low: Quantity = 0.0
    high: Quantity = 1.0

    build = beta_of_quantiles
    example = {"p5": 0.3, "p95": 0.9}
    rises = ("low", "p5", "p95", "high")
    fits_window = True


LAWS = (
    Law("pert", "PERT: a beta law by its limits and its mode", (PertEntry,)),
    Law(
        "beta",
        "beta on [low, high]; 0 to 1 where not stated, for a plain number or %",
        (BetaEntry, BetaOfMeanEntry, BetaOfQuantilesEntry),
    ),
)
