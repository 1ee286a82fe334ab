"""Quantiles of outputs that one bin would swallow, held against the stored draws of the same points."""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
import pytest

from carbonspan.simulate.answer.statistics.marginal import PROBABILITIES
from carbonspan.simulate.answer.statistics.quantiles import OutputSamples
from carbonspan.simulate.engine import refine
from carbonspan.simulate.engine.histogram import Histogram
from carbonspan.simulate.engine.refine import coarse, refined
from carbonspan.simulate.engine.replay import draws
from carbonspan.simulate.kernels.batches import BATCHES
from carbonspan.simulate.kernels.bits import ordered_keys
from carbonspan.simulate.kernels.histogram import BIN_SHIFT, ZOOM_BITS
from carbonspan.simulate.laws.base import Distribution
from carbonspan.simulate.laws.bounded import Uniform
from carbonspan.simulate.laws.discrete import Constant, Discrete, Poisson
from carbonspan.simulate.laws.mixture import Mixture
from carbonspan.simulate.laws.normal import Normal
from carbonspan.simulate.laws.positive import Lognormal

COUNT = 200_000
P = np.array(PROBABILITIES)
SMOOTH = {
    "1e5 +- 0.05": Normal(1e5, 0.05),
    "-1e5 +- 0.05": Normal(-1e5, 0.05),
    "1 +- 1e-13": Normal(1.0, 1e-13),
    "about zero": Normal(0.0, 1e-200),
    "wide": Lognormal(1e-3, 2.0),
    "cliff": Uniform(0.999, 3.0),
    "two heaps": Mixture((0.5, 0.5), (Normal(-1e6, 1e-3), Normal(1e6, 1e-3))),
}
STEPS = {
    "constant": Constant(0.1),
    "two": Discrete((-3.0, 0.1), (0.4, 0.6)),
    "neighbours": Discrete((1.0, float(np.nextafter(1.0, 2.0)), 1.0 + 1e-9), (0.3, 0.3, 0.4)),
    "zero and signs": Discrete((-1.0, 0.0, 1e-300), (0.3, 0.3, 0.4)),
    "counts": Poisson(4.0),
}


class Three(NamedTuple):
    first: float
    second: float
    third: float


def same(a: float) -> float:
    return a


@pytest.fixture(scope="module")
def sampled(build: Callable, started: Callable) -> Callable[[Distribution], tuple[OutputSamples, np.ndarray]]:
    def sample(law: Distribution) -> tuple[OutputSamples, np.ndarray]:
        runner = started(build(same, {"a": law}), samples=COUNT)
        return OutputSamples(
            refined(runner, PROBABILITIES, [0.0] * runner.state.outputs)[0], runner.state.moments.extremes[0]
        ), draws(runner, COUNT)[1][0]

    return sample


