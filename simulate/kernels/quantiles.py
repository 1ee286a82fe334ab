"""Distributions that are linear within cells: their quantiles, and subsamples in fewer cells."""

from __future__ import annotations

from typing import Any, Final

import numpy as np

from .compiling.jit import kernel, unfused

Array = np.ndarray[Any, Any]

_LEAST = np.finfo(np.float64).tiny
#: Of this many intervals among which the shortest is sought, one is looked at first.
STRIDE: Final = 16
#: Cells of a long step in which the cell of an interval's end is looked for.
STEP: Final = 12
#: Ends that lie apart by more than this share do so for certain, whatever rounding adds.
CERTAIN: Final = 1e-9


@unfused
def quantile_rows(low: Array, high: Array, cumulative: Array, probabilities: Array, found: Array) -> None:
    """Put the quantiles of the k distributions at `probabilities` (k, n), each from 0 to 1, into `found` (k, n).

    The cells from `low` to `high` (m,) are common to all; `cumulative` (k, m + 1) is the share before each cell, then
    1.
    """
    for row in range(probabilities.shape[0]):
        shares = cumulative[row]
        for j in range(probabilities.shape[1]):
            p = probabilities[row, j]
            found[row, j] = in_cell(low, high, shares, cell_holding(shares, p), p)


@unfused
def shortest_rows(
    low: Array, high: Array, cumulative: Array, levels: Array, unit: Array, smoother: Array, slack: float,
    scratch: Array, ends: Array,
) -> None:  # fmt: skip
    """Put the `ends` (levels, k, 2) of the shortest interval of each level of each of k distributions.

    The cells are those of `quantile_rows`. Intervals begin at the probabilities `unit` (n,), from 0 to 1, times what
    their level leaves; through the lengths about the least one, a parabola is laid by `smoother` (3, near), and its
    vertex is taken unless that interval is longer by a share of more than `slack`. `scratch` is (3, n).
    """
    lengths = scratch[0]
    for row in range(cumulative.shape[0]):
        shares = cumulative[row]
        for k in range(levels.shape[0]):
            level = levels[k]
            rest = 1.0 - level
            best = shortest_of(low, high, shares, level, unit, scratch)
            complete(low, high, shares, level, unit, lengths, best, smoother.shape[1])
            start = vertex_of(lengths, best, smoother) / (unit.shape[0] - 1) * rest
            smooth_low, smooth_high = ends_from(low, high, shares, start, level)
            if smooth_high - smooth_low > lengths[best] * (1.0 + slack):
                smooth_low, smooth_high = ends_from(low, high, shares, unit[best] * rest, level)
            ends[k, row, 0] = smooth_low
            ends[k, row, 1] = smooth_high


