"""One side of a quantile table: cells cut into pieces until each has a cubic within the error bounds."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from ...laws.base import SMALLEST
from .accuracy import (
    PROBABILITY_ERROR,
    ROUNDING,
    TAIL_ERROR,
    UNIT,
    VALUE_ERROR,
    constant_cubics,
    constant_values,
    shift_into_range,
)
from .cubics import CHECKS, NODES, at_checks, drop, landmarks, through
from .pieces import SCALE, Flags, Floats, Pieces, cell_edges, joined
from .short_rows import every, largest

Quantile = Callable[[Floats], Floats]

_DEEPEST = 44
#: Cuts nearer to each other, relatively, are one; pieces narrower than this are not halved.
_NARROWEST = 2.0**-48
_MOST_PIECES = 1 << 17
#: The probability that may miss the bounds: no run has a sample there.
_MOST_ROUGH = 1e-12


@dataclass(frozen=True)
class TableSide:
    """One tail of a law: its rising quantile function, the distances of kinks, and the edges of atoms."""

    rising: Quantile
    kinks: Floats
    steps: Floats
    support: tuple[float, float]
    spread: float
    blur: float

    def table(self) -> tuple[Pieces, Floats]:
        """The pieces, sorted by cell, and their cubics (n, 4) in the distance from a piece's lower edge.

        Raises ArithmeticError if the quantile function is too rough.
        """
        pieces = self._initial_pieces()
        done: list[tuple[Pieces, Floats]] = []
        for depth in range(_DEEPEST):
            cubics, fine = self._fit(pieces)
            stuck = ~fine & (pieces.high - pieces.low < _NARROWEST * pieces.high)
            if depth == _DEEPEST - 1 or len(pieces.low) > _MOST_PIECES:
                stuck = ~fine
            cubics[stuck] = self._midpoint_values(pieces[stuck])
            fine |= stuck
            done.append((pieces[fine], cubics[fine]))
            if fine.all():
                break
            pieces = pieces[~fine].halves()
        everything, cubics = joined(*(p for p, _ in done)), np.concatenate([c for _, c in done])
        order = np.lexsort((everything.low, everything.cell))
        return everything[order], cubics[order]

    def _initial_pieces(self) -> Pieces:
        """All cells, cut at kinks and steps.

        The range of values between two cuts is that just inside them, unless the function merely bends at a cut.
        """
        cuts = np.unique(np.concatenate([self.kinks, self.steps]))
        cuts = cuts[np.diff(cuts, prepend=0.0) > _NARROWEST * cuts]
        step = np.searchsorted(cuts, self.steps * (1.0 + _NARROWEST), side="right") - 1
        edges = np.unique(np.concatenate([cell_edges(), cuts]))
        before, after = (self.rising(np.nextafter(cuts, toward) / SCALE) for toward in (-np.inf, np.inf))
        bent = np.abs(after - before) <= VALUE_ERROR * (np.abs(after) + self.spread)
        bent[step] = False
        low, high = self.support
        room = np.searchsorted(cuts, edges[:-1], side="right")
        least = np.append(low, np.where(bent, low, after))[room]
        most = np.append(np.where(bent, high, before), high)[room]
        cell = np.searchsorted(cell_edges(), edges[:-1], side="right") - 1
        return Pieces(cell, edges[:-1], edges[1:], least, most)

    def _fit(self, pieces: Pieces) -> tuple[Floats, Flags]:
        """The cubic of each piece, and whether it meets all conditions."""
        width = pieces.high - pieces.low
        v = pieces.low[:, None] + width[:, None] * np.concatenate([NODES, CHECKS])
        with np.errstate(all="ignore"):
            exact = self._exact(v)
            cubics = through(exact[:, :4])
            values = landmarks(cubics)
            slope = np.abs(exact[:, 3] - exact[:, 0]) / (NODES[3] - NODES[0]) / width
            fine = self._is_accurate(cubics, exact, v, slope)
            fine &= drop(values) <= np.maximum(ROUNDING * largest(np.abs(exact)), self.blur * slope)
            fine &= shift_into_range(cubics, values, pieces)
            constants = constant_values(exact, pieces)
            flat = ~np.isnan(constants)
            fine[flat] = self._is_constant(constants[flat], pieces[flat])
            cubics[flat] = constant_cubics(constants[flat])
            cubics /= width[:, None] ** np.arange(4)
        return cubics, fine

    def _exact(self, v: Floats) -> Floats:
        """The law's values at these distances."""
        exact = self.rising(v / SCALE)
        return np.where(np.abs(exact) < SMALLEST, 0.0, exact)

    def _is_accurate(self, cubics: Floats, exact: Floats, v: Floats, slope: Floats) -> Flags:
        """Whether each cubic meets the bounds in value and in probability at the check points."""
        off = np.abs(at_checks(cubics) - exact[:, 4:])
        shift = np.where(off > 0, off / slope[:, None], 0.0)
        size = np.abs(exact[:, 4:]) + self.spread
        fine = (off <= VALUE_ERROR * size) & (shift <= np.minimum(PROBABILITY_ERROR * SCALE, TAIL_ERROR * v[:, 4:]))
        fine |= (off <= ROUNDING * size) | (shift <= UNIT * v[:, 4:] + self.blur) | (off <= SMALLEST)
        return every(fine)

    def _is_constant(self, values: Floats, pieces: Pieces) -> Flags:
        """Whether pieces that have these `values` at all nodes and checks have them up to their ends."""
        ends = np.column_stack([np.nextafter(pieces.low, np.inf), np.nextafter(pieces.high, -np.inf)])
        off = largest(np.abs(self._exact(ends) - values[:, None]))
        return np.asarray(off <= ROUNDING * np.abs(values))

    def _midpoint_values(self, pieces: Pieces) -> Floats:
        """Constant cubics for pieces that no cubic fits; ArithmeticError if a run could notice."""
        mass = float(np.sum(pieces.high - pieces.low)) / SCALE
        middle = self._exact(0.5 * (pieces.low + pieces.high))
        if mass > _MOST_ROUGH or not np.isfinite(middle).all():
            raise ArithmeticError(f"its quantile function is too rough over {mass:.2g} of the probability")
        return constant_cubics(np.clip(middle, pieces.least, pieces.most))
