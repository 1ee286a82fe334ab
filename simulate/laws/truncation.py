"""A law cut off at one end or both, and made whole again."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import ArrayLike

from .base import Distribution, EitherTail, Floats, LawError, require
from .discrete import Discrete

LEAST = 1e-280  # a window with less probability has tails that no number can tell apart


@dataclass(frozen=True)
class Window:
    """The interval that `truncate` leaves of a law; an end that is left open is infinite."""

    low: float = -math.inf
    high: float = math.inf


@dataclass(frozen=True)
class Truncated(EitherTail):
    """What remains of `law` between `low` and `high`.

    Probabilities are measured from the nearer tail, so that a window far out in one tail keeps its precision.

    >>> from .normal import Normal
    >>> float(Truncated(Normal(0.0, 1.0), 0.0, math.inf).quantile(0.5).round(6))
    0.67449
    """

    law: Distribution
    low: float = -math.inf
    high: float = math.inf

    def __post_init__(self) -> None:
        require(self.low < self.high, "truncate must rise; its upper end", self.high)
        if not self._mass > LEAST:
            raise LawError(f"no draw of the law lies within truncate [{self.low:.6g}, {self.high:.6g}]; widen it")

    @cached_property
    def _cut(self) -> tuple[float, float]:
        """What is cut off, below and above; an atom at an end is kept."""
        return float(self.law.cdf_before(self.low)), float(self.law.sf(self.high))

    @cached_property
    def _kept(self) -> tuple[float, float]:
        """The law's probability up to the upper end, and from the lower end on."""
        return float(self.law.cdf(self.high)), float(self.law.sf_before(self.low))

    @cached_property
    def _mass(self) -> float:
        (below, above), (left, right) = self._cut, self._kept
        if right < 0.5:
            return right - above
        return left - below if left < 0.5 else 1.0 - below - above

    def _value(self, p: Floats, q: Floats) -> Floats:
        """The law's quantile at the probability that `p` is of what remains."""
        (below, above), mass = self._cut, self._mass
        lower, upper = below + p * mass, above + q * mass
        nearer = np.minimum(lower, upper)  # measured from the nearer tail; the other branch is not used
        value = np.where(lower < upper, self.law.quantile(nearer), self.law.isf(nearer))
        valid = (p >= 0) & (q >= 0)
        return np.where(valid, np.clip(value, *self.support), np.nan)

    def cdf(self, x: ArrayLike) -> Floats:
        """The share of what remains at or below `x`."""
        at = np.asarray(x, float)
        return np.where(at < self.low, 0.0, self._under(self.law.cdf(self._within(at)), self.law.sf(self._within(at))))

    def sf(self, x: ArrayLike) -> Floats:
        """The share of what remains above `x`."""
        at = np.asarray(x, float)
        return np.where(at < self.low, 1.0, self._over(self.law.cdf(self._within(at)), self.law.sf(self._within(at))))

    def cdf_before(self, x: ArrayLike) -> Floats:
        """The share of what remains below `x`."""
        at, inner = np.asarray(x, float), self._within(x)
        return np.where(at > self.high, 1.0, self._under(self.law.cdf_before(inner), self.law.sf_before(inner)))

    def sf_before(self, x: ArrayLike) -> Floats:
        """The share of what remains at or above `x`."""
        at, inner = np.asarray(x, float), self._within(x)
        return np.where(at > self.high, 0.0, self._over(self.law.cdf_before(inner), self.law.sf_before(inner)))

    @property
    def jumps(self) -> Floats:
        """The law's atoms inside the window, its ends included."""
        values = self.law.jumps
        return np.asarray(values[(values >= self.low) & (values <= self.high)], float)

    def _within(self, x: ArrayLike) -> Floats:
        return np.asarray(np.clip(np.asarray(x, float), self.low, self.high), float)

    def _under(self, lower: Floats, upper: Floats) -> Floats:
        """The share on the lower side, where the law has `lower` and `upper` on either side; from the sharper one."""
        share = np.where(upper < 0.5, self._kept[1] - upper, lower - self._cut[0]) / self._mass
        return np.clip(share, 0.0, 1.0)

    def _over(self, lower: Floats, upper: Floats) -> Floats:
        """The share on the upper side."""
        share = np.where(lower < 0.5, self._kept[0] - lower, upper - self._cut[1]) / self._mass
        return np.clip(share, 0.0, 1.0)

    @property
    def support(self) -> tuple[float, float]:
        """The window, or the law's own ends where they are narrower."""
        low, high = self.law.support
        return max(low, self.low), min(high, self.high)

    @property
    def blur(self) -> float:
        """The law's, and the last places of what is cut off beside what remains."""
        return (self.law.blur + 4.0 * np.finfo(float).eps * max(self._cut)) / self._mass

    @property
    def tail_index(self) -> float:
        """The law's own, unless both tails are cut off."""
        return math.inf if all(map(math.isfinite, self.support)) else self.law.tail_index

    @property
    def kinks(self) -> tuple[float, ...]:
        """The law's kinks inside the window."""
        kinks = ((kink - self._cut[0]) / self._mass for kink in self.law.kinks)
        return tuple(kink for kink in kinks if 0 < kink < 1)


def truncated(law: Distribution, window: Window) -> Distribution:
    """The law within the window: itself where nothing is cut, fewer atoms where it is discrete.

    >>> from .bounded import Uniform
    >>> truncated(Uniform(0.0, 1.0), Window(-1.0, 2.0))
    Uniform(low=0.0, high=1.0)
    """
    low, high = law.support
    if window.low <= low and high <= window.high:
        return law
    return Truncated(law, window.low, window.high) if law.atoms is None else _fewer(law.atoms, window)


def _fewer(atoms: tuple[Floats, Floats], window: Window) -> Discrete:
    values, probabilities = atoms
    inside = (values >= window.low) & (values <= window.high)
    if not inside.any():
        raise LawError(f"no value lies within truncate [{window.low:.6g}, {window.high:.6g}]; widen it")
    kept = probabilities[inside] / probabilities[inside].sum()
    return Discrete(tuple(values[inside].tolist()), tuple(kept.tolist()))
