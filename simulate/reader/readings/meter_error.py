"""The law of a log's mean or total: the error of the sample and the limits of the meter's own error, together."""

from __future__ import annotations

import math

from ...laws.base import Distribution
from ...laws.discrete import Constant
from ...laws.normal import Normal, StudentT
from ...laws.truncation import Window, truncated

#: Degrees of freedom from which Student's t counts as normal: its 97.5 % quantile is then within a percent.
_MANY = 200.0


def measured_law(value: float, error: float, freedom: float, limit: float, *, within: Window) -> Distribution:
    """The law of a measured `value` with the standard `error`, which has `freedom` degrees of freedom.

    The meter's own error lies within ± `limit`, with the standard deviation of a uniform law, limit / √3 (JCGM
    100:2008, 4.3.7). Both add in quadrature, with the degrees of freedom of Welch and Satterthwaite (G.4.1). The
    law is cut at the ends of `within`.

    >>> measured_law(100.0, 3.0, math.inf, 4.0 * math.sqrt(3), within=Window())
    Normal(location=100.0, scale=5.0)
    """
    combined = math.hypot(error, limit / math.sqrt(3))
    if not combined:
        return Constant(value)
    degrees = freedom * (combined / error) ** 4 if error else math.inf
    law = Normal(value, combined) if degrees > _MANY else StudentT(degrees, value, combined)
    return truncated(law, within) if within != Window() else law
