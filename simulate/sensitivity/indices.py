"""Sobol' indices from sums over pick-freeze samples, each with its Monte Carlo error.

A first-order index is estimated by Saltelli et al. 2010 (Computer Physics Communications 181, 259), or by Jansen 1999
(Computer Physics Communications 117, 35) where that is surer, which it is for large indices; a total index by Jansen
1999. Errors are the jackknife's over 32 batches, which for Sobol' points are independent scramblings.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ..answer.standard_error import student
from ..kernels.cross_sums import EACH, OWN

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Indices:
    """First-order and total indices with their errors (outputs, groups), and what no input explains alone.

    `variance` (outputs,) is 0 for an output that does not vary; its indices are then NaN. `interactions` (outputs,) are
    1 less the sum of all first-order indices.
    """

    first: Floats
    first_error: Floats
    total: Floats
    total_error: Floats
    interactions: Floats
    interactions_error: Floats
    variance: Floats


def indices(batches: Floats) -> Indices:
    """The indices that sums (BATCHES, outputs, ...) of the batches give: see `kernels.cross_sums`."""
    filled = batches[batches[:, 0, 0] > 0]
    whole = filled.sum(axis=0)
    variance, saltelli, jansen, total = _estimates(whole)
    _, *others = _estimates(whole - filled)
    saltelli_error, jansen_error, total_error = map(_jackknife, others)
    surer = saltelli_error <= jansen_error
    first, without = np.where(surer, saltelli, jansen), np.where(surer, others[0], others[1])
    return Indices(
        first=first,
        first_error=np.where(surer, saltelli_error, jansen_error),
        total=total,
        total_error=total_error,
        interactions=1.0 - first.sum(axis=-1),
        interactions_error=_jackknife(without.sum(axis=-1)),
        variance=variance,
    )


def _estimates(sums: Floats) -> tuple[Floats, Floats, Floats, Floats]:
    """Variance (..., outputs); first order by Saltelli and by Jansen, and total (..., outputs, groups)."""
    n, a, b, aa, bb, _ = np.moveaxis(sums[..., :OWN], -1, 0)
    each = sums[..., OWN:].reshape(*sums.shape[:-1], -1, EACH)
    product, from_a, from_b, hybrid, _ = np.moveaxis(each, -1, 0)
    n, a, b = n[..., None], a[..., None], b[..., None]
    mean = (a + b) / (2 * n)
    variance = np.maximum((aa + bb)[..., None] / (2 * n) - mean**2, 0.0)
    with np.errstate(invalid="ignore", divide="ignore"):
        saltelli = (product / n - b / n * (hybrid - a) / n) / variance
        jansen = 1.0 - from_b / (2 * n * variance)
        total = from_a / (2 * n * variance)
    return variance[..., 0], saltelli, jansen, total


def _jackknife(without: Floats) -> Floats:
    """The standard error that estimates (batches, ...) show, each of which leaves one batch out."""
    count = len(without)
    if count < 2:
        return np.full(without.shape[1:], math.inf)
    error: Floats = student(count) * np.sqrt((count - 1) * without.var(axis=0))
    return error
