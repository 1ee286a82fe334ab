"""What information is worth for a decision about a budget: go ahead as if it will be met, or hold back.

Going ahead with a budget that is exceeded costs a stated `loss`, holding back although it would be met costs 1, and
being right costs nothing. The expected loss of the better decision is what is at stake; perfect information takes all
of it away, and that of a sample some of it (Raiffa & Schlaifer, Applied Statistical Decision Theory, 1961, chapter 4).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from ...answer.answer import Event
from ...answer.statistics.finite_moments import ROUNDING
from ...answer.statistics.marginal import Estimate
from ...answer.statistics.standard_error import student
from .accuracy import Accuracy
from .cells import Cells
from .input_bins import InputBins
from .posterior import by_cell, expected
from .refinement import refined

Floats = NDArray[np.float64]

#: What the width of bins leaves is at most this share of what bins of twice the width change.
_LEFT: Final = 0.3


@dataclass(frozen=True)
class Decision:
    """A decision about the budget `event`: whether to go ahead, and what is expected to be lost by it.

    `probability` is that of meeting the budget. Losses are in units of that of holding back although it would be met.
    """

    event: Event
    loss: float
    probability: Estimate
    now: Estimate

    @property
    def goes_ahead(self) -> bool:
        """Whether going ahead is the better decision now."""
        return self.loss * (1 - self.probability.value) <= self.probability.value


def boundary(event: Event) -> float:
    """The number from which on an output meets `event`, or no longer does; what rounding is equal to the threshold."""
    reach = ROUNDING * abs(event.threshold)
    if event.relation in {"<", ">="}:
        return event.threshold - reach
    return float(np.nextafter(event.threshold + reach, math.inf))


def outcomes(cells: Cells, event: Event) -> Cells:
    """The same cells with two columns for those of the output: how often the budget is met, and how often not.

    `boundary` of the event must be among the edges.
    """
    at = int(np.searchsorted(cells.edges[1:-1], boundary(event))) + 1
    below, above = cells.counts[..., :at].sum(axis=-1), cells.counts[..., at:].sum(axis=-1)
    met, missed = (below, above) if event.relation.startswith("<") else (above, below)
    return replace(cells, counts=np.stack([met, missed], axis=-1).astype(float))


def decision(cells: Cells, event: Event, loss: float) -> Decision:
    """The decision without any measurement, from `outcomes`."""
    met, missed = cells.counts.reshape(-1, 2).sum(axis=0)
    total = float(met + missed)
    share = float(met) / total
    error = math.sqrt(max(share * (1 - share), 1 / total) / total)
    now = min(loss * (1 - share), share)
    slope = loss if loss * (1 - share) <= share else 1.0
    return Decision(event, loss, Estimate(share, error), Estimate(now, slope * error))


def expected_loss(cells: Cells, asked: Sequence[Accuracy], loss: float) -> tuple[Estimate, Estimate]:
    """The expected loss after a measurement, and the value of its information: what is lost less; from `outcomes`.

    The better decision in each cell is known from samples, so that the loss with the same samples is too small, and
    that with others too large. Both are computed, the latter with each part of the samples left out in turn; the loss
    lies between them.
    """
    whole = cells.counts.sum(axis=0)
    coarse = cells.joined(2)
    others = [whole - part for part in cells.counts]
    own = _loss(whole, whole, cells.bins, asked, loss)
    decided = zip(others, cells.counts, strict=True)
    cross = float(np.mean([_loss(other, part, cells.bins, asked, loss) for other, part in decided]))
    losses = np.array([_loss(other, other, cells.bins, asked, loss) for other in others])
    saved = np.array([_now(other, loss) for other in others]) - losses
    binning = _LEFT * abs(own - _loss(coarse.counts.sum(axis=0), coarse.counts.sum(axis=0), coarse.bins, asked, loss))
    now = _now(whole, loss)
    after = min(max((own + cross) / 2, 0.0), now)
    systematic = math.hypot((cross - own) / 2, binning)
    return (
        Estimate(after, math.hypot(_jackknife(losses), systematic)),
        Estimate(now - after, math.hypot(_jackknife(saved), systematic)),
    )


def _jackknife(values: Floats) -> float:
    parts = len(values)
    return student(parts) * math.sqrt((parts - 1) * float(values.var()))


def _now(counts: Floats, loss: float) -> float:
    met, missed = counts.reshape(-1, 2).sum(axis=0) / counts.sum()
    return float(min(loss * missed, met))


def _loss(known: Floats, true: Floats, bins: Sequence[InputBins], asked: Sequence[Accuracy], loss: float) -> float:
    """The expected loss of decisions that are best for the counts `known`, where those of `true` are the truth."""

    def statistic(mixed: Floats) -> Floats:
        believed, chance = _chance(mixed[..., :2]), _chance(mixed[..., 2:])
        goes_ahead = loss * (1 - believed) <= believed
        found: Floats = np.where(goes_ahead, loss * (1 - chance), chance)
        return found

    found = by_cell(np.concatenate([known, true], axis=-1), bins, asked, statistic, refined)
    return float(expected(true.sum(axis=-1), found, len(bins)))


def _chance(counts: Floats) -> Floats:
    """The share of the first of two columns; 0 if both are empty."""
    total = counts.sum(axis=-1)
    found: Floats = np.divide(counts[..., 0], total, out=np.zeros(total.shape), where=total > 0)
    return found
