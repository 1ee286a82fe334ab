import numpy as np
import pytest

from carbonspan.simulate.answer.statistics.marginal import Bins
from carbonspan.simulate.plots.densities import density

SAMPLES = 200_000


def binned(values, edges):
    counts, edges = np.histogram(values, edges)
    keep = counts > 0
    return Bins(edges[:-1][keep], edges[1:][keep], counts[keep])


def draw(seed=5):
    return np.random.default_rng(seed)


def area(x, y, *, log):
    return np.trapezoid(y, np.log10(x) if log else x)


def normal_bins(mean=10.0, sd=1.0):
    return binned(draw().normal(mean, sd, SAMPLES), np.linspace(mean - 6 * sd, mean + 6 * sd, 2001))


def test_the_density_of_a_normal_law():
    x, y = density.curve(normal_bins(), 7.0, 13.0, log=False)
    exact = np.exp(-0.5 * (x - 10) ** 2) / np.sqrt(2 * np.pi)
    # A kernel of 0.35 sd: bias h⁴/8 times the fourth derivative <= 0.0023, error sqrt(R(K) f/(n h)) <= 0.0017.
    assert np.abs(y - exact).max() < 0.0023 + 4.5 * 0.0017
    assert area(x, y, log=False) == pytest.approx(0.9973, abs=0.002)


def test_the_density_of_a_lognormal_law_per_decade():
    values = 10.0 ** draw().normal(0.0, 0.5, SAMPLES)
    bins = binned(values, np.logspace(-3, 3, 3001))
    x, y = density.curve(bins, 0.01, 100.0, log=True)
    exact = np.exp(-0.5 * (np.log10(x) / 0.5) ** 2) / (0.5 * np.sqrt(2 * np.pi))
    assert np.abs(y - exact).max() < 2 * (0.0023 + 4.5 * 0.0017)
    assert area(x, y, log=True) == pytest.approx(1.0, abs=0.002)


def test_a_uniform_law_keeps_its_edges():
    bins = binned(draw().uniform(1.0, 2.0, SAMPLES), np.linspace(1, 2, 1001))
    x, y = density.curve(bins, 0.8, 2.2, log=False)
    inside = (x > 1.001) & (x < 1.999)
    assert np.abs(y[inside] - 1.0).max() < 0.05
    assert (y[(x < 0.999) | (x > 2.001)] == 0).all()


def test_a_thin_tail_does_not_break_off():
    values = draw().normal(0.0, 1.0, 5000)
    bins = binned(values, np.linspace(-6, 6, 2001))
    x, y = density.curve(bins, -6.0, 6.0, log=False)
    assert np.abs(np.diff(y)).max() < 0.05 * y.max()
    assert area(x, y, log=False) == pytest.approx(1.0, abs=1e-3)


def bends(y):
    """How often a curve turns from left to right or back."""
    turns = np.sign(np.diff(y, 2))
    return int((np.diff(turns[turns != 0]) != 0).sum())


@pytest.mark.parametrize("samples", [10_000, 100_000])
@pytest.mark.parametrize("seed", range(4))
def test_what_the_sampling_adds_is_not_drawn(samples, seed):
    values = np.random.default_rng(seed).normal(10.0, 1.0, samples)
    _, y = density.curve(binned(values, np.linspace(4, 16, 4001)), 8.2, 11.8, log=False)
    assert bends(y[::10]) == 2  # a bell bends at its two shoulders only


@pytest.mark.parametrize("seed", range(4))
def test_a_skewed_density_does_not_wobble_on_a_linear_axis(seed):
    values = 10.0 * np.exp(0.5 * np.random.default_rng(seed).standard_normal(100_000))
    x, y = density.curve(binned(values, np.geomspace(0.5, 200, 8001)), 0.0, 60.0, log=False)
    exact = np.exp(-0.5 * (np.log(x[1:] / 10) / 0.5) ** 2) / (0.5 * np.sqrt(2 * np.pi) * x[1:])
    # As for the normal law, with half the samples: bias and error in shares of the peak.
    assert np.abs(y[1:] - exact).max() < (0.0058 + 4.5 * 0.0061) * exact.max()
    assert (np.diff(np.sign(np.diff(y[y > 0.02 * y.max()]))) != 0).sum() == 1  # one peak
    assert area(x, y, log=False) == pytest.approx(1.0, abs=0.002)


