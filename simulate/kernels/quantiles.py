"""Distributions that are linear within cells: their quantiles, and subsamples in fewer cells."""

from __future__ import annotations

from typing import Any

import numpy as np

from .jit import kernel, unfused

Array = np.ndarray[Any, Any]

_LEAST = np.finfo(np.float64).tiny


@unfused
def quantile_rows(low: Array, high: Array, cumulative: Array, probabilities: Array, found: Array) -> None:
    """Put the quantiles of the k distributions at `probabilities` (k, n), each from 0 to 1, into `found` (k, n).

    The cells from `low` to `high` (m,) are common to all; `cumulative` (k, m + 1) is the share before each cell, then
    1. Where probabilities ascend, each is sought from the cell of the one before.
    """
    last = low.shape[0] - 1
    for row in range(probabilities.shape[0]):
        shares = cumulative[row]
        cell = 0
        before = 0.0
        for j in range(probabilities.shape[1]):
            p = probabilities[row, j]
            if p < before:
                cell = max(min(int(np.searchsorted(shares, p)) - 1, last), 0)
            while cell < last and shares[cell + 1] < p:
                cell += 1
            share = (p - shares[cell]) / max(shares[cell + 1] - shares[cell], _LEAST)
            found[row, j] = low[cell] + min(max(share, 0.0), 1.0) * (high[cell] - low[cell])
            before = p


@unfused
def join_cells(
    low: Array, high: Array, counts: Array, group: Array, parts: Array, fine: float, first: Array, below: Array
) -> int:  # fmt: skip
    """Join bins to cells of at most a share `fine` of all samples, but for those of one value; returns how many.

    The n bins from `low` to `high` (n,) have `counts` and belong to groups of neighbours, of which `parts` (k, groups)
    are the counts of each of k subsamples; where other bins lie between those of a group, its counts are shared out as
    those of all samples are. Cell c begins with bin ``first[c]``; `below` (k, n + 1) becomes the count of each
    subsample before each cell, and at last its total.
    """
    total = 0.0
    for j in range(low.shape[0]):
        if j == 0 or group[j] != group[j - 1]:
            total += _in_run(counts, group, parts, j) * _of_parts(parts, group[j])
    cells = 0
    reached = 0.0
    before = -1.0
    alone_before = True
    for part in range(parts.shape[0]):
        below[part, 0] = 0.0
    for j in range(low.shape[0]):
        if j > 0 and group[j] == group[j - 1]:
            continue
        share = _in_run(counts, group, parts, j)
        reached += share * _of_parts(parts, group[j])
        step = np.floor(reached / (fine * total))
        alone = low[j] == high[_run_end(group, j) - 1]
        if step != before or alone or alone_before:
            first[cells] = j
            cells += 1
            for part in range(parts.shape[0]):
                below[part, cells] = below[part, cells - 1]
        for part in range(parts.shape[0]):
            below[part, cells] += parts[part, group[j]] * share
        before = step
        alone_before = alone
    return cells


@kernel
def _run_end(group: Array, begin: int) -> int:
    """Where the run of bins of one group ends that begins at `begin`."""
    end = begin + 1
    while end < group.shape[0] and group[end] == group[begin]:
        end += 1
    return end


@kernel
def _of_parts(parts: Array, group: int) -> float:
    """The count of a group in all parts."""
    total = 0.0
    for part in range(parts.shape[0]):
        total += parts[part, group]
    return total


@kernel
def _in_run(counts: Array, group: Array, parts: Array, begin: int) -> float:
    """The share of its group's samples that the run of bins from `begin` on holds."""
    count = np.int64(0)
    for j in range(begin, _run_end(group, begin)):
        count += counts[j]
    return count / max(_of_parts(parts, group[begin]), 1.0)