@unfused
def shortest_of(low: Array, high: Array, shares: Array, level: float, unit: Array, scratch: Array) -> int:
    """The number of the shortest of the intervals that begin at `unit`: see `shortest_rows`.

    ``scratch[0]`` becomes their lengths, or infinity for one that is longer for certain: an interval that begins
    between two others, of which one in STRIDE is looked at first, ends no sooner than the lower of them and begins no
    later than the upper.
    """
    lengths = scratch[0]
    begins = scratch[1]
    ends = scratch[2]
    last = unit.shape[0] - 1
    least = np.inf
    first_cell = 0
    last_cell = 0
    for block in range((last + STRIDE - 1) // STRIDE + 1):
        j = min(block * STRIDE, last)
        p = unit[j] * (1.0 - level)
        q = min(p + level, 1.0)
        first_cell = cell_from(shares, first_cell, p)
        last_cell = cell_from(shares, last_cell, q)
        begins[j] = in_cell(low, high, shares, first_cell, p)
        ends[j] = in_cell(low, high, shares, last_cell, q)
        lengths[j] = ends[j] - begins[j]
        least = min(least, lengths[j])
    first_cell = 0
    last_cell = 0
    for begin in range(0, last, STRIDE):
        end = min(begin + STRIDE, last)
        if ends[begin] - begins[end] - least > CERTAIN * (abs(ends[begin]) + abs(begins[end])):
            for j in range(begin + 1, end):
                lengths[j] = np.inf
            continue
        for j in range(begin + 1, end):
            p = unit[j] * (1.0 - level)
            q = min(p + level, 1.0)
            first_cell = cell_from(shares, first_cell, p)
            last_cell = cell_from(shares, last_cell, q)
            lengths[j] = in_cell(low, high, shares, last_cell, q) - in_cell(low, high, shares, first_cell, p)
            least = min(least, lengths[j])
    return int(np.argmin(lengths))


@unfused
def complete(
    low: Array, high: Array, shares: Array, level: float, unit: Array, lengths: Array, best: int, near: int
) -> None:  # fmt: skip
    """Put in the lengths that `shortest_of` left out among the `near` about number `best`, which `vertex_of` reads."""
    first = first_near(lengths.shape[0], best, near)
    for j in range(first, first + near):
        if lengths[j] == np.inf:
            p = unit[j] * (1.0 - level)
            q = min(p + level, 1.0)
            end = in_cell(low, high, shares, cell_from(shares, 0, q), q)
            lengths[j] = end - in_cell(low, high, shares, cell_from(shares, 0, p), p)


@unfused
def first_near(count: int, best: int, near: int) -> int:
    """The first of `near` numbers, of `count`, with `best` in their middle if it is not too close to an end."""
    return int(min(max(best - near // 2, 0), count - near))


@unfused
def vertex_of(lengths: Array, best: int, smoother: Array) -> Any:
    """The number of the interval, whole or not, at which the parabola about number `best` is least."""
    near = smoother.shape[1]
    reach = near // 2
    first = first_near(lengths.shape[0], best, near)
    slope = dot_in_pairs(lengths, first, smoother[1])
    bend = dot_in_pairs(lengths, first, smoother[2])
    if bend > 0.0:
        return first + min(max(reach - slope / (2.0 * bend), 0.0), near - 1.0)
    return float(best)


@unfused
def dot_in_pairs(values: Array, first: int, weights: Array) -> Any:
    """The sum of products with `weights` from `values` number `first` on, added in pairs: eight sums, then the rest."""
    n = weights.shape[0]
    whole = n // 8 * 8
    parts = 0.0
    for pair in range(2):
        halves = 0.0
        for half in range(2):
            quarter = 0.0
            for k in range(2):
                column = 4 * pair + 2 * half + k
                total = values[first + column] * weights[column]
                for j in range(8 + column, whole, 8):
                    total += values[first + j] * weights[j]
                quarter = quarter + total if k else total
            halves = halves + quarter if half else quarter
        parts = parts + halves if pair else halves
    for j in range(whole, n):
        parts += values[first + j] * weights[j]
    return parts


@unfused
def ends_from(low: Array, high: Array, shares: Array, start: float, level: float) -> tuple[float, float]:
    """The ends of the interval of probability `level` that begins at the probability `start`."""
    p = min(max(start, 0.0), 1.0)
    q = min(max(start + level, 0.0), 1.0)
    return in_cell(low, high, shares, cell_holding(shares, p), p), in_cell(
        low, high, shares, cell_holding(shares, q), q
    )


@unfused
def cell_holding(shares: Array, p: float) -> Any:
    """The cell that holds the quantile at `p`; `shares` (m + 1,) are before the cells, then 1.

    ``np.searchsorted`` takes longer to compile than all else here.
    """
    low = 0
    high = shares.shape[0]
    while low < high:
        middle = (low + high) >> 1
        if shares[middle] < p:
            low = middle + 1
        else:
            high = middle
    return max(min(low - 1, shares.shape[0] - 2), 0)


@unfused
def cell_from(shares: Array, begin: int, p: float) -> Any:
    """As `cell_holding`, if the cell is not before `begin`: looked for in long steps, then one by one."""
    last = shares.shape[0] - 2
    cell = begin
    while cell + STEP < last and shares[cell + STEP + 1] < p:
        cell += STEP
    while cell < last and shares[cell + 1] < p:
        cell += 1
    return cell


@unfused
def in_cell(low: Array, high: Array, shares: Array, cell: int, p: float) -> Any:
    """The quantile at `p` in its cell."""
    share = (p - shares[cell]) / max(shares[cell + 1] - shares[cell], _LEAST)
    return low[cell] + min(max(share, 0.0), 1.0) * (high[cell] - low[cell])


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
