"""Cells with fewer bins: joined where the input is continuous, left out where a discrete one has no samples."""

import numpy as np

from carbonspan.simulate.sensitivity.measuring.cells import Cells
from carbonspan.simulate.sensitivity.measuring.input_bins import InputBins

SMOOTH = InputBins(np.full(4, 0.25), np.arange(4.0), np.full(4, 0.3), np.ones(4))
ATOMS = InputBins(np.array([0.5, 0.0, 0.5]), np.array([1.0, 1.5, 2.0]), np.zeros(3), np.zeros(3))
COUNTS = np.random.default_rng(0).integers(1, 9, (2, 4, 3, 5)).astype(float)
COUNTS[:, :, 1] = 0.0
CELLS = Cells(COUNTS, (SMOOTH, ATOMS), np.arange(6.0), np.array([np.arange(5.0), np.arange(1.0, 6.0)]))


def test_neighbours_of_continuous_inputs_are_joined() -> None:
    found = CELLS.joined(2)
    np.testing.assert_array_equal(found.counts, COUNTS[:, ::2] + COUNTS[:, 1::2])
    assert found.bins[0].mean.tolist() == [0.5, 2.5]
    assert found.bins[1] is ATOMS


def test_bins_of_discrete_inputs_without_samples_are_left_out() -> None:
    found = CELLS.filled()
    np.testing.assert_array_equal(found.counts, COUNTS[:, :, [0, 2]])
    assert found.bins[0] is SMOOTH
    assert found.bins[1].mean.tolist() == [1.0, 2.0]
