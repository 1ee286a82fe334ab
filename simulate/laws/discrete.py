"""Laws of single values: a constant, listed values, Poisson and binomial counts."""

from __future__ import annotations

import math
from abc import abstractmethod
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import ArrayLike

from .base import Distribution, Floats, LawError, probability, require
from .multiple import multiple

CUT = 2.0**-70  # what either tail of a count may lose: finer than the finest probability drawn
MOST = 2**20  # atoms; a count with more is as good as normal


@dataclass(frozen=True)
class Atomic(Distribution):
    """A law of finitely many values, increasing, each with its probability."""

    @abstractmethod
    def _atoms(self) -> tuple[Floats, Floats]:
        """The values and their probabilities."""

    @cached_property
    def _table(self) -> tuple[Floats, Floats, Floats, Floats]:
        """Values, probabilities, and the probabilities at or below and at or above each value."""
        values, probabilities = self._atoms()
        return values, probabilities, np.cumsum(probabilities), np.cumsum(probabilities[::-1])[::-1]

    @property
    def atoms(self) -> tuple[Floats, Floats]:
        """All values, increasing, and their probabilities."""
        return self._table[0], self._table[1]

    def quantile(self, p: ArrayLike) -> Floats:
        """The least value with at least probability `p` at or below it."""
        lower = probability(p)
        return self._value(lower, 1.0 - lower)

    def isf(self, q: ArrayLike) -> Floats:
        """The least value with at most probability `q` above it."""
        upper = probability(q)
        return self._value(1.0 - upper, upper)

    def _value(self, p: Floats, q: Floats) -> Floats:
        """The step reached, found from the nearer tail."""
        values, _, below, above = self._table
        beyond = np.append(above[1:], 0.0)[::-1]
        from_above = len(values) - np.searchsorted(beyond, q, side="right")
        index = np.where(p < q, np.searchsorted(below, p), from_above)
        return np.where(np.isnan(p), np.nan, values[np.clip(index, 0, len(values) - 1)])

    def cdf(self, x: ArrayLike) -> Floats:
        """The probability of the values at or below `x`."""
        values, _, below, _ = self._table
        return np.append(0.0, below)[np.searchsorted(values, np.asarray(x, float), side="right")]

    def sf(self, x: ArrayLike) -> Floats:
        """The probability of the values above `x`."""
        values, _, _, above = self._table
        return np.append(above, 0.0)[np.searchsorted(values, np.asarray(x, float), side="right")]

    def cdf_before(self, x: ArrayLike) -> Floats:
        """The probability of the values below `x`."""
        values, _, below, _ = self._table
        return np.append(0.0, below)[np.searchsorted(values, np.asarray(x, float))]

    def sf_before(self, x: ArrayLike) -> Floats:
        """The probability of the values at or above `x`."""
        values, _, _, above = self._table
        return np.append(above, 0.0)[np.searchsorted(values, np.asarray(x, float))]

    @property
    def jumps(self) -> Floats:
        """All values."""
        return self._table[0]

    @property
    def support(self) -> tuple[float, float]:
        """The least and the greatest value."""
        values = self._table[0]
        return float(values[0]), float(values[-1])

    @property
    def mean(self) -> float:
        """The values, each weighted by its probability."""
        values, probabilities = self.atoms
        return float(values @ probabilities)

    @property
    def variance(self) -> float:
        """The squared distances from the mean, weighted alike."""
        values, probabilities = self.atoms
        return float((values - self.mean) ** 2 @ probabilities)

    @property
    def kinks(self) -> tuple[float, ...]:
        """Where the quantile function steps from one value to the next."""
        return tuple(step for step in np.unique(self._table[2][:-1]).tolist() if 0 < step < 1)


@dataclass(frozen=True)
class Constant(Atomic):
    """One value without uncertainty.

    >>> float(Constant(3.0).quantile(0.9))
    3.0
    """

    value: float

    def __post_init__(self) -> None:
        require(math.isfinite(self.value), "a constant must be finite", self.value)

    def _atoms(self) -> tuple[Floats, Floats]:
        return np.array([self.value]), np.array([1.0])


