"""The levels of credible intervals: those of every answer by default, and the one that is quoted."""

from __future__ import annotations

from collections.abc import Sequence

#: The default levels of credible intervals; the headline's is the middle one.
LEVELS = (0.5, 0.9, 0.95)
HEADLINE_LEVEL = 0.9


def headline_level(levels: Sequence[float]) -> float:
    """The level of the interval that is quoted: the usual one, or the middle one of those asked for."""
    ordered = sorted(levels)
    return HEADLINE_LEVEL if HEADLINE_LEVEL in ordered else ordered[len(ordered) // 2]
