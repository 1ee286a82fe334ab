"""A model's outputs as computed by Python: the function itself is called with numbers."""

from __future__ import annotations

import math
import sys
from collections.abc import Sequence
from contextlib import redirect_stdout
from typing import Any

import numpy as np

from ..model import Model


def outputs_of(model: Model, arguments: Sequence[Any]) -> tuple[float, ...]:
    """The outputs of `model`, in base units, for its arguments in order, each from `profile.argument_value`.

    They are NaN if Python raises an error, as for an index out of range; compiled code returns NaN too.

    >>> from ..profile import argument_value
    >>> from .lookup import load_model
    >>> outputs_of(load_model("power.power"), [argument_value(None, each) for each in (0.5, 46.0, 407.0)])
    (226.5,)
    """
    try:
        with np.errstate(all="ignore"), redirect_stdout(sys.stderr):
            result = model.function(*arguments)
        results = result if isinstance(result, tuple) else (result,)
        return tuple(float(value) for _, value in zip(model.outputs, results, strict=True))
    except Exception:  # noqa: BLE001 - a formula may raise anything that the proof of its dimensions did not meet
        return (math.nan,) * len(model.outputs)