@dataclass(frozen=True)
class Discrete(Atomic):
    """Listed values, increasing, each with its probability.

    >>> Discrete((3.0, 4.0, 6.0), (0.2, 0.5, 0.3)).quantile([0.1, 0.2, 0.7, 0.71]).tolist()
    [3.0, 3.0, 4.0, 6.0]
    """

    values: tuple[float, ...]
    probabilities: tuple[float, ...]

    def __post_init__(self) -> None:
        if not self.values or list(self.values) != sorted(set(self.values)):
            raise LawError("the values must be different and increasing")
        if not all(0 < probability <= 1 for probability in self.probabilities):
            raise LawError("each probability must be above 0 and at most 1")
        require(abs(math.fsum(self.probabilities) - 1) < 1e-9, "probabilities must sum to 1", sum(self.probabilities))

    def _atoms(self) -> tuple[Floats, Floats]:
        probabilities = np.array(self.probabilities)
        return np.array(self.values), probabilities / probabilities.sum()


@dataclass(frozen=True)
class Poisson(Atomic):
    """The Poisson law of a count with this mean, in units of `unit`.

    >>> float(Poisson(3.0).cdf(0).round(6))
    0.049787
    """

    count: float
    unit: float = 1.0

    def __post_init__(self) -> None:
        require(self.count > 0, "the mean count must be positive", self.count)

    def _atoms(self) -> tuple[Floats, Floats]:
        first, last = _reach(self.count, math.sqrt(self.count), math.inf)
        counts = np.arange(first, last + 1)
        return _scaled(counts, self.count / counts[1:], self.unit)


@dataclass(frozen=True)
class Binomial(Atomic):
    """The binomial law: successes in n trials of probability p, in units of `unit`.

    >>> Binomial(3, 0.5).atoms[1].tolist()
    [0.125, 0.375, 0.375, 0.125]
    """

    n: int
    p: float
    unit: float = 1.0

    def __post_init__(self) -> None:
        require(self.n >= 1, "n must be at least 1", self.n)
        require(0 < self.p < 1, "p must lie between 0 and 1", self.p)

    def _atoms(self) -> tuple[Floats, Floats]:
        first, last = _reach(self.n * self.p, math.sqrt(self.n * self.p * (1 - self.p)), self.n)
        counts = np.arange(first, last + 1)
        return _scaled(counts, (self.n + 1 - counts[1:]) / counts[1:] * (self.p / (1 - self.p)), self.unit)


def _reach(mean: float, sd: float, most: float) -> tuple[float, float]:
    """Counts so far from the mean that less than CUT lies beyond (Bernstein's inequality gives 72 + 12 sd)."""
    first, last = max(0.0, math.floor(mean - 12 * sd - 72)), min(most, math.ceil(mean + 12 * sd + 72))
    spread = max(last - first, 24 * sd)  # far out, the two ends may be one number
    if spread > MOST:
        raise LawError(f"a count that spreads over {spread:.3g} values is too wide; use normal instead")
    return first, last


def _scaled(counts: Floats, ratios: Floats, unit: float) -> tuple[Floats, Floats]:
    """The counts and probabilities whose successive `ratios` are known, trimmed where a tail is below CUT."""
    mode = int(np.searchsorted(-ratios, -1.0))
    upward = np.cumprod(ratios[mode:])
    downward = np.cumprod(1 / ratios[:mode][::-1])[::-1]
    weights = np.concatenate([downward, [1.0], upward])
    probabilities = weights / weights.sum()
    kept = (np.cumsum(probabilities) >= CUT) & (np.cumsum(probabilities[::-1])[::-1] >= CUT)
    return multiple(counts[kept], unit), probabilities[kept]


def poisson(mean: float, unit: float) -> Poisson:
    """The Poisson law with this mean, of whole multiples of `unit`."""
    return Poisson(mean / unit, unit)


def discrete(atoms: tuple[tuple[float, float], ...]) -> Discrete:
    """The law of these (value, probability) pairs, in any order.

    >>> discrete(((4.0, 0.5), (3.0, 0.5)))
    Discrete(values=(3.0, 4.0), probabilities=(0.5, 0.5))
    """
    values, probabilities = zip(*sorted(atoms), strict=True)
    return Discrete(values, probabilities)
