"""Intervals of many histograms against numpy's, one at a time."""

import numpy as np

from carbonspan.simulate.sensitivity.measuring.intervals_of_counts import interval

EDGES = np.sort(np.random.default_rng(0).normal(size=257))
SPANS = np.array([EDGES[:-1], EDGES[1:]])


def test_intervals_of_many_histograms() -> None:
    counts = np.random.default_rng(1).poisson(3.0, (3, 4, 256)).astype(float)
    low, high = interval(SPANS, np.cumsum(counts, axis=-1))
    for index in np.ndindex(3, 4):
        below = np.concatenate([[0.0], np.cumsum(counts[index])]) / counts[index].sum()
        np.testing.assert_allclose([low[index], high[index]], np.interp([0.05, 0.95], below, EDGES), rtol=1e-12)


def test_a_bin_without_span_is_a_value() -> None:
    spans = np.array([[1.0, 2.0], [1.0, 2.0]])
    low, high = interval(spans, np.cumsum([[60.0, 40.0], [100.0, 0.0], [3.0, 97.0]], axis=-1))
    assert (low.tolist(), high.tolist()) == ([1.0, 1.0, 2.0], [2.0, 1.0, 2.0])


def test_an_empty_histogram_has_none() -> None:
    assert np.isnan(interval(SPANS, np.zeros((2, 256)))).all()
