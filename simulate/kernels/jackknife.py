"""Histograms of all samples and of all but one part of them, cumulated, and the intervals of many histograms."""

from __future__ import annotations

from typing import Any

import numpy as np

from .compiling.jit import unfused

Array = np.ndarray[Any, Any]


@unfused
def leave_out_rows(counts: Array, found: Array) -> None:
    """Cumulate `counts` (parts, rows, bins) into `found` (rows, 1 + parts, bins): all parts, then all but each."""
    parts = counts.shape[0]
    for row in range(counts.shape[1]):
        cumulated = found[row]
        for part in range(parts):
            below = 0.0
            for j in range(counts.shape[2]):
                below += counts[part, row, j]
                cumulated[1 + part, j] = below
        for j in range(counts.shape[2]):
            total = 0.0
            for part in range(parts):
                total += cumulated[1 + part, j]
            cumulated[0, j] = total
        for part in range(parts):
            for j in range(counts.shape[2]):
                cumulated[1 + part, j] = cumulated[0, j] - cumulated[1 + part, j]


@unfused
def interval_rows(low: Array, high: Array, cumulated: Array, tails: Array, ends: Array) -> None:
    """Put the quantiles at `tails` (n,), above 0, of each of `cumulated` (rows, bins) into `ends` (n, rows).

    Bins hold what lies evenly between `low` and `high` (bins,). A row without counts has none: NaN.
    """
    last = cumulated.shape[1] - 1
    for row in range(cumulated.shape[0]):
        below = cumulated[row]
        for k in range(tails.shape[0]):
            wanted = below[last] * tails[k]
            first, after = 0, last
            while first < after:
                middle = (first + after) // 2
                if below[middle] < wanted:
                    first = middle + 1
                else:
                    after = middle
            before = below[first - 1] if first > 0 else 0.0
            share = (wanted - before) / (below[first] - before)
            ends[k, row] = low[first] + min(max(share, 0.0), 1.0) * (high[first] - low[first])
