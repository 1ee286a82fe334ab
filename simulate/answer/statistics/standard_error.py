"""Standard errors from the spread between a few batches."""

from __future__ import annotations

import math
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from ...kernels.batches import BATCHES
from ...laws import scipy_special as special

Floats = NDArray[np.float64]

#: Subsamples that the batches are joined into for estimates that converge slowly and so need larger ones.
SUBSAMPLES = 8
#: Standard errors to either side that make a range of 95 %.
_NORMAL: Final = 1.959963984540054
#: Student's t at 97.5 % for the numbers of estimates that errors mostly come from: computing it takes long to import.
_STUDENT: Final = {SUBSAMPLES - 1: 2.4469118511449786, SUBSAMPLES: 2.364624251592784, BATCHES: 2.039513446396408}


def student(count: int) -> float:
    """Student's t over the normal's 1.96 at 97.5 %: what makes an error of `count` batches hold as often as it says.

    >>> round(student(32), 3), round(student(8), 3)
    (1.041, 1.206)
    """
    t = _STUDENT.get(count) or float(special.stdtrit(count - 1, 0.975))
    return t / _NORMAL


def stretch(values: Floats) -> Floats:
    """The longer half of a 95 % range for the mean of `values` (n, ...), over Student's t: 1, more if they are skewed.

    A mean of skewed values is most often too low just where their spread is too. Student's statistic then has its
    quantile at -(t + l (2 t² + 1) / 6 + 5 l² t (4 t² - 1) / 72), l being the skewness over √n: Edgeworth's expansion
    inverted to its second order (Hall, The Bootstrap and Edgeworth Expansion, 1992, chapter 2), whose term with the
    kurtosis, in proportion to t² - 3, all but vanishes. The skewness is that of a sample (Joanes & Gill 1998, G1).

    >>> even, skewed = np.arange(32.0), np.arange(32.0) ** 4
    >>> stretch(np.column_stack([even, skewed])).round(3).tolist()
    [1.0, 1.271]
    """
    n, rows = len(values), last_axis(values)
    deviation = rows.std(axis=-1)
    if n < 3:
        return np.ones(deviation.shape)
    cubes = ((rows - rows.mean(axis=-1, keepdims=True)) / np.where(deviation > 0, deviation, np.inf)[..., None]) ** 3
    skewness = math.sqrt(n * (n - 1)) / (n - 2) * np.abs(cubes.mean(axis=-1))
    share, t = skewness / math.sqrt(n), student(n) * _NORMAL
    return np.asarray(1.0 + share * (2 * t**2 + 1) / (6 * t) + share**2 * 5 * (4 * t**2 - 1) / 72)


def last_axis(values: Floats) -> Floats:
    """`values` (n, ...) as (..., n): sums of a row are the same bits however many rows there are."""
    return np.ascontiguousarray(np.moveaxis(values, 0, -1))


def standard_error(values: Floats) -> Floats:
    """The standard error of the mean of independent `values` (n, ...): 1.96 of it are the longer half of a 95 % range.

    >>> round(float(standard_error(np.arange(32.0))), 3)
    1.726
    """
    count = len(values)
    if count < 2:
        return np.full(values.shape[1:], math.inf)
    return np.asarray(student(count) * stretch(values) * last_axis(values).std(axis=-1, ddof=1) / math.sqrt(count))


def in_subsamples(batches: NDArray[Any]) -> NDArray[Any]:
    """The sums (SUBSAMPLES, ...) of `batches` (BATCHES, ...); fewer batches are returned as they are."""
    if len(batches) != BATCHES:
        return batches
    sums: NDArray[Any] = batches.reshape(SUBSAMPLES, BATCHES // SUBSAMPLES, *batches.shape[1:]).sum(axis=1)
    return sums
