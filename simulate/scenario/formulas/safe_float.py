"""Floats that never raise, with which Python computes a formula.

Division by zero gives an infinity or NaN, as in numpy and in compiled code. Comparisons give Python booleans, so that
two of them can add up to 2. Results of numpy functions are again such floats.
"""

from __future__ import annotations

import operator
from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.random import Generator

#: The largest perturbation of an operation, as a share of its result: four units in the last place of a float.
ROUNDING = 2.0**-50


class SafeFloat(float):
    """A float with the arithmetic of IEEE 754: Python's, but without exceptions.

    >>> with np.errstate(all="ignore"):
    ...     SafeFloat(1) / 0, (SafeFloat(2) > 1) + (SafeFloat(3) > 1), SafeFloat(0.5) ** 2
    (inf, 2, 0.25)
    """

    __slots__ = ()

    def _wrapped(self, value: Any) -> Any:
        """The result of an operation as formulas see it."""
        if isinstance(value, tuple):
            return tuple(map(self._wrapped, value))
        if isinstance(value, np.ndarray) and value.ndim == 0:
            value = value[()]
        if isinstance(value, np.bool_):
            return bool(value)
        return type(self)(value) if isinstance(value, np.floating) else value

    def __neg__(self) -> Any:
        return self._wrapped(-np.float64(self))

    def __pos__(self) -> Any:
        return self

    def __abs__(self) -> Any:
        return self._wrapped(abs(np.float64(self)))

    def __array_ufunc__(self, ufunc: np.ufunc, method: str, *args: Any, **kwargs: Any) -> Any:
        return self._wrapped(getattr(ufunc, method)(*map(_plain, args), **kwargs))

    def __array_function__(self, function: Any, types: Any, args: Any, kwargs: Any) -> Any:
        return self._wrapped(function(*map(_plain, args), **{name: _plain(each) for name, each in kwargs.items()}))


def _plain(value: Any) -> Any:
    """`value` as a numpy float if it is a SafeFloat."""
    return np.float64(value) if isinstance(value, SafeFloat) else value


def _forward(operation: Callable[[Any, Any], Any], exact: Callable[[Any, Any], Any] | None) -> Callable[..., Any]:
    """A method of the operation; `exact` is Python's own, if it is the same and never raises."""

    def applied(self: SafeFloat, other: Any) -> Any:
        if exact and type(self) is SafeFloat and isinstance(other, float):
            return SafeFloat(exact(self, other))
        if not isinstance(other, int | float | np.number | np.bool_):
            return NotImplemented
        return self._wrapped(operation(np.float64(self), np.float64(other)))

    return applied


def _backward(operation: Callable[[Any, Any], Any], exact: Callable[[Any, Any], Any] | None) -> Callable[..., Any]:
    def reversed_(first: Any, second: Any) -> Any:
        return operation(second, first)

    return _forward(reversed_, exact and (lambda self, other: exact(other, self)))


#: Operations that are sooner done by Python's floats, to the same bits.
_EXACT = {"add": float.__add__, "sub": float.__sub__, "mul": float.__mul__}

for _name in ("add", "sub", "mul", "truediv", "floordiv", "mod", "pow", "divmod"):
    _operation = getattr(operator, _name, divmod)
    setattr(SafeFloat, f"__{_name}__", _forward(_operation, _EXACT.get(_name)))
    setattr(SafeFloat, f"__r{_name}__", _backward(_operation, _EXACT.get(_name)))


def perturbed_float(generator: Generator) -> type[SafeFloat]:
    """A type of floats whose operations have random relative errors of up to `ROUNDING`.

    They show how many digits a formula loses by cancellation: Monte Carlo arithmetic (D. S. Parker, Monte Carlo
    Arithmetic, UCLA CSD-970002, 1997).
    """

    class PerturbedFloat(SafeFloat):
        __slots__ = ()

        def _wrapped(self, value: Any) -> Any:
            wrapped = super()._wrapped(value)
            if not isinstance(wrapped, PerturbedFloat):
                return wrapped
            return PerturbedFloat(float(wrapped) * (1.0 + ROUNDING * generator.uniform(-1.0, 1.0)))

    return PerturbedFloat
