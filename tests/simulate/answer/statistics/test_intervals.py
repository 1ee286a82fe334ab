"""Intervals read off a histogram that is as good as the law."""

from collections.abc import Callable

import numpy as np
import pytest

from carbonspan.simulate.answer.statistics.common_cells import CommonCells
from carbonspan.simulate.answer.statistics.intervals import equal_tailed, shortest, subsamples, tails
from carbonspan.simulate.answer.statistics.marginal import Estimate, Interval
from carbonspan.simulate.answer.statistics.quantiles import OutputSamples
from carbonspan.simulate.engine.histogram import Histogram
from carbonspan.simulate.kernels.batches import BATCHES
from carbonspan.simulate.kernels.bits import ordered_keys
from carbonspan.simulate.laws.discrete import Discrete
from carbonspan.simulate.laws.positive import Gamma, Weibull


def narrowest(samples: OutputSamples, apart: CommonCells, level: float) -> Interval:
    (found,) = shortest(samples, apart, (level,))
    return found


def as_good_as(quantile: Callable[[np.ndarray], np.ndarray], *, each: int = 32) -> OutputSamples:
    """10,000 bins of equal probability, in every batch alike."""
    edges = ordered_keys(quantile(np.linspace(1e-9, 1 - 1e-9, 10_001)))
    counts = np.full(10_000, each * BATCHES)
    bins = Histogram(edges[:-1], edges[1:], counts, np.arange(10_000), np.full((BATCHES, 10_000), each))
    return OutputSamples(bins, quantile(np.array([1e-9, 1 - 1e-9])))


@pytest.mark.parametrize("level", [0.5, 0.9, 0.95])
def test_tails_hold_half_of_the_rest_each(level: float) -> None:
    low, high = tails(level)
    assert low == pytest.approx(1 - high)
    assert high - low == pytest.approx(level)


def test_equal_tails() -> None:
    quantiles = {0.05: Estimate(1.0, 0.1), 0.5: Estimate(2.0, 0.2), 0.95: Estimate(3.0, 0.3)}
    found = equal_tailed(quantiles, 0.9)
    assert (found.low, found.high) == (quantiles[0.05], quantiles[0.95])


@pytest.mark.parametrize("level", [0.5, 0.9, 0.95])
def test_the_shortest_interval_has_equal_densities_at_its_ends(level: float) -> None:
    law = Gamma(3.0, 1.0)
    samples = as_good_as(law.quantile)
    found = narrowest(samples, subsamples(samples), level)
    low, high = found.low.value, found.high.value
    density = lambda x: x**2 * np.exp(-x)  # noqa: E731
    assert density(low) == pytest.approx(density(high), rel=0.03)
    assert law.cdf(high) - law.cdf(low) == pytest.approx(level, abs=2e-4)


def test_the_shortest_interval_of_a_falling_density_begins_at_its_end() -> None:
    law = Weibull(1.0, 1.0)
    samples = as_good_as(law.quantile)
    found = narrowest(samples, subsamples(samples), 0.95)
    assert found.low.value == pytest.approx(0.0, abs=3e-3)
    assert found.high.value == pytest.approx(-np.log(0.05), abs=0.05)


def test_parts_that_agree_leave_no_error_and_those_that_differ_do() -> None:
    samples = as_good_as(Gamma(3.0, 1.0).quantile)
    alike = subsamples(samples)
    assert len(alike.cumulative) == 8
    assert narrowest(samples, alike, 0.9).low.error == pytest.approx(0.0, abs=1e-12)
    scales = np.linspace(0.9, 1.1, 8)
    grid = np.linspace(0.0, 1.0, 20_001)
    values = samples.quantile(grid)
    edges = np.unique(np.outer(scales, values))
    apart = CommonCells(edges[:-1], edges[1:], np.array([np.interp(edges / scale, values, grid) for scale in scales]))
    found = narrowest(samples, apart, 0.9)
    expected = found.high.value * np.std(scales, ddof=1) / 8 ** (1 / 3)
    assert found.high.error == pytest.approx(expected, rel=5e-3)  # a mixture of the scales is a little wider


def test_parts_whose_ends_are_all_farther_inside_show_a_bias() -> None:
    """Eight parts have twice the cube-root bias of the whole, so that it is as far off as they are from it.

    Each part misses the tail beyond a quantile of its own, which none of all samples together do.
    """
    law = Gamma(3.0, 1.0)
    edges = law.quantile(np.linspace(0.0, 0.9999, 20_001))
    reached = np.linspace(0.96, 0.99, 8)
    parted = CommonCells(edges[:-1], edges[1:], np.clip(law.cdf(edges) / reached[:, None], 0.0, 1.0))
    inside = [shortest_of(parted.quantile, row, 0.9) for row in range(8)]
    whole = shortest_of(parted.together.quantile, 0, 0.9)
    found = narrowest(as_good_as(law.quantile), parted, 0.9)
    bias = abs(np.mean(inside) - whole)
    assert found.high.error == pytest.approx(np.hypot(bias, np.std(inside, ddof=1) / 2), rel=0.02)


def shortest_of(quantiles: Callable[[np.ndarray], np.ndarray], row: int, level: float) -> float:
    """The upper end of the shortest interval of one of several distributions, by trying."""
    starts = np.linspace(0.0, 1.0 - level, 4001)
    low, high = quantiles(starts)[row], quantiles(starts + level)[row]
    return float(high[np.argmin(high - low)])


def test_values_that_many_samples_have_leave_no_error() -> None:
    """All parts of a fair switch need both of its values for nine draws in ten."""
    switch = Discrete((0.0, 1.0), (0.5, 0.5))
    samples = as_good_as(switch.quantile)
    found = narrowest(samples, subsamples(samples), 0.9)
    assert (found.low.value, found.high.value) == (0.0, 1.0)
    assert (found.low.error, found.high.error) == (0.0, 0.0)


def test_the_parts_are_those_of_the_samples() -> None:
    law = Gamma(3.0, 1.0)
    p = np.linspace(0.01, 0.99, 50)
    for found in subsamples(as_good_as(law.quantile)).quantile(p):
        np.testing.assert_allclose(found, law.quantile(p), rtol=1e-3)
