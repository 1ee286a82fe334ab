"""The functions a formula may call, with how many arguments each, and what to write in place of some others."""

from __future__ import annotations

import builtins
import math
from types import ModuleType
from typing import Any, Final, NamedTuple

import numpy as np


class Arity(NamedTuple):
    """The fewest and the most arguments of a function, and the names that they may have."""

    fewest: int
    most: int
    names: tuple[str, ...] = ()


def _of(module: ModuleType, names: str, arity: Arity) -> dict[Any, Arity]:
    return {getattr(module, name): arity for name in names.split()}


_ANY = 255
#: numpy's functions that answer with true or false.
TRUTHS: Final = {
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
    **TRUTHS,
}
BUILTINS: Final = {
    **_of(builtins, "abs int float bool round len sum", Arity(1, 1)),
    **_of(builtins, "pow divmod", Arity(2, 2)),
    **_of(builtins, "min max", Arity(2, _ANY)),
}
_NESTED = "nest one np.where in another"
#: What to write in place of functions that a formula cannot call, by the name after ``np.`` or by itself.
_INSTEAD = {
    "select": _NESTED,
    "piecewise": _NESTED,
    "choose": _NESTED,
    "reciprocal": "write 1.0 / x, as of a whole number it is a whole number",
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
    "range": "a range stands in the head of a for loop only",
    "enumerate": "loop over a range, and read items by their index",
    "zip": "loop over a range, and read items by their index",
}
_INSTEAD |= {"min": _INSTEAD["amin"], "max": _INSTEAD["amax"]}
_ELSE = "write it with arithmetic and numpy's functions of single numbers, or let its value be an input"
#: How numpy calls functions that have another name in `math`.
_RENAMED = {"acos": "arccos", "asin": "arcsin", "atan": "arctan", "atan2": "arctan2", "pow": "power"} | {
    f"a{name}h": f"arc{name}h" for name in ("cos", "sin", "tan")
}


def arity(function: Any) -> Arity | None:
    """How many arguments a formula may call `function` with; None where it may not call it."""
    try:
        return NUMPY.get(function) or BUILTINS.get(function)
    except TypeError:  # it cannot be a key
        return None


def instead(name: str) -> str:
    """What to write in place of the function `name`, such as ``np.select`` or ``math.log``.

    >>> instead("math.log"), instead("np.heaviside")
    ('write np.log', 'write np.where(x > 0, 1.0, 0.0)')
    """
    home, _, last = name.rpartition(".")
    if home == math.__name__:
        renamed = _RENAMED.get(last, last)
        if getattr(np, renamed, None) in NUMPY:
            return f"write np.{renamed}"
    return _INSTEAD.get(last, _ELSE)
