"""Elasticities along a sweep: closed forms, and errors that hold."""

import numpy as np
import pytest

import carbonspan as cs
from carbonspan.simulate.answer.elasticity import slope
from carbonspan.simulate.answer.scale import Scale


def test_slopes_of_powers_are_exact():
    x = np.array([1.0, 3.0, 4.0, 9.0])
    assert slope(x, 5 * x**-1.5) == pytest.approx(np.full(4, -1.5), abs=1e-12)
    assert slope(x[::-1], 5 * x[::-1] ** 2) == pytest.approx(np.full(4, 2.0), abs=1e-12)
    assert slope(x[:2], x[:2]) == pytest.approx(np.ones(2))


def test_there_is_none_without_positive_neighbours():
    found = slope(np.array([0.0, 1.0, 2.0]), np.array([1.0, 1.0, 2.0]))
    assert np.isnan(found[0])
    assert found[1:] == pytest.approx(np.ones(2))
    assert np.isnan(slope(np.array([1.0, 2.0]), np.array([-1.0, 1.0]))).all()
    assert np.isnan(slope(np.array([1.0]), np.array([1.0]))).all()


def test_scales_by_ratio_are_logarithmic():
    assert Scale({"1": 1.0, "10": 10.0, "100": 100.0}).log
    assert not Scale({"1": 1.0, "2": 2.0, "3": 3.0}).log
    assert not Scale({"1": 1.0, "10": 10.0}).log
    assert not Scale({"-1": -1.0, "1": 1.0, "3": 3.0}).log


def test_errors_hold(tmp_path):
    """The median of x + exp(z/2) is x + 1, of elasticity x / (x + 1); a lognormal z makes the estimate noisy."""
    (tmp_path / "m.py").write_text("def made(x: float, z: float) -> float:\n    return x + z\n")
    entries = "  x: {nominal: 1, gsd: 2, evidence: assumed}\n  z: {nominal: 1, gsd: 1.65, evidence: assumed}\n"
    (tmp_path / "m.yaml").write_text(f"title: m\nmodel: m.py:made\ninputs:\n{entries}")
    values = np.geomspace(0.5, 2, 21).round(4)
    deviations = []
    for seed in range(12):
        found = cs.sweep(str(tmp_path / "m.yaml"), {"x": values}, samples=100_000, seed=seed)["elasticity"]
        value, error = (found[name].isel(swept=0, x=10).item() for name in ("made", "made_error"))
        x = values[10]
        deviations.append((value - x / (x + 1)) / error)
    assert 0.4 < np.std(deviations) < 1.8
    assert abs(np.mean(deviations)) < 1.2
