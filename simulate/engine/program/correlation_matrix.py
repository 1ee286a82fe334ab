"""Correlation matrices of normal scores: the nearest feasible one, and the root that mixes independent scores."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Matrix = NDArray[np.float64]

_ROUNDS = 200
#: Negative eigenvalues of this size are due to rounding, not to infeasible correlations.
_ROUNDING = 1e-10


def nearest_correlation(matrix: Matrix) -> Matrix:
    """The correlation matrix nearest to a symmetric `matrix` (n, n) in the Frobenius norm; `matrix` if it is one.

    Source: Higham, "Computing the nearest correlation matrix", IMA J. Numer. Anal. 22 (2002), algorithm 3.3.
    """
    if np.linalg.eigvalsh(matrix)[0] >= -_ROUNDING:
        return matrix
    nearest = matrix
    correction = np.zeros_like(matrix)
    for _ in range(_ROUNDS):
        before = nearest - correction
        values, vectors = np.linalg.eigh(before)
        semidefinite = (vectors * np.maximum(values, 0.0)) @ vectors.T
        correction = semidefinite - before
        nearest = semidefinite.copy()
        np.fill_diagonal(nearest, 1.0)
        if np.abs(nearest - semidefinite).max() < 1e-12:
            break
    return nearest


def conditional_root(matrix: Matrix, drawn: Sequence[bool]) -> Matrix:
    """The matrix (n, n) that correlates scores, of which those `drawn` are independent and the others correlated.

    Given the others, the drawn scores are normal about a linear function of them, with the covariance of the Schur
    complement (Eaton, Multivariate Statistics, 1983, page 116). If all are drawn it is the symmetric root.
    """
    new = np.asarray(drawn)
    slopes = matrix[np.ix_(new, ~new)] @ np.linalg.pinv(matrix[np.ix_(~new, ~new)], hermitian=True)
    result = np.eye(len(matrix))
    result[np.ix_(new, ~new)] = slopes
    result[np.ix_(new, new)] = symmetric_root(matrix[np.ix_(new, new)] - slopes @ matrix[np.ix_(~new, new)])
    return result


def symmetric_root(matrix: Matrix) -> Matrix:
    """The symmetric square root (n, n) of a covariance `matrix`; unlike Cholesky's, it is independent of the order."""
    values, vectors = np.linalg.eigh(matrix)
    root: Matrix = (vectors * np.sqrt(np.maximum(values, 0.0))) @ vectors.T
    return root
