"""Moments as an answer states them: exact if all samples are one value, absent if floats cannot hold them."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from ..heavy_tails import MOMENTS, HeavyTail
from .marginal import Estimate
from .moments import estimates

Floats = NDArray[np.float64]
Moments = tuple[Estimate | None, Estimate | None, Estimate | None]

_EXACTLY_0 = Estimate(0.0, 0.0)
_ONE_SAMPLE = "one sample alone has no spread"
#: A sum of squares or of higher powers below this has lost digits to floats that are smaller than the smallest normal.
_LEAST = float(np.finfo(np.float64).tiny / np.finfo(np.float64).eps)
#: Samples that differ by no more than this share are one value: some hundred roundings, and far less than is measured.
ROUNDING = 512 * float(np.finfo(np.float64).eps)
#: Spreads within 2**-200 to 2**200 have fourth powers, and squares of sums of squares, that floats hold.
_USUAL = 200


def settled(ends: Floats, nominal: float) -> Floats:
    """The smallest and the largest sample (2,); one value for both if only rounding separates them.

    That value is the `nominal` one if it lies between them: a quantity that is computed back from others, as an
    intensity from emissions and energy, is the same in every sample but for its last digits.

    >>> settled(np.array([399.99999999999994, 400.00000000000006]), 400.0).tolist()
    [400.0, 400.0]
    """
    low, high = ends
    apart = high - low
    if not 0 < apart < math.inf or apart > ROUNDING * max(abs(low), abs(high)):
        return ends
    return np.full(2, nominal if low <= nominal <= high else low / 2 + high / 2)


def moments(
    batches: Floats, ends: Sequence[Floats], tails: Sequence[HeavyTail], *, batched: bool
) -> list[tuple[Moments, str]]:
    """Mean, sd and skewness of each output, and the reason if one of them, or its error, is absent.

    `batches` (batch, outputs, 5) hold count, mean and central sums; `ends` (2,) are an output's smallest and largest
    sample. If these are equal, the mean is that value and the sd is 0, both exact, whatever rounding left in the sums.
    """
    filled = batches[batches[:, 0, 0] > 0]
    samples = int(filled[:, 0, 0].sum())
    exponents = np.array([_exponent(each) for each in ends])
    mean, sd, skewness = estimates(_divided(filled, exponents), batched=batched)

    def of(o: int) -> tuple[Moments, str]:
        if only := only_value(ends[o], samples):
            return ((only, None, None), _ONE_SAMPLE) if only.error else ((only, _EXACTLY_0, _EXACTLY_0), "")
        limit = min(tails[o], *_limits(filled[:, o]), key=lambda each: each.index)
        scaled = (_times(mean.of(o), exponents[o]), _times(sd.of(o), exponents[o]), skewness.of(o))
        return limit.existing(*scaled), limit.reason

    return [of(o) for o in range(len(ends))]


def only_value(ends: Floats, samples: int) -> Estimate | None:
    """The value that all samples have, exact if there are several; None if they differ."""
    if ends[0] != ends[1]:
        return None
    return Estimate(float(ends[0]), 0.0 if samples > 1 else math.inf)


def _limits(batches: Floats) -> tuple[HeavyTail, ...]:
    """The orders of moments whose sums (batch, 5) floats cannot hold; a sum of cubes may be small by symmetry."""
    if batches[:, 0].max() < 2:
        return (HeavyTail(1, f"no batch has two of the {int(batches[:, 0].sum())} samples; take 64 or more"),)
    sums = batches[:, 2:] / batches[:, 0].sum()
    finite, means = np.isfinite(sums).all(axis=0).tolist(), sums.sum(axis=0).tolist()
    found = [HeavyTail()]
    for order, is_finite, mean in zip((2, 3, 4), finite, means, strict=True):
        if not is_finite:
            found.append(HeavyTail(order, f"its {MOMENTS[order]} is too large to compute with floating-point numbers"))
        elif order != 3 and mean < _LEAST:
            found.append(HeavyTail(order, f"its {MOMENTS[order]} is too small to compute with floating-point numbers"))
    return tuple(found)


def _exponent(ends: Floats) -> int:
    """The power of two of the samples' range if its fourth power may overflow or underflow, else 0."""
    exponent = math.frexp(float(ends[1] / 2 - ends[0] / 2))[1]
    return exponent if abs(exponent) > _USUAL else 0


def _divided(batches: Floats, exponents: NDArray[np.int64]) -> Floats:
    """The sums (batch, outputs, 5) of samples divided by two to the power of an output's exponent, which is exact."""
    return np.ldexp(batches, -np.multiply.outer(exponents, np.arange(5)))


def _times(estimate: Estimate, exponent: int) -> Estimate:
    """The estimate of samples that were divided by two to the power of `exponent`."""
    return Estimate(*np.ldexp([estimate.value, estimate.error], exponent).tolist()) if exponent else estimate
