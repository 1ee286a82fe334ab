"""Cumulated histograms with parts left out, and intervals of many histograms, against numpy's."""

import numpy as np

from carbonspan.simulate.kernels.jackknife import interval_rows, leave_out_rows

COUNTS = np.random.default_rng(0).integers(0, 9, (3, 5, 16)).astype(float)


def test_each_part_is_left_out_once() -> None:
    found = np.empty((5, 4, 16))
    leave_out_rows(COUNTS, found)
    whole = COUNTS.sum(axis=0)
    kept = np.stack([whole, *(whole - part for part in COUNTS)], axis=1)
    np.testing.assert_array_equal(found, np.cumsum(kept, axis=-1))


def test_intervals_of_any_number_of_bins() -> None:
    cumulated, tails = np.cumsum(COUNTS[0, :, :13], axis=-1), np.array([0.1, 0.5, 0.9])
    low, ends = np.arange(13.0), np.empty((3, 5))
    interval_rows(low, low + 1.0, cumulated, tails, ends)
    for row, each in enumerate(cumulated):
        below = np.concatenate([[0.0], each]) / each[-1]
        np.testing.assert_allclose(ends[:, row], np.interp(tails, below, np.arange(14.0)), rtol=1e-12)


def test_an_empty_histogram_has_no_interval() -> None:
    ends = np.empty((2, 1))
    interval_rows(np.zeros(4), np.ones(4), np.zeros((1, 4)), np.array([0.05, 0.95]), ends)
    assert np.isnan(ends).all()
