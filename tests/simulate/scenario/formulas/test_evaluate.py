"""A model's outputs as computed by Python."""

import math
from typing import NamedTuple

import numpy as np
import pytest

from carbonspan.simulate.scenario.formulas.evaluate import outputs_of
from carbonspan.simulate.scenario.formulas.signature import read_model
from carbonspan.simulate.scenario.profile import argument_value

TABLE = (1.0, 2.0)


class Both(NamedTuple):
    flag: float
    looked: float


def both(x: float) -> Both:
    return Both(np.where(x > 1.5, 1, 0), TABLE[int(x)])


def divided(x: float) -> float:
    return 6 // (int(x) - 1)


def test_outputs_are_numbers_in_order() -> None:
    assert outputs_of(read_model(both, name="both"), [argument_value(None, 1.7)]) == (1.0, 2.0)


@pytest.mark.parametrize("function", [divided, both])
def test_an_exception_in_python_gives_nan(function) -> None:
    model = read_model(function, name="x")
    found = outputs_of(model, [argument_value(None, 1.0 if function is divided else 2.0)])
    assert all(map(math.isnan, found))
    assert len(found) == len(model.outputs)
