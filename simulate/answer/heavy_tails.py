"""Moments of an output, and errors of moments, that do not exist because an input has heavy tails."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from ..laws import Distribution
from ..scenario.scenario import Input, Scenario
from .reached_outputs import reached
from .statistics.marginal import Estimate

#: The moments that an answer needs: the error of each moment needs the one of twice its order.
MOMENTS = {2: "variance", 3: "third moment", 4: "fourth moment", 6: "sixth moment"}


@dataclass(frozen=True)
class HeavyTail:
    """How heavy an output's tails are: moments of an order below `index` exist; `reason` says why no others do."""

    index: float = math.inf
    reason: str = ""

    def existing(
        self, mean: Estimate, sd: Estimate, skewness: Estimate
    ) -> tuple[Estimate | None, Estimate | None, Estimate | None]:
        """The moments that exist, each with an infinite error if that does not exist.

        >>> HeavyTail(4.0).existing(Estimate(0.0, 0.1), Estimate(1.4, 0.2), Estimate(0.0, 0.5))[1]
        Estimate(value=1.4, error=inf)
        """
        if self.index <= 2:
            return None, None, None
        return mean, self._with_error(sd, 4), self._with_error(skewness, 6) if self.index > 3 else None

    def _with_error(self, moment: Estimate, order: int) -> Estimate:
        return moment if self.index > order else Estimate(moment.value, math.inf)


def heavy_tails(scenario: Scenario, inputs: Mapping[str, Input]) -> Mapping[str, HeavyTail]:
    """The tails of each output that an input without all its moments reaches, given `inputs`; most often none."""
    found: dict[str, HeavyTail] = {}
    for given in sorted(_heavy(inputs), key=lambda given: given.distribution.tail_index):
        index = given.distribution.tail_index
        missing = next(name for order, name in MOMENTS.items() if index <= order)
        reason = f"the law of {given.name} ({given.stated or given.distribution}) has no finite {missing}"
        found = dict.fromkeys(reached(scenario, inputs, given.name), HeavyTail(index, reason)) | found
    return found


def _heavy(inputs: Mapping[str, Input]) -> Iterable[Input]:
    return (given for given in inputs.values() if _tail_index(given.distribution) <= max(MOMENTS))


@lru_cache(maxsize=1024)
def _tail_index(law: Distribution) -> float:
    """The tail index of a law, which the coordinates of an answer ask for again and again."""
    return law.tail_index
