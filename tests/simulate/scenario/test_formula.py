import subprocess
import sys

import pytest

from carbonspan.simulate.scenario.formula import Bounds, formula, is_formula


def test_formula_returns_the_function_itself():
    def double(x: float) -> float:
        return 2 * x

    assert formula(double) is double
    assert is_formula(double)
    assert not is_formula(len)


def test_bounds_are_infinite_by_default():
    assert Bounds(low=1) == Bounds(1, float("inf"))
    assert Bounds(high=1) == Bounds(float("-inf"), 1)


@pytest.mark.parametrize(("low", "high"), [(1, 1), (2, 1), (float("nan"), 1)])
def test_bounds_must_not_be_empty(low, high):
    with pytest.raises(ValueError, match="bounds: low must be below high, got"):
        Bounds(low, high)


def test_the_decorator_imports_no_library():
    program = "import sys, carbonspan.simulate.scenario.formula; print({'pint', 'numpy', 'numba'} & set(sys.modules))"
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert ran.stdout == "set()\n"