@pytest.mark.parametrize("name", SMOOTH)
def test_quantiles_are_those_of_the_draws_within_a_share_of_their_error(sampled: Callable, name: str) -> None:
    found, draws = sampled(SMOOTH[name])
    assert found.bins.counts.sum() == COUNT
    np.testing.assert_array_equal(found.bins.batches.sum(axis=1), np.full(BATCHES, COUNT // BATCHES))
    ranks = np.sort(draws)
    error = np.sqrt(COUNT * P * (1 - P))
    place = P * COUNT
    low = ranks[np.floor(place - 0.25 * error).astype(int) - 1]
    high = ranks[np.ceil(place + 0.25 * error).astype(int)]
    values = found.quantile(P)
    unsure = within_finest_bins(found, values)
    assert np.all((low - unsure <= values) & (values <= high + unsure))


def within_finest_bins(found: OutputSamples, values: np.ndarray) -> np.ndarray:
    """How far a straight line through one of the finest bins may be from the samples in it, at each of `values`.

    The law's density changes by less than its own size across such a bin, which bends its distribution function away
    from the line by an eighth of the bin at most; the samples wander about that by half their root (a Brownian bridge),
    of which four standard deviations are allowed. Last come the roundings of the line itself.
    """
    finest = 1 << BIN_SHIFT % ZOOM_BITS
    held = found.bins.counts[np.searchsorted(found.bins.edges[0], values, side="right") - 1]
    return (finest / 8 + 2 * finest / np.sqrt(np.maximum(held, 1)) + 4) * np.spacing(np.abs(values))


@pytest.mark.parametrize("name", ["1e5 +- 0.05", "two heaps"])
def test_a_narrow_answer_is_not_read_off_one_bin(sampled: Callable, name: str) -> None:
    found, draws = sampled(SMOOTH[name])
    spread = SMOOTH[name].quantile(0.999) - SMOOTH[name].quantile(0.99)
    low, high = found.bins.edges
    held = found.bins.counts > 0.01 * COUNT
    assert not np.any(high[held] - low[held] > spread)
    np.testing.assert_allclose(found.quantile(0.975), np.quantile(draws, 0.975), atol=float(spread) / 50, rtol=0)


@pytest.mark.parametrize("name", STEPS)
def test_atoms_are_told_exactly(sampled: Callable, name: str) -> None:
    found, draws = sampled(STEPS[name])
    shares = np.cumsum(np.unique(draws, return_counts=True)[1]) / COUNT
    p = P[[np.abs(shares - p).min() > 1e-6 for p in P]]
    expected = np.quantile(draws, p, method="inverted_cdf")
    if name == "neighbours":  # values closer than the finest bins are told apart no further
        finest = (1 << BIN_SHIFT % ZOOM_BITS) * np.spacing(expected)
        assert np.all(np.abs(found.quantile(p) - expected) <= finest)
        return
    np.testing.assert_array_equal(found.quantile(p), expected)
    values, counts = np.unique(draws, return_counts=True)
    for value in values[counts > 0.01 * COUNT]:
        expected = np.mean(draws < value) + 0.5 * np.mean(draws == value)
        assert found.below(float(value)) == pytest.approx(expected, abs=1e-12)


def test_no_bin_is_split_where_all_are_fine(build: Callable, started: Callable) -> None:
    runner = started(build(same, {"a": Lognormal(1.0, 1.0)}), samples=COUNT)
    coarse_bins = runner.state.histograms.of(0)
    assert len(refined(runner, PROBABILITIES, [0.0] * runner.state.outputs)[0].counts) >= len(coarse_bins.counts)
    assert not coarse(coarse_bins, [0.5]).any()


def three(a: float) -> Three:
    return Three(a, float(np.floor(a)), a + 1e5)


def test_bins_that_are_listed_when_they_are_read_are_those_that_are_kept(
    build: Callable, started: Callable, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The second output has values that many samples have, the third is too narrow for its bins."""
    runner = started(build(three, {"a": Lognormal(1.0, 0.5)}), samples=COUNT)
    kept = refined(runner, PROBABILITIES, [1.0, 1.0, 1e5 + 1])
    monkeypatch.setattr(refine, "KEPT", 0)
    listed = refined(runner, PROBABILITIES, [1.0, 1.0, 1e5 + 1])
    assert len(kept) == len(listed) == len(list(listed)) == 3
    assert kept[0] is kept[0] is not listed[0] is not listed[0]
    assert listed[2] is listed[2]
    for one, other in zip(kept, listed, strict=True):
        for name in ("low", "high", "counts", "group", "batches"):
            np.testing.assert_array_equal(getattr(one, name), getattr(other, name))


def bins(counts: list[int]) -> Histogram:
    n = len(counts)
    low, high = ordered_keys(np.arange(n) + 1.0), ordered_keys(np.arange(n) + 2.0)
    return Histogram(low, high, np.array(counts), np.arange(n), np.tile(np.array(counts) // BATCHES, (BATCHES, 1)))


def test_crowded_bins_and_bins_unlike_their_neighbours_are_coarse() -> None:
    even = [900] * 200
    assert not coarse(bins(even), [0.05, 0.5, 0.9]).any()
    crowded = [900] * 100 + [5000] + [900] * 99
    assert np.flatnonzero(coarse(bins(crowded), [])).tolist() == [100]
    step = [100] * 100 + [900] * 100
    assert np.flatnonzero(coarse(bins(step), [0.101])).tolist() == [100]
    assert not coarse(bins(step), [0.6]).any()
