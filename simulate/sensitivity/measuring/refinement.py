"""Probabilities inside the bins of an input, as those of neighbouring bins suggest them.

Where a probability crosses the one at which a decision changes, the bin it crosses in would else count as a whole. A
step inside a bin is put where the bin's mean says it is (Harten, ENO schemes with subcell resolution, J. Comput. Phys.
83, 1989).
"""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from .input_bins import InputBins

Floats = NDArray[np.float64]

#: Points in place of each bin.
_POINTS: Final = 16


def refined(counts: Floats, axis: int, bins: InputBins) -> Floats:
    """`counts` (..., pairs of columns) with `_POINTS` in place of each bin of `axis`.

    Inside a bin of many values, the share of the first column runs in the straight line that its neighbours suggest,
    about its mean. If it changes more inside than beside the bin, it is so far a step between the neighbours' shares.
    """
    moved = np.moveaxis(counts, axis, 0)
    pairs = moved.reshape(*moved.shape[:-1], -1, 2)
    total = pairs.sum(axis=-1)
    share = np.divide(pairs[..., 0], total, out=np.zeros(total.shape), where=total > 0)
    smooth = (bins.spread > 0).reshape(-1, *[1] * (share.ndim - 1)) & (total > 0)
    smooth[1:-1] &= (total[2:] > 0) & (total[:-2] > 0)
    inside = np.where(smooth[:, None], _inside(share), share[:, None])
    split = np.stack([inside * total[:, None], (1 - inside) * total[:, None]], axis=-1) / _POINTS
    return np.moveaxis(split.reshape(len(share) * _POINTS, *moved.shape[1:]), 0, axis)


def _inside(share: Floats) -> Floats:
    """The `share` (bins, ...) at points (bins, _POINTS, ...) inside each bin, with the same means."""
    around = np.concatenate([share[:1], share[:1], share, share[-1:], share[-1:]])
    before, after = around[1:-3], around[3:-1]
    beside = np.maximum(np.abs(before - around[:-4]), np.abs(around[4:] - after))
    change = (after - before) / 2
    most = 2 * np.minimum(share, 1 - share)
    points = np.arange(_POINTS).reshape(-1, *[1] * (share.ndim - 1))
    line = share[:, None] + np.clip(change, -most, most)[:, None] * ((points + 0.5) / _POINTS - 0.5)
    jump = np.abs(change) > beside
    safe = np.where(jump, after - before, 1.0)
    part = (after - share) / safe
    is_step = jump & (part >= 0) & (part <= 1)
    step = after[:, None] - (after - before)[:, None] * np.clip(_POINTS * part[:, None] - points, 0, 1)
    steep = np.where(is_step, 1 - beside / np.where(jump, np.abs(change), 1.0), 0.0)
    found: Floats = (1 - steep[:, None]) * line + steep[:, None] * np.where(is_step[:, None], step, line)
    return found
