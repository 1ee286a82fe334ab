"""The functions that formulas may call, and alternatives to others."""

import math

import numpy as np
import pytest

from carbonspan.simulate.scenario.formulas.functions import NUMPY, alternative, arity


def test_alternatives_exist_in_numpy_and_compute_the_same() -> None:
    texts = {name: alternative(f"math.{name}") for name in dir(math) if callable(getattr(math, name))}
    named = {name: text.removeprefix("write np.") for name, text in texts.items() if text.startswith("write np.")}
    assert all(getattr(np, name) in NUMPY for name in named.values())
    for name, other in named.items():  # and computes the same
        x, y = (0.7, 0.3) if name in {"atan2", "copysign", "fmod", "hypot", "pow", "remainder"} else (0.7, None)
        given = (x,) if y is None else (x, y)
        given = (1.7,) if name == "acosh" else given
        if name != "remainder":  # that of IEEE 754 rounds to the nearest; numpy's rounds down
            assert getattr(np, other)(*given) == pytest.approx(getattr(math, name)(*given), rel=1e-14)
    assert {"erf", "gamma", "factorial", "comb", "fsum"}.isdisjoint(named)


@pytest.mark.parametrize("function", [np.median, math.exp, print, sorted, [], np.array])
def test_other_functions_are_not_available(function: object) -> None:
    assert arity(function) is None
