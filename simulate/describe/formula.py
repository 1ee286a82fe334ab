"""What a model's author needs: the mark of a formula, bounds on an argument, and the type of an hourly series."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Profile = NDArray[np.float64]
else:

    class Profile:
        """A series in equal steps, such as the hours of a day: ``Annotated[Profile, "kgCO2e/J"]``."""


Function = TypeVar("Function", bound=Callable[..., Any])

_MARK = "__carbonspan_formula__"


@dataclass(frozen=True)
class Bounds:
    """The values an argument can take, ends included: ``Annotated[float, "1", Bounds(0, 1)]`` is a share.

    >>> Bounds(low=1).high
    inf
    """

    low: float = -math.inf
    high: float = math.inf

    def __post_init__(self) -> None:
        if not self.low < self.high:
            raise ValueError(f"bounds: low must be below high, got {self.low:g} and {self.high:g}")


def formula(function: Function) -> Function:
    """The function itself, marked as a model that a scenario can name.

    >>> @formula
    ... def double(x: float) -> float:
    ...     return 2 * x
    >>> double(21), is_formula(double)
    (42, True)
    """
    setattr(function, _MARK, True)
    return function


def is_formula(function: object) -> bool:
    """Whether `function` carries the mark."""
    return bool(getattr(function, _MARK, False))
