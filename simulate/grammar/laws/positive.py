"""How laws of positive numbers are written: lognormal, gamma, Weibull, exponential."""

from __future__ import annotations

from ...laws.base import Distribution
from ...laws.positive import Gamma, Weibull, exponential, gamma_of_mean, lognormal_of_gsd, lognormal_of_mean
from .context import Context
from .entry import LawEntry, ScalarEntry
from .fields import FACTOR, Factor, Positive, PositiveQuantity
from .law import Law


class LognormalEntry(LawEntry):
    """A lognormal law by median and geometric standard deviation."""

    median: PositiveQuantity
    gsd: Factor

    build = lognormal_of_gsd
    example = {"median": 2, "gsd": 1.5}


class LognormalOfMeanEntry(LawEntry):
    """A lognormal law by mean and coefficient of variation."""

    mean: PositiveQuantity
    cv: Positive

    build = lognormal_of_mean
    example = {"mean": 2, "cv": 0.3}


class GsdEntry(ScalarEntry):
    """A lognormal law about the nominal value as median, by geometric standard deviation."""

    gsd: Factor

    what = FACTOR.what
    example = 2
    about_nominal = True

    def law(self, context: Context) -> Distribution:
        """The lognormal law about the nominal value."""
        return lognormal_of_gsd(context.median, self.gsd)


class GammaEntry(LawEntry):
    """A gamma law by shape and scale."""

    shape: Positive
    scale: PositiveQuantity

    build = Gamma
    example = {"shape": 4, "scale": 0.5}


class GammaOfMeanEntry(LawEntry):
    """A gamma law by mean and standard deviation."""

    mean: PositiveQuantity
    sd: PositiveQuantity

    build = gamma_of_mean
    example = {"mean": 2, "sd": 1}


class WeibullEntry(LawEntry):
    """A Weibull law by shape and scale."""

    shape: Positive
    scale: PositiveQuantity

    build = Weibull
    example = {"shape": 1.5, "scale": 2}


class ExponentialEntry(LawEntry):
    """An exponential law by mean."""

    mean: PositiveQuantity

    build = exponential
    example = {"mean": 3}


LAWS = (
    Law(
        "lognormal",
        "lognormal, by median and geometric standard deviation or by mean and coefficient of variation",
        (LognormalEntry, LognormalOfMeanEntry),
    ),
    Law("gsd", "lognormal about the nominal value as median, by geometric standard deviation", (GsdEntry,)),
    Law("gamma", "gamma, by shape and scale or by mean and standard deviation", (GammaEntry, GammaOfMeanEntry)),
    Law("weibull", "Weibull, by shape and scale", (WeibullEntry,)),
    Law("exponential", "exponential, by mean", (ExponentialEntry,)),
)
