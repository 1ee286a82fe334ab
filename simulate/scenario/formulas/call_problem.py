"""The problem of an exception that a formula raised when it was called with quantities, in plain words."""

from __future__ import annotations

import re
import traceback
from types import FrameType

from ...problems import Problem, nearby
from ..formula import NO_NUMBER
from ..model import Model
from .source_positions import position_of

#: The error of numpy and pint for a numpy function that does not support quantities.
_UNITLESS = re.compile(r"__array_ufunc__|no implementation found for 'numpy\.")
#: The error of Python and numpy for an index that is not a whole number, or a quantity.
_FRACTIONAL = re.compile(r"indices must be integers|only integers, slices")
_LIBRARIES = ("pint.", "numpy.", f"{__package__}.")


def call_problem(error: Exception, model: Model) -> Problem:
    """The problem of an exception inside a formula, at the formula's line that caused it."""
    from ...units import registry

    steps = zip(traceback.walk_tb(error.__traceback__), traceback.extract_tb(error.__traceback__), strict=True)
    own = [summary for (each, _), summary in steps if not _is_library(each)]
    if not own:
        return Problem(f"cannot be called: {error}", model.name, *position_of(model.function))
    frame = own[-1]
    units = registry.clash(error)
    reason = f"{units[0]} and {units[1]} are incompatible" if units else f"{type(error).__name__}: {error}"
    if not units and isinstance(error, TypeError) and any(argument.profile for argument in model.arguments):
        reason = NO_NUMBER
    elif str(error).startswith("Cannot compare"):
        reason = "compares a quantity with a plain number; compare quantities of the same dimension"
    elif _FRACTIONAL.search(str(error)):
        reason = "uses an index that is not a whole number; write int(...) around it"
    elif _UNITLESS.search(str(error)):
        reason = "calls a numpy function that does not support units; use others, such as np.where or np.maximum"
    message = f"{reason}, in `{frame.line}`" if frame.line else reason
    return Problem(message, model.name, nearby(frame.filename), frame.lineno or 1, (frame.colno or 0) + 1)


def _is_library(frame: FrameType) -> bool:
    return f"{frame.f_globals.get('__name__', '')}.".startswith(_LIBRARIES)
