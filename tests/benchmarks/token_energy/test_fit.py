"""The fit of a token's energy finds the constants that made its data."""

from __future__ import annotations

import importlib
import sys
from pathlib import Path

import numpy as np
import pytest

FOLDER = Path(__file__).parents[3] / "benchmarks" / "token_energy"


@pytest.fixture(autouse=True)
def _beside(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(FOLDER))
    for name in ("fit", "families", "measurements"):
        monkeypatch.delitem(sys.modules, name, raising=False)


def made(families: int = 4):
    measurements = importlib.import_module("measurements")
    size = [(8, 8, 2), (70, 70, 2), (405, 405, 1), (30, 3, 2), (235, 22, 1), (671, 37, 1), (14, 14, 2), (117, 5, 0.53)]
    rows = [
        (k, total, active, weight, max(1, round(total * weight / 60)), batch, accelerator, task)
        for k, (total, active, weight) in enumerate(size)
        for batch in (8, 32, 128, 512)
        for accelerator in ("H100", "B200")
        for task in ("lm-arena-chat", "gpqa")
    ]
    each = measurements.Measurements(
        model=np.array([f"m{row[0]}" for row in rows]),
        family=np.array([f"f{row[0] % families}" for row in rows]),
        task=np.array([row[7] for row in rows]),
        accelerator=np.array([row[6] for row in rows]),
        weight=np.array([row[3] for row in rows], float),
        total=np.array([row[1] for row in rows], float),
        active=np.array([row[2] for row in rows], float),
        accelerators=np.array([row[4] for row in rows], float),
        batch=np.array([row[5] for row in rows], float),
        energy=np.ones(len(rows)),
        power=np.ones(len(rows)),
        tokens=np.ones(len(rows)),
    )
    return each, measurements


def test_the_constants_that_made_the_data_are_found() -> None:
    fit = importlib.import_module("fit")
    each, measurements = made()
    true = np.array([0.2, 0.003, 0.5, 0.04, 0.4, 1.3, 0.6, 4.0])
    exact = measurements.Measurements(**{**vars(each), "energy": fit.predict(true, each)})
    assert fit.fit(exact) == pytest.approx(true, rel=1e-3)


def test_departures_come_from_families_that_were_left_out() -> None:
    fit = importlib.import_module("fit")
    each, measurements = made()
    off = np.where(each.family == "f0", 1.5, 1.0)
    energy = fit.predict(np.array([0.2, 0.003, 0.5, 0.04, 0.4, 1.3, 0.6, 4.0]), each) * off
    dense, sparse = fit.departures(measurements.Measurements(**{**vars(each), "energy": energy}))
    assert 1.2 < dense < 3
    assert 1.2 < sparse < 3
