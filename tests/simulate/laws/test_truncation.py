import math

import mpmath
import numpy as np
import pytest
from scipy import stats

from carbonspan.simulate.laws.base import Distribution
from carbonspan.simulate.laws.beta import Beta
from carbonspan.simulate.laws.bounded import Uniform
from carbonspan.simulate.laws.discrete import Discrete, Poisson
from carbonspan.simulate.laws.mixture import Mixture
from carbonspan.simulate.laws.normal import Normal, StudentT
from carbonspan.simulate.laws.positive import Lognormal
from carbonspan.simulate.laws.trapezoids import triangular
from carbonspan.simulate.laws.truncation import Truncated, Window, truncated

P = np.concatenate([10.0 ** -np.arange(12, 1, -1), np.linspace(0.05, 0.95, 19), 1 - 10.0 ** -np.arange(2, 13)])
WINDOWS = [(-1.0, 2.0), (-math.inf, 1.0), (0.5, math.inf), (3.0, 5.0), (-9.0, -7.5), (10.0, math.inf), (-8.0, 8.0)]


@pytest.mark.parametrize("window", WINDOWS)
def test_agrees_with_scipy_wherever_the_window_lies(window: tuple[float, float]) -> None:
    law, oracle = Truncated(Normal(0.0, 1.0), *window), stats.truncnorm(*window)
    p = P[P < 0.96]  # scipy loses digits in the upper tail
    np.testing.assert_allclose(law.quantile(p), oracle.ppf(p), rtol=1e-9, atol=1e-12)
    mirror = stats.truncnorm(-window[1], -window[0])
    np.testing.assert_allclose(law.isf(p), -mirror.ppf(p), rtol=1e-9, atol=1e-12)
    assert law.mean == pytest.approx(oracle.mean(), rel=1e-9)
    assert law.variance == pytest.approx(oracle.var(), rel=1e-6)


@pytest.mark.parametrize("window", WINDOWS)
@pytest.mark.parametrize("p", [1e-12, 1e-7, 0.1, 0.5])
def test_exactly_p_lies_outside_either_quantile(window: tuple[float, float], p: float) -> None:
    law = Truncated(Normal(0.0, 1.0), *window)
    with mpmath.workdps(60):
        low, high = (mpmath.ncdf(end) for end in window)
        below = (mpmath.ncdf(float(law.quantile(p))) - low) / (high - low)
        above = (high - mpmath.ncdf(float(law.isf(p)))) / (high - low)
    spacing = [float(np.spacing(abs(law.quantile(p)))), float(np.spacing(abs(law.isf(p))))]
    steepest = float(mpmath.npdf(0 if window[0] < 0 < window[1] else min(map(abs, window))) / (high - low))
    assert float(below) == pytest.approx(p, rel=1e-9, abs=4 * steepest * spacing[0])
    assert float(above) == pytest.approx(p, rel=1e-9, abs=4 * steepest * spacing[1])


@pytest.mark.parametrize("window", WINDOWS)
def test_distribution_functions_undo_quantiles(window: tuple[float, float]) -> None:
    law = Truncated(Normal(0.0, 1.0), *window)
    middle = P[(P > 1e-4) & (P < 1 - 1e-4)]
    np.testing.assert_allclose(law.cdf(law.quantile(middle)), middle, rtol=1e-8)
    np.testing.assert_allclose(law.sf(law.isf(middle)), middle, rtol=1e-8)


def test_outside_the_window_there_is_nothing() -> None:
    law = Truncated(Normal(0.0, 1.0), -1.0, 2.0)
    assert law.cdf([-5.0, -1.0, 2.0, 5.0]).tolist() == [0.0, 0.0, 1.0, 1.0]
    assert law.sf([-5.0, -1.0, 2.0, 5.0]).tolist() == [1.0, 1.0, 0.0, 0.0]
    assert law.quantile([0.0, 1.0]).tolist() == [-1.0, 2.0]


def test_moments_exist_again_between_two_ends() -> None:
    cauchy = StudentT(1.0, 0.0, 1.0)
    law = Truncated(cauchy, -3.0, 3.0)
    assert law.mean == pytest.approx(0.0, abs=1e-12)
    assert law.variance == pytest.approx(3 / math.atan(3.0) - 1, rel=1e-10)
    assert law.tail_index == math.inf


