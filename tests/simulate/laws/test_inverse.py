import numpy as np
import pytest

from carbonspan.simulate.laws.inverse import rising_root


def test_roots_are_exact_to_the_spacing_of_numbers() -> None:
    goals = np.array([1e-30, 0.3, 2.0, 7.9e5])
    roots = rising_root(lambda x, goal: x**3 - goal, np.zeros(4), np.full(4, 100.0), goals)
    np.testing.assert_allclose(roots, np.cbrt(goals), rtol=4e-15)


def test_a_smooth_function_takes_few_evaluations() -> None:
    calls = []
    rising_root(lambda x: calls.append(1) or np.expm1(x) - 5, np.zeros(1), np.full(1, 10.0))
    assert len(calls) < 20


def test_at_a_jump_the_upper_side_is_found() -> None:
    root = rising_root(lambda x: np.where(x >= 0.7, 1.0, -1.0), np.zeros(1), np.ones(1))
    assert root[0] >= 0.7
    assert root[0] == pytest.approx(0.7, rel=1e-15)


def test_infinite_values_do_not_mislead() -> None:
    with np.errstate(divide="ignore"):
        root = rising_root(np.log, np.zeros(1), np.full(1, 50.0))
    assert root[0] == pytest.approx(1.0, rel=1e-15)
