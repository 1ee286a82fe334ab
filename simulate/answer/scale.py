"""The scale of a swept axis: the number that each of its labels stands for, and their unit."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise

from ..scenario.scenario import Axis

#: How far the ratios of neighbours may differ, by ratio, for values to count as evenly spaced on a log scale.
_EVEN = 0.02


@dataclass(frozen=True)
class Scale:
    """The numbers of a swept axis by label, in `unit` as it was written."""

    numbers: Mapping[str, float]
    unit: str = ""

    @property
    def log(self) -> bool:
        """Whether the numbers are evenly spaced by ratio, so that a picture has a logarithmic axis.

        >>> Scale({"100 W": 100.0, "200 W": 200.0, "400 W": 400.0}, "W").log, Scale({"1": 1.0, "2": 2.0}).log
        (True, False)
        """
        ordered = sorted(self.numbers.values())
        if len(ordered) < 3 or ordered[0] <= 0:
            return False
        ratios = [math.log(high / low) for low, high in pairwise(ordered)]
        return max(ratios) < min(ratios) * (1 + _EVEN)


def scaled_label(number: float, unit: str) -> str:
    """The label of a number in a unit, which is read as the same number.

    >>> scaled_label(100.0, "W"), scaled_label(0.3, "")
    ('100 W', '0.3')
    """
    return f"{repr(number + 0.0).removesuffix('.0')} {unit}".rstrip()


def scale_of(axis: Axis) -> Scale:
    """The scale of a swept axis."""
    labels = (option.label for option in axis.options)
    return Scale(dict(zip(labels, axis.numbers, strict=True)), axis.unit.text)
