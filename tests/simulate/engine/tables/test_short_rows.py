import numpy as np
import pytest

from carbonspan.simulate.engine.tables import short_rows

ROWS = np.random.default_rng(0).normal(size=(2_000, 7)) * np.logspace(-9, 9, 7)
ROWS[::50, 3], ROWS[7::50, 0] = np.nan, -np.inf


@pytest.mark.parametrize("columns", [1, 2, 4, 7])
@pytest.mark.parametrize(
    ("ours", "numpys"), [(short_rows.largest, np.max), (short_rows.smallest, np.min), (short_rows.total, np.sum)]
)
def test_they_are_numpys_bit_for_bit(ours, numpys, columns):
    rows = ROWS[:, :columns]
    assert ours(rows).tobytes() == numpys(np.ascontiguousarray(rows), axis=1).tobytes()


@pytest.mark.parametrize("columns", [1, 4])
def test_flags_are_numpys(columns):
    flags = ROWS[:, :columns] > -1
    assert (short_rows.every(flags) == flags.all(axis=1)).all()
    assert not short_rows.every(flags).all()
