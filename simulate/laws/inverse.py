"""Roots of rising functions, all at once."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]

EPSILON = float(np.finfo(float).eps)
LONGEST = 1200  # iterations; a smooth function needs some ten, a jump fifty, a root at 1e-300 a thousand


def rising_root(function: Callable[..., Floats], low: ArrayLike, high: ArrayLike, *along: ArrayLike) -> Floats:
    """The least value between `low` and `high`, elementwise, at which the rising `function` is not negative.

    The function takes points (n,) and, of each array in `along`, the elements that belong to them; points whose root
    is found are left out of later calls. Chandrupatla's method (Advances in Engineering Software 28, 1997): inverse
    quadratic interpolation where that is safe, else bisection, so that jumps and level parts cost time but no
    precision.

    >>> rising_root(lambda x, cube: x**3 - cube, 0.0, 5.0, [8, 27]).round(12).tolist()
    [2.0, 3.0]
    """
    other, newest, *given = (each.ravel() for each in np.broadcast_arrays(low, high, *along))
    shape = np.broadcast_shapes(*(np.shape(each) for each in (low, high, *along)))
    other, newest = np.array(other, float), np.array(newest, float)
    at_newest, at_other = function(newest, *given), function(other, *given)
    state = np.array([newest, other, newest, at_newest, at_other, at_newest, np.full(newest.shape, 0.5)])
    found = newest.copy()
    open_points = np.arange(newest.size)
    for _ in range(LONGEST):
        if not open_points.size:
            break
        state, done = _narrowed(function, state, given)
        found[open_points] = _best(state, found[open_points])
        state, open_points = state[:, ~done], open_points[~done]
        given = [each[~done] for each in given]
    return found.reshape(shape)


def _narrowed(function: Callable[..., Floats], state: Floats, given: list[Floats]) -> tuple[Floats, NDArray[np.bool_]]:
    """The state after one more trial, and which points are done.

    Its rows are the newest point, the one on the other side of the root, a third one, the values there, and the step.
    """
    newest, other, _, at_newest, at_other, _, step = state
    trial = newest + step * (other - newest)
    at_trial = function(trial, *given)
    same = (at_trial < 0) == (at_newest < 0)
    third, at_third = np.where(same, newest, other), np.where(same, at_newest, at_other)
    other, at_other = np.where(same, other, newest), np.where(same, at_other, at_newest)
    least = _least_step(trial, other)
    step = _step((trial, other, third), (at_trial, at_other, at_third), least)
    return np.array([trial, other, third, at_trial, at_other, at_third, step]), (least >= 0.5) | (at_trial == 0)


def _best(state: Floats, otherwise: Floats) -> Floats:
    """The point of the two about the root at which the function is not negative."""
    newest, other, _, at_newest, at_other, _, _ = state
    return np.where(at_newest >= 0, newest, np.where(at_other >= 0, other, otherwise))


def _least_step(newest: Floats, other: Floats) -> Floats:
    """The smallest step worth taking, relative to the bracket: that of the numbers' own spacing."""
    with np.errstate(divide="ignore", invalid="ignore"):
        least = EPSILON * np.maximum(np.abs(newest), np.abs(other)) / np.abs(other - newest)
    return np.where(other == newest, 0.5, np.clip(least, 0.0, 0.5))


def _step(points: tuple[Floats, Floats, Floats], values: tuple[Floats, Floats, Floats], least: Floats) -> Floats:
    """How far to go from the newest point toward the other: interpolated where that is safe, else one half."""
    (a, b, c), (fa, fb, fc) = points, values
    with np.errstate(all="ignore"):
        xi, phi = (a - b) / (c - b), (fa - fb) / (fc - fb)
        safe = (phi**2 < xi) & ((1 - phi) ** 2 < 1 - xi)
        quadratic = fa / (fb - fa) * fc / (fb - fc) + (c - a) / (b - a) * fa / (fc - fa) * fb / (fc - fb)
    return np.clip(np.where(safe & np.isfinite(quadratic), quadratic, 0.5), least, 1 - least)
