"""Cubics on the unit interval, against numpy's polynomials on a fine grid."""

import numpy as np
import pytest

from carbonspan.simulate.engine.tables.cubics import CHECKS, NODES, at_checks, drop, landmarks, rounding, through

GRID = np.linspace(0.0, 1.0, 20_001)
CUBICS = np.concatenate(
    [
        np.random.Generator(np.random.Philox(1)).normal(size=(200, 4)),
        [[1.0, 0.0, 0.0, 0.0], [0.0, 2.0, 0.0, 0.0], [0.0, 1.0, -1.0, 0.0], [5.0, 1.0, -3.0, 2.0]],
        1e-250 * np.random.Generator(np.random.Philox(2)).normal(size=(20, 4)),
    ]
)


def values(cubic: np.ndarray) -> np.ndarray:
    return np.polynomial.polynomial.polyval(GRID, cubic)


def test_a_cubic_goes_through_its_nodes() -> None:
    for cubic in CUBICS:
        at = np.polynomial.polynomial.polyval(NODES, cubic)
        np.testing.assert_allclose(through(at[None, :])[0], cubic, rtol=0, atol=1e-13 * np.abs(cubic).sum())
        checked = np.polynomial.polynomial.polyval(CHECKS, cubic)
        np.testing.assert_allclose(at_checks(cubic[None, :])[0], checked, atol=1e-15 * np.abs(cubic).sum())


@pytest.mark.parametrize("cubic", CUBICS)
def test_landmarks_span_the_range_and_the_greatest_fall_is_found(cubic: np.ndarray) -> None:
    """A grid misses a turning point by half a step at most, and there the cubic is a parabola."""
    along, found = values(cubic), landmarks(cubic[None, :])
    near = 10 * (GRID[1]) ** 2 * np.abs(cubic).sum()
    assert found.max() == pytest.approx(along.max(), abs=near)
    assert found.min() == pytest.approx(along.min(), abs=near)
    pieces = np.split(along, np.flatnonzero(np.diff(np.sign(np.diff(along))) != 0) + 1)
    falls = max([0.0, *(float(piece[0] - piece[-1]) for piece in pieces)])
    assert float(drop(found)[0]) == pytest.approx(falls, abs=4 * GRID[1] * np.abs(cubic).sum() * 3)


def test_rounding_is_a_few_units_in_the_last_place_of_the_terms() -> None:
    for cubic in CUBICS[:200]:
        exact = sum(np.longdouble(c) * np.longdouble(GRID) ** k for k, c in enumerate(cubic))
        assert float(np.abs(values(cubic) - exact).max()) <= float(rounding(cubic[None, :])[0])
