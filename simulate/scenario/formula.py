"""What a model's author needs: the `formula` decorator, bounds of an argument, and the type of a profile."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple, NoReturn, TypeVar

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

Function = TypeVar("Function", bound=Callable[..., Any])

#: The problem of a formula that computes with a whole profile.
NO_NUMBER = "a Profile is not a number; take its mean over a period, as grid.over_hours does"
_MARK = "__carbonspan_formula__"


class Profile(NamedTuple):
    """A quantity that varies in equal time steps and repeats: ``Annotated[Profile, "kgCO2e/J"]``.

    Its value in a step is `level` times the slope of `integral` there. `integral` holds the integral over time of the
    values divided by their mean, from the start to the beginning of each step and to the end, shape (steps + 1,) [s];
    a mean over any period takes two look-ups. `step` is the length of a step [s]. Formulas such as `grid.over_hours`
    read it.
    """

    integral: NDArray[np.float64]
    step: float
    level: float

    def __array__(self, *_: object) -> NoReturn:
        raise TypeError(NO_NUMBER)


@dataclass(frozen=True)
class Bounds:
    """The range of an argument, ends included: ``Annotated[float, "1", Bounds(0, 1)]`` is a share.

    >>> Bounds(low=1).high
    inf
    """

    low: float = -math.inf
    high: float = math.inf

    def __post_init__(self) -> None:
        if not self.low < self.high:
            raise ValueError(f"bounds: low must be below high, got {self.low:g} and {self.high:g}")


def formula(function: Function) -> Function:
    """`function` itself, marked as a model that a scenario can name.

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
