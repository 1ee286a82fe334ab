"""The numbers that a formula is called with when Python computes it: floats that never raise.

A division by zero is an infinity or no number, as in numpy and in compiled code; a comparison is true or false, so that
two of them add up to 2 as Python's do; and what numpy's functions make of such a number is such a number again.
"""

from __future__ import annotations

import operator
from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.random import Generator

#: How far an operation may be off, as a share of its result: four units in the last place of a float.
ROUNDING = 2.0**-50


class Real(float):
    """A float of IEEE 754, which Python's own is but for its errors.

    >>> with np.errstate(all="ignore"):
    ...     Real(1) / 0, (Real(2) > 1) + (Real(3) > 1), Real(0.5) ** 2
    (inf, 2, 0.25)
    """

    __slots__ = ()

    def _settled(self, value: Any) -> Any:
        """The outcome of an operation as formulas see it."""
        if isinstance(value, tuple):
            return tuple(map(self._settled, value))
        if isinstance(value, np.ndarray) and value.ndim == 0:
            value = value[()]
        if isinstance(value, np.bool_):
            return bool(value)
        return type(self)(value) if isinstance(value, np.floating) else value

    def __neg__(self) -> Any:
        return self._settled(-np.float64(self))

    def __pos__(self) -> Any:
        return self

    def __abs__(self) -> Any:
        return self._settled(abs(np.float64(self)))

    def __array_ufunc__(self, ufunc: np.ufunc, method: str, *given: Any, **named: Any) -> Any:
        return self._settled(getattr(ufunc, method)(*map(_bare, given), **named))

    def __array_function__(self, function: Any, types: Any, given: Any, named: Any) -> Any:
        return self._settled(function(*map(_bare, given), **{name: _bare(each) for name, each in named.items()}))


def _bare(value: Any) -> Any:
    """`value` as numpy takes it."""
    return np.float64(value) if isinstance(value, Real) else value


def _forward(operation: Callable[[Any, Any], Any]) -> Callable[[Real, Any], Any]:
    def applied(self: Real, other: Any) -> Any:
        if not isinstance(other, int | float | np.number | np.bool_):
            return NotImplemented
        return self._settled(operation(np.float64(self), np.float64(other)))

    return applied


def _backward(operation: Callable[[Any, Any], Any]) -> Callable[[Real, Any], Any]:
    return _forward(lambda self, other: operation(other, self))


for _name in ("add", "sub", "mul", "truediv", "floordiv", "mod", "pow", "divmod"):
    _operation = getattr(operator, _name, divmod)
    setattr(Real, f"__{_name}__", _forward(_operation))
    setattr(Real, f"__r{_name}__", _backward(_operation))


def blurred(generator: Generator) -> type[Real]:
    """Reals whose every operation is off by up to `ROUNDING`, at random.

    Where a formula cancels its digits, such numbers show how many are left: Monte Carlo arithmetic (D. S. Parker,
    Monte Carlo Arithmetic, UCLA CSD-970002, 1997).
    """

    class Blurred(Real):
        __slots__ = ()

        def _settled(self, value: Any) -> Any:
            settled = super()._settled(value)
            if not isinstance(settled, Blurred):
                return settled
            return Blurred(float(settled) * (1.0 + ROUNDING * generator.uniform(-1.0, 1.0)))

    return Blurred