def test_an_open_heavy_tail_stays_without_moments() -> None:
    assert Truncated(StudentT(1.0, 0.0, 1.0), 0.0, math.inf).mean == math.inf
    assert Truncated(StudentT(1.0, 0.0, 1.0), -math.inf, 0.0).mean == -math.inf
    assert Truncated(StudentT(1.8, 0.0, 1.0), 0.0, math.inf).variance == math.inf
    assert Truncated(StudentT(1.8, 0.0, 1.0), 0.0, math.inf).tail_index == 1.8
    assert Truncated(StudentT(3.0, 0.0, 1.0), 0.0, math.inf).mean == pytest.approx(2 * math.sqrt(3) / math.pi)


@pytest.mark.parametrize("law", [Lognormal(1.0, 1.5), Beta(0.5, 3.0), StudentT(3.0, 0.0, 1.0)])
def test_mean_agrees_with_its_integral(law: Distribution) -> None:
    cut = Truncated(law, 0.1, 0.8)
    middles = cut.quantile((np.arange(400_000) + 0.5) / 400_000)
    assert cut.mean == pytest.approx(middles.mean(), rel=1e-9)
    assert cut.variance == pytest.approx(middles.var(), rel=1e-8)


def test_kinks_move_with_the_window() -> None:
    law = Truncated(triangular(0.0, 1.0, 2.0), 0.5, math.inf)
    assert law.kinks == pytest.approx(((0.5 - 0.125) / 0.875,))
    assert Truncated(triangular(0.0, 1.0, 2.0), 1.2, math.inf).kinks == ()


def test_a_window_that_cuts_nothing_leaves_the_law() -> None:
    assert truncated(Uniform(0.0, 1.0), Window(0.0, 1.0)) == Uniform(0.0, 1.0)


def test_discrete_laws_lose_atoms() -> None:
    law = truncated(Discrete((1.0, 2.0, 3.0), (0.25, 0.25, 0.5)), Window(1.5, 2.5))
    assert law == Discrete((2.0,), (1.0,))
    law = truncated(Poisson(3.0), Window(1.0))
    assert law.mean == pytest.approx(3 / (1 - math.exp(-3)))


def test_an_empty_window_is_refused() -> None:
    with pytest.raises(ValueError, match=r"no draw of the law lies within truncate \[2, 3\]; widen it"):
        truncated(Uniform(0.0, 1.0), Window(2.0, 3.0))
    with pytest.raises(ValueError, match=r"no value lies within truncate \[2.2, 2.8\]; widen it"):
        truncated(Discrete((2.0, 3.0), (0.5, 0.5)), Window(2.2, 2.8))
    with pytest.raises(ValueError, match="truncate must rise; its upper end, got 1"):
        Truncated(Normal(0.0, 1.0), 2.0, 1.0)


MIXED = Mixture((0.25, 0.25, 0.5), (Discrete((0.1,), (1.0,)), Discrete((-1.0, 0.5), (0.5, 0.5)), Uniform(-1.0, 1.0)))


@pytest.mark.parametrize(
    ("window", "atoms"),
    [
        ((0.1, 0.5), {0.1: 0.25, 0.5: 0.125}),
        ((-1.0, 0.1), {-1.0: 0.125, 0.1: 0.25}),
        ((0.2, 0.5), {0.5: 0.125}),
        ((-math.inf, -0.5), {-1.0: 0.125}),
        ((0.2, 0.4), {}),
    ],
)
def test_atoms_at_the_ends_of_a_window_keep_their_probability(
    window: tuple[float, float], atoms: dict[float, float]
) -> None:
    law = Truncated(MIXED, *window)
    low, high = max(window[0], -1.0), min(window[1], 1.0)
    mass = sum(atoms.values()) + 0.25 * (high - low)
    assert law.jumps.tolist() == list(atoms)
    for atom, probability in atoms.items():
        assert float(law.cdf(atom) - law.cdf_before(atom)) == pytest.approx(probability / mass, rel=1e-12)
        assert float(law.sf_before(atom) - law.sf(atom)) == pytest.approx(probability / mass, rel=1e-12)
        middle = float(law.cdf(atom)) - probability / mass / 2
        assert float(law.quantile(middle)) == atom
        assert float(law.isf(1 - middle)) == atom
    assert law.cdf([low - 1, high]).tolist() == [0, 1]
    assert law.sf([low - 1, high]).tolist() == [1, 0]


def test_probabilities_are_blurred_by_what_is_cut_off_beside_what_remains() -> None:
    assert Truncated(Normal(0.0, 1.0), -1.0, 1.0).blur < 1e-15
    narrow = Truncated(Normal(0.0, 1.0), 0.0, 1e-6)
    assert narrow.blur == pytest.approx(4 * np.finfo(float).eps * 0.5 / (1e-6 / math.sqrt(2 * math.pi)), rel=1e-6)
