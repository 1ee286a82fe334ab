"""How an input varies over time about its mean."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from .formula import Profile

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from .formulas.safe_float import SafeFloat


@dataclass(frozen=True)
class TimeProfile:
    """Values in equal steps of `step` seconds, repeated periodically, as shares of their mean.

    `origin` names their source. The nominal value and the law of an input with a profile are those of its mean.

    >>> mean, profile = time_profile([300.0, 100.0], 3600.0)
    >>> mean, profile.values, profile.integral.tolist()
    (200.0, (1.5, 0.5), [0.0, 5400.0, 7200.0])
    """

    values: tuple[float, ...]
    step: float
    origin: str = ""

    @cached_property
    def integral(self) -> NDArray[np.float64]:
        """The integral over time from the start to the beginning of each step and to the end, (steps + 1,) [s]."""
        import numpy as np

        return np.concatenate([[0.0], np.cumsum(self.values)]) * self.step

    def quantiles(self, probabilities: Sequence[float]) -> list[float]:
        """Quantiles of the values over the steps, as shares of their mean."""
        import numpy as np

        found: list[float] = np.quantile(self.values, probabilities).tolist()
        return found


def time_profile(values: Sequence[float], step: float, origin: str = "") -> tuple[float, TimeProfile]:
    """The mean of `values`, and their profile about it.

    Raises ZeroDivisionError if the mean is 0.
    """
    import math

    mean = math.fsum(values) / len(values)
    return mean, TimeProfile(tuple(value / mean for value in values), step, origin)


def argument_value(profile: TimeProfile | None, level: float, number: type[SafeFloat] | None = None) -> Any:
    """The argument that a model gets for an input at `level`, factors included: a number, or a `Profile`.

    `number` is the type of the number, by default `SafeFloat`.
    """
    if number is None:
        from .formulas.safe_float import SafeFloat

        number = SafeFloat
    given = number(level)
    return Profile(profile.integral, profile.step, given) if profile else given
