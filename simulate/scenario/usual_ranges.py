"""The range in which a law's values usually are, kept between processes: every run compares nominal values with it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, lru_cache

from ..cache.digest import digest
from ..cache.memo import Memo
from ..laws import Distribution
from ..laws.version import laws_version

USUAL = (0.01, 0.99)
"""A value between these quantiles of its law is plausible."""


def usual_ranges(laws: Sequence[Distribution]) -> list[list[float]]:
    """The lowest and highest usual value of each of `laws`.

    >>> from ..laws.bounded import Uniform
    >>> usual_ranges([Uniform(0.0, 2.0)])
    [[0.02, 1.98]]
    """
    return _usual_ranges(tuple(laws))


@lru_cache(maxsize=64)  # a run asks for those of its inputs several times
def _usual_ranges(laws: tuple[Distribution, ...]) -> list[list[float]]:
    key = digest(*map(repr, laws))
    found: list[list[float]] | None = _memo().get(key)
    if found is None:
        found = list(map(_usual_range, laws))
        _memo().put(key, found)
    return found


@lru_cache(maxsize=1024)  # a variation has the laws of the scenario, but for one
def _usual_range(law: Distribution) -> list[float]:
    return [float(law.quantile(p)) for p in USUAL]


@cache
def _memo() -> Memo:
    return Memo("usual ranges", laws_version())
