"""The functions that formulas may call, with their numbers of arguments, and alternatives to some others."""

from __future__ import annotations

import builtins
import math
from types import ModuleType
from typing import Any, Final, NamedTuple

import numpy as np


class Arity(NamedTuple):
    """The least and the greatest number of arguments of a function, and permitted keywords."""

    fewest: int
    most: int
    names: tuple[str, ...] = ()


def _of(module: ModuleType, names: str, arity: Arity) -> dict[Any, Arity]:
    return {getattr(module, name): arity for name in names.split()}


_ANY = 255
#: numpy functions that return a boolean.
PREDICATES: Final = {
    **_of(np, "isfinite isnan isinf signbit logical_not", Arity(1, 1)),
    **_of(np, "greater greater_equal less less_equal equal not_equal", Arity(2, 2)),
    **_of(np, "logical_and logical_or logical_xor", Arity(2, 2)),
}
NUMPY: Final = {
    **_of(np, "exp exp2 expm1 log log2 log10 log1p sqrt cbrt square", Arity(1, 1)),
    **_of(np, "absolute fabs sign floor ceil trunc fix rint negative positive float64", Arity(1, 1)),
    **_of(np, "sin cos tan arcsin arccos arctan sinh cosh tanh arcsinh arccosh arctanh", Arity(1, 1)),
    **_of(np, "radians degrees deg2rad rad2deg", Arity(1, 1)),
    **_of(np, "minimum maximum hypot arctan2 copysign power logaddexp logaddexp2", Arity(2, 2)),
    **_of(np, "add subtract multiply divide floor_divide remainder fmod", Arity(2, 2)),
    **_of(np, "round around", Arity(1, 2, ("decimals",))),
    np.clip: Arity(3, 3, ("a_min", "a_max")),
    np.where: Arity(3, 3),
    np.interp: Arity(3, 3, ("xp", "fp")),
    **PREDICATES,
}
BUILTINS: Final = {
    **_of(builtins, "abs int float bool round len sum", Arity(1, 1)),
    **_of(builtins, "pow divmod", Arity(2, 2)),
    **_of(builtins, "min max", Arity(2, _ANY)),
}
_NESTED = "nest one np.where in another"
#: Alternatives to functions that formulas cannot call, by the last part of their name.
_ALTERNATIVES = {
    "select": _NESTED,
    "piecewise": _NESTED,
    "choose": _NESTED,
    "reciprocal": "write 1.0 / x, since np.reciprocal of a whole number is a whole number",
    "heaviside": "write np.where(x > 0, 1.0, 0.0)",
    "fmin": "write np.minimum",
    "fmax": "write np.maximum",
    "amin": "write min(a, b) or np.minimum",
    "amax": "write max(a, b) or np.maximum",
    "float_power": "write np.power or **",
    "mean": "add the numbers up and divide",
    "average": "add the numbers up and divide",
    "prod": "multiply the numbers",
    "isclose": "compare the difference: abs(a - b) < tolerance",
    "range": "a range is only available in the head of a for loop",
    "enumerate": "loop over a range, and read items by their index",
    "zip": "loop over a range, and read items by their index",
}
_ALTERNATIVES |= {"min": _ALTERNATIVES["amin"], "max": _ALTERNATIVES["amax"]}
_ELSE = "use arithmetic and numpy functions of single numbers, or make its value an input"
#: numpy's names for functions that have another name in `math`.
_RENAMED = {"acos": "arccos", "asin": "arcsin", "atan": "arctan", "atan2": "arctan2", "pow": "power"} | {
    f"a{name}h": f"arc{name}h" for name in ("cos", "sin", "tan")
}


def arity(function: Any) -> Arity | None:
    """The number of arguments with which a formula may call `function`; None if it may not call it."""
    try:
        return NUMPY.get(function) or BUILTINS.get(function)
    except TypeError:  # not hashable
        return None


def alternative(name: str) -> str:
    """What to write instead of the function `name`, such as ``np.select`` or ``math.log``.

    >>> alternative("math.log"), alternative("np.heaviside")
    ('write np.log', 'write np.where(x > 0, 1.0, 0.0)')
    """
    home, _, last = name.rpartition(".")
    if home == math.__name__:
        renamed = _RENAMED.get(last, last)
        if getattr(np, renamed, None) in NUMPY:
            return f"write np.{renamed}"
    return _ALTERNATIVES.get(last, _ELSE)
