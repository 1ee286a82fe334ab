"""Laws with straight sides: triangular and trapezoidal."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from .base import EitherTail, Floats, require_rising


@dataclass(frozen=True)
class Trapezoidal(EitherTail):
    """The trapezoidal law: rising from a to b, level to c, falling to d (JCGM 101:2008, 6.4.4).

    A triangular law is one whose b and c are the mode.

    >>> float(Trapezoidal(0.0, 1.0, 1.0, 2.0).quantile(0.125))
    0.5
    """

    a: float
    b: float
    c: float
    d: float

    def __post_init__(self) -> None:
        require_rising(self.a, self.b, self.c, self.d)

    @property
    def _height(self) -> float:
        """The density between b and c."""
        return 2 / ((self.d - self.a) + (self.c - self.b))

    @property
    def _sides(self) -> tuple[float, float]:
        """The probability of the rising and of the falling side."""
        return (self.b - self.a) * self._height / 2, (self.d - self.c) * self._height / 2

    def _value(self, p: Floats, q: Floats) -> Floats:
        """A square root on either side, a straight line between."""
        rising, falling = self._sides
        with np.errstate(invalid="ignore"):
            left = self.a + np.sqrt(2 * p * (self.b - self.a) / self._height)
            right = self.d - np.sqrt(2 * q * (self.d - self.c) / self._height)
        level = np.where(p < q, self.b + (p - rising) / self._height, self.c - (q - falling) / self._height)
        value = np.where(p < rising, left, np.where(q < falling, right, level))
        return np.where((p >= 0) & (q >= 0), value, np.nan)

    def cdf(self, x: ArrayLike) -> Floats:
        """The area to the left."""
        return _area(np.asarray(x, float), self.a, self.b, self.c, self.d)

    def sf(self, x: ArrayLike) -> Floats:
        """The area to the right: that of the mirror image to the left."""
        return _area(-np.asarray(x, float), -self.d, -self.c, -self.b, -self.a)

    @property
    def support(self) -> tuple[float, float]:
        """The outer corners."""
        return self.a, self.d

    @property
    def mean(self) -> float:
        """The abscissa of the centre of area, measured from a."""
        b, c, d = self.b - self.a, self.c - self.a, self.d - self.a
        return self.a + (d * d + c * d + c * c - b * b) / (3 * (d + c - b))

    @property
    def variance(self) -> float:
        """The second moment about the mean."""
        b, c, d = self.b - self.a, self.c - self.a, self.d - self.a
        second = ((d + c) * (d * d + c * c) - b**3) / (6 * (d + c - b))
        return second - (self.mean - self.a) ** 2

    @property
    def kinks(self) -> tuple[float, ...]:
        """The inner corners."""
        rising, falling = self._sides
        corners = (rising, 1 - falling) if self.b < self.c else (rising,)
        return tuple(corner for corner in corners if 0 < corner < 1)


def _area(x: Floats, a: float, b: float, c: float, d: float) -> Floats:
    """The area of the trapezoid of area one to the left of each `x`."""
    height = 2 / ((d - a) + (c - b))
    rise = np.clip(x - a, 0.0, b - a)
    fall = np.clip(x - c, 0.0, d - c)
    left = height * rise**2 / (2 * (b - a)) if b > a else np.zeros_like(x)
    right = height * fall * (1 - fall / (2 * (d - c))) if d > c else np.zeros_like(x)
    return np.minimum(left + height * np.clip(x - b, 0.0, c - b) + right, 1.0)


def triangular(low: float, mode: float, high: float) -> Trapezoidal:
    """The triangular law: a trapezoid without a level part.

    >>> triangular(0.0, 1.0, 5.0).mean
    2.0
    """
    return Trapezoidal(low, mode, mode, high)
