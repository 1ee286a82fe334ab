"""A model's outputs as Python computes them: the function itself is called, on numbers."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import numpy as np

from ..model import Model


def outputs_of(model: Model, given: Sequence[Any]) -> tuple[float, ...]:
    """The outputs of `model`, in base units, for its arguments in order, each made by `shape.handed`.

    What Python raises an error for, such as an index beyond the end, is no number, as it is where it is compiled.

    >>> from ..profile import handed
    >>> from .lookup import load_model
    >>> outputs_of(load_model("power.power"), [handed(None, each) for each in (0.5, 46.0, 407.0)])
    (226.5,)
    """
    try:
        with np.errstate(all="ignore"):
            result = model.function(*given)
        results = result if isinstance(result, tuple) else (result,)
        return tuple(float(value) for _, value in zip(model.outputs, results, strict=True))
    except Exception:  # noqa: BLE001 - a formula may raise anything; what its proof has not met is refused as it runs
        return (math.nan,) * len(model.outputs)
