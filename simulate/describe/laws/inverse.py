"""Roots of rising functions, all at once."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

EPSILON = float(np.finfo(float).eps)
LONGEST = 1200  # iterations; a smooth function needs some ten, a jump fifty, a root at 1e-300 a thousand


def rising_root(function: Callable[[Floats], Floats], low: Floats, high: Floats) -> Floats:
    """The least value between `low` and `high`, elementwise, at which the rising `function` is not negative.

    Chandrupatla's method (Advances in Engineering Software 28, 1997): inverse quadratic interpolation where that is
    safe, else bisection, so that jumps and level parts cost time but no precision.

    >>> rising_root(lambda x: x**3 - [8, 27], np.zeros(2), np.full(2, 5.0)).round(12).tolist()
    [2.0, 3.0]
    """
    newest, other = np.array(high, float), np.array(low, float)
    at_newest, at_other = function(newest), function(other)
    third, at_third, step = newest, at_newest, np.full(newest.shape, 0.5)
    for _ in range(LONGEST):
        trial = newest + step * (other - newest)
        at_trial = function(trial)
        same = (at_trial < 0) == (at_newest < 0)
        third, at_third = np.where(same, newest, other), np.where(same, at_newest, at_other)
        other, at_other = np.where(same, other, newest), np.where(same, at_other, at_newest)
        newest, at_newest = trial, at_trial
        least = _least_step(newest, other)
        if np.all((least >= 0.5) | (at_newest == 0)):
            break
        step = _step((newest, other, third), (at_newest, at_other, at_third), least)
    return np.where(at_newest >= 0, newest, np.where(at_other >= 0, other, high))


def _least_step(newest: Floats, other: Floats) -> Floats:
    """The smallest step worth taking, relative to the bracket: that of the numbers' own spacing."""
    with np.errstate(divide="ignore", invalid="ignore"):
        least = EPSILON * np.maximum(np.abs(newest), np.abs(other)) / np.abs(other - newest)
    return np.where(other == newest, 0.5, np.clip(least, 0.0, 0.5))


def _step(places: tuple[Floats, Floats, Floats], values: tuple[Floats, Floats, Floats], least: Floats) -> Floats:
    """How far to go from the newest place toward the other: interpolated where that is safe, else one half."""
    (a, b, c), (fa, fb, fc) = places, values
    with np.errstate(all="ignore"):
        xi, phi = (a - b) / (c - b), (fa - fb) / (fc - fb)
        safe = (phi**2 < xi) & ((1 - phi) ** 2 < 1 - xi)
        quadratic = fa / (fb - fa) * fc / (fb - fc) + (c - a) / (b - a) * fa / (fc - fa) * fb / (fc - fb)
    return np.clip(np.where(safe & np.isfinite(quadratic), quadratic, 0.5), least, 1 - least)