def test_narrow_peaks_far_apart_stay_narrow():
    values = np.concatenate([draw().normal(-5, 0.2, SAMPLES // 2), draw(6).normal(5, 0.2, SAMPLES // 2)])
    _, y = density.curve(binned(values, np.linspace(-7, 7, 7001)), -7.0, 7.0, log=False)
    assert y.max() == pytest.approx(0.5 / (0.2 * np.sqrt(2 * np.pi)), rel=0.05)


def test_bins_as_wide_as_the_law_do_not_show():
    bins = binned(draw().normal(10.0, 1.0, SAMPLES), np.linspace(4, 16, 41))
    x, y = density.curve(bins, 6.0, 14.0, log=False)
    assert (np.diff(np.sign(np.diff(y[(x > 7) & (x < 13)]))) != 0).sum() == 1  # one peak


def test_few_values_are_single_values():
    bins = Bins(np.array([3.0, 4.0, 6.0]), np.array([3.001, 4.001, 6.001]), np.array([20, 50, 30]))
    values, probabilities = density.atoms(bins)
    np.testing.assert_allclose(values, [3, 4, 6], rtol=2e-4)
    np.testing.assert_array_equal(probabilities, [0.2, 0.5, 0.3])


def test_one_value_is_a_single_value():
    assert density.atoms(Bins(np.array([3.0]), np.array([3.0]), np.array([7])))[1].tolist() == [1.0]


def test_a_density_is_no_list_of_values():
    assert density.atoms(normal_bins()) is None
    assert density.atoms(binned(draw().normal(0, 1, 1000), np.linspace(-5, 5, 21))) is None


def test_quantiles_of_the_histogram():
    bins = Bins(np.array([0.0, 10.0]), np.array([1.0, 20.0]), np.array([50, 50]))
    np.testing.assert_allclose(density.quantile(bins, np.array([0.25, 0.75])), [0.5, 15.0])


@pytest.mark.parametrize(
    ("low", "high", "minimum", "log"),
    [(1, 9.9, 0.1, False), (1, 11, 0.1, True), (1, 11, 0.0, False), (1, 11, -1, False), (-5, 5, -9, False)],
)
def test_a_logarithmic_axis_is_for_positive_values_that_span_a_decade(low, high, minimum, log):
    assert density.spans_a_decade(low, high, minimum) is log


def test_single_values_are_told_from_what_has_a_density():
    low = np.array([0.0, 1.0, 2.0, 3.0])
    bins = Bins(low, np.array([0.0, 1.5, 2.5, 3.0]), np.array([600, 200, 199, 1]))
    single, rest = density.split(bins)
    assert (single.low.tolist(), single.counts.tolist()) == ([0.0], [600])
    assert rest.counts.tolist() == [200, 199, 1]  # one sample in a thousand is no value of its own


def test_what_reaches_down_to_zero_is_not_smoothed_in_logarithms():
    """The half-normal law's density at its edge is twice the normal's; a curve in logarithms is noise there."""
    values = np.sort(np.abs(draw().normal(0.0, 1.0, SAMPLES)))
    mantissa, exponent = np.frexp(values)
    edges, counts = np.unique(np.ldexp(np.floor(mantissa * 8192), exponent - 13), return_counts=True)
    bins = Bins(edges, edges + np.ldexp(1.0, np.frexp(edges)[1] - 13), counts)
    _, y = density.curve(bins, -0.3, 3.0, log=False)
    assert y.max() == pytest.approx(2 / np.sqrt(2 * np.pi), rel=0.05)
