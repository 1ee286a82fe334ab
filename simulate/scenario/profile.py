"""How an input goes up and down over time, beside the one number that says how much of it there is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from .formula import Profile

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from .formulas.safe_float import Real


@dataclass(frozen=True)
class TimeProfile:
    """Values in equal steps of `step` seconds that begin anew after the last, as shares of their mean.

    `origin` says where they are from. An input that has a profile is a profile: its number is the mean of the values.

    >>> mean, profile = time_profile([300.0, 100.0], 3600.0)
    >>> mean, profile.values, profile.integral.tolist()
    (200.0, (1.5, 0.5), [0.0, 5400.0, 7200.0])
    """

    values: tuple[float, ...]
    step: float
    origin: str = ""

    @cached_property
    def integral(self) -> NDArray[np.float64]:
        """The integral over time from the start to the beginning of each step, and to the end, (steps + 1,) [s]."""
        import numpy as np

        return np.concatenate([[0.0], np.cumsum(self.values)]) * self.step

    def quantiles(self, probabilities: Sequence[float]) -> list[float]:
        """Quantiles of the values over the steps, as shares of their mean."""
        import numpy as np

        found: list[float] = np.quantile(self.values, probabilities).tolist()
        return found


def time_profile(values: Sequence[float], step: float, origin: str = "") -> tuple[float, TimeProfile]:
    """The mean of `values`, and their course about it.

    Raises ZeroDivisionError where the mean is 0, about which there is none.
    """
    import math

    mean = math.fsum(values) / len(values)
    return mean, TimeProfile(tuple(value / mean for value in values), step, origin)


def handed(profile: TimeProfile | None, level: float, number: type[Real] | None = None) -> Any:
    """What a model is handed for an input at `level`, its factors included: the number, or the profile about it.

    `number` is the kind of number, `Real` where none is given.
    """
    from .formulas.safe_float import Real

    given = (number or Real)(level)
    return Profile(profile.integral, profile.step, given) if profile else given
