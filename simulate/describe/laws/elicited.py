"""Laws from what an expert states: two quantiles."""

from __future__ import annotations

import math

import numpy as np
from scipy import special

from .base import Distribution, Floats
from .fitting import fit
from .forms import Field, Form, Kind, Law, Window
from .normal import Normal
from .positive import Lognormal

Z95 = float(special.ndtri(0.95))


def between(p5: float, p95: float, window: Window) -> Distribution:
    """The law with these 5 % and 95 % quantiles: lognormal where both are positive, else normal.

    >>> between(1.0, 4.0, Window()).quantile([0.05, 0.5, 0.95]).round(9).tolist()
    [1.0, 2.0, 4.0]
    """
    positive = p5 > 0
    low, high = (math.log(p5), math.log(p95)) if positive else (p5, p95)
    location, scale = (low + high) / 2, (high - low) / (2 * Z95)
    if math.isinf(window.low) and math.isinf(window.high):
        return _member(positive, location, scale)

    def family(parameters: Floats) -> Distribution:
        return _member(positive, location + scale * float(parameters[0]), scale * math.exp(float(parameters[1])))

    return fit(family, np.zeros(2), {0.05: p5, 0.95: p95}, window)


def _member(positive: bool, location: float, scale: float) -> Distribution:  # noqa: FBT001
    return Lognormal(math.exp(location), scale) if positive else Normal(location, scale)


_ENDS = (Field("p5"), Field("p95"), Field("window", Kind.WINDOW))

LAWS = (
    Law(
        "p5",
        "5 % and 95 % quantiles: lognormal where both are positive, else normal",
        (Form(_ENDS, between, {"p5": 0.15, "p95": 0.6}, style="beside", rises=("p5", "p95")),),
    ),
    Law(
        "to",
        "the same in words: 0.15 to 0.6",
        (Form(_ENDS, between, ["0.15", "0.6"], style="words", rises=("p5", "p95")),),
    ),
)
