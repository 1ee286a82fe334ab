"""What every law is: a frozen dataclass that knows its quantiles, from either tail.

Glossary: *law* and *distribution* are one thing, the belief about one number. A *quantile* is the value below which the
draw falls with probability p; `isf` (inverse survival function) counts the probability from above, so that the upper
tail is as sharp as the lower one. An *atom* is a single value of positive probability. A *kink* is a lower-tail
probability at which the quantile function jumps or is not smooth.

A draw is 0 where it is smaller than `SMALLEST`, and one that rounds to an end of the support is that end, be it open
or not: a lognormal draw may be 0. No draw lies beyond an end.
"""

from __future__ import annotations

import math
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import ArrayLike, NDArray

from ..problems import KeyPath
from .moments import mean_and_variance

Floats = NDArray[np.float64]

SMALLEST = 1e-280  # draws below it are 0: the coefficients of their table would have no digits left


class LawError(ValueError):
    """What is wrong with a law: (path, message) pairs, each path relative to what was being read."""

    def __init__(self, problems: Iterable[tuple[KeyPath, str]] | str) -> None:
        self.problems = (((), problems),) if isinstance(problems, str) else tuple(problems)
        super().__init__("\n".join(_sentence(path, message) for path, message in self.problems))

    def under(self, *path: str | float) -> LawError:
        """The same problems, seen from one or more levels further up.

        >>> str(LawError("must be positive, got -1").under("normal", "sd"))
        'normal.sd: must be positive, got -1'
        """
        return LawError(((*path, *rest), message) for rest, message in self.problems)


def _sentence(path: KeyPath, message: str) -> str:
    return ": ".join(piece for piece in (".".join(map(str, path)), message) if piece)


@dataclass(frozen=True)
class Distribution(ABC):
    """What is believed about one number, in base units; equal laws with equal parameters are the same belief.

    All functions take probabilities or values of any shape and return float64 of that shape; probabilities outside
    0..1 give NaN.
    """

    @abstractmethod
    def quantile(self, p: ArrayLike) -> Floats:
        """The value below which a draw falls with probability `p`."""

    @abstractmethod
    def isf(self, q: ArrayLike) -> Floats:
        """The value above which a draw falls with probability `q`; sharp for tiny `q`, where 1 - q is not."""

    @abstractmethod
    def cdf(self, x: ArrayLike) -> Floats:
        """The probability of a draw at or below `x`."""

    @abstractmethod
    def sf(self, x: ArrayLike) -> Floats:
        """The probability of a draw above `x`; sharp in the upper tail, where 1 - cdf is not."""

    def cdf_before(self, x: ArrayLike) -> Floats:
        """The probability of a draw below `x`: the limit of `cdf` from below, which differs from it at an atom."""
        return self.cdf(x)

    def sf_before(self, x: ArrayLike) -> Floats:
        """The probability of a draw at or above `x`: the limit of `sf` from below."""
        return self.sf(x)

    @property
    @abstractmethod
    def support(self) -> tuple[float, float]:
        """The least and the greatest value, infinite where there is none."""

    @property
    def blur(self) -> float:
        """How far rounding may put a probability off that is a difference of larger ones, beyond its own last places.

        A quantile function is no smoother than that.
        """
        return 0.0

    @property
    def mean(self) -> float:
        """The mean: infinite or NaN where it does not exist."""
        return self._moments[0]

    @property
    def variance(self) -> float:
        """The variance: infinite or NaN where it does not exist."""
        return self._moments[1]

    @property
    def tail_index(self) -> float:
        """The order below which all moments exist: infinite, but for tails that fall as a power."""
        is_bounded = all(map(math.isfinite, self.support))  # which saves the variance, and what computes it
        return math.inf if is_bounded or math.isfinite(self.variance) else 2.0

    @property
    def kinks(self) -> tuple[float, ...]:
        """Lower-tail probabilities, increasing, where the quantile function jumps or is not smooth."""
        return ()

    @property
    def atoms(self) -> tuple[Floats, Floats] | None:
        """All values, increasing, and their probabilities; None where the law is not discrete."""
        return None

    @property
    def jumps(self) -> Floats:
        """The values of positive probability (n,), increasing, whether or not other values may be drawn too."""
        return np.zeros(0)

    @cached_property
    def _moments(self) -> tuple[float, float]:
        return mean_and_variance(self.quantile, self.isf, self.kinks)


def require(holds: bool, rule: str, value: float) -> None:  # noqa: FBT001
    """Nothing, or a LawError that says which `rule` the `value` breaks."""
    if not holds:
        raise LawError(f"{rule}, got {value:.6g}")


def require_rising(*values: float) -> None:
    """Nothing, or a LawError where finite `values` do not rise, the first being below the last."""
    if not (all(map(math.isfinite, values)) and list(values) == sorted(values) and values[0] < values[-1]):
        raise LawError(f"must rise from low to high, got {', '.join(f'{value:.6g}' for value in values)}")


def probability(p: ArrayLike) -> Floats:
    """The probabilities as an array, NaN where they are none."""
    given = np.asarray(p, float)
    return np.where((given >= 0) & (given <= 1), given, np.nan)


@dataclass(frozen=True)
class EitherTail(Distribution):
    """A law whose values are computed from the probabilities of both tails, of which one is sharp."""

    @abstractmethod
    def _value(self, p: Floats, q: Floats) -> Floats:
        """The value below which a draw falls with probability `p`, and above which with `q`."""

    def quantile(self, p: ArrayLike) -> Floats:
        """The value at `p`, counted from below."""
        lower = np.asarray(p, float)
        return self._value(lower, 1.0 - lower)

    def isf(self, q: ArrayLike) -> Floats:
        """The value at `q`, counted from above."""
        upper = np.asarray(q, float)
        return self._value(1.0 - upper, upper)


def within_ends(
    p: Floats, q: Floats, inner: Callable[[Floats, Floats], Floats], support: tuple[float, float]
) -> Floats:
    """What `inner` gives for lower- and upper-tail probabilities, the ends of the `support` at 0 and 1, NaN outside."""
    proper = (p > 0) & (q > 0)
    value = inner(np.where(proper, p, 0.5), np.where(proper, q, 0.5))
    ends = np.where(p == 0, support[0], np.where(q == 0, support[1], np.nan))
    return np.where(proper, value, ends)


def standardised(x: ArrayLike, low: float, high: float) -> Floats:
    """Where each `x` stands between `low` (0) and `high` (1), clipped to that range."""
    return np.clip((np.asarray(x, float) - low) / (high - low), 0.0, 1.0)
