import mpmath
import numpy as np
import pytest
from scipy import stats

from carbonspan.simulate.laws.discrete import CUT, Binomial, Constant, Discrete, Poisson, discrete, poisson
from carbonspan.simulate.laws.multiple import multiple

P = np.concatenate([10.0 ** -np.arange(12, 1, -1), np.linspace(0.05, 0.95, 19), 1 - 10.0 ** -np.arange(2, 13)])


@pytest.mark.parametrize(
    ("law", "oracle"),
    [
        (Poisson(0.01), stats.poisson(0.01)),
        (Poisson(3.0), stats.poisson(3.0)),
        (Poisson(7.5), stats.poisson(7.5)),
        (Poisson(12345.0), stats.poisson(12345.0)),
        (Binomial(10, 0.3), stats.binom(10, 0.3)),
        (Binomial(1, 0.01), stats.binom(1, 0.01)),
        (Binomial(5000, 0.97), stats.binom(5000, 0.97)),
    ],
    ids=lambda value: str(value)[:30],
)
def test_counts_agree_with_scipy(law: Poisson | Binomial, oracle: stats.rv_discrete) -> None:
    values, probabilities = law.atoms
    np.testing.assert_allclose(probabilities, oracle.pmf(values), rtol=1e-8)
    np.testing.assert_allclose(law.quantile(P), oracle.ppf(P))
    np.testing.assert_allclose(law.isf(P), oracle.isf(P))
    x = np.unique(np.concatenate([values, values + 0.5, [-1.0]]))
    np.testing.assert_allclose(law.cdf(x), oracle.cdf(x), rtol=1e-8, atol=CUT)
    np.testing.assert_allclose(law.sf(x[:-2]), oracle.sf(x[:-2]), rtol=1e-8, atol=CUT)
    assert law.mean == pytest.approx(oracle.mean(), rel=1e-12)
    assert law.variance == pytest.approx(oracle.var(), rel=1e-9)


def test_a_large_poisson_probability_is_exact() -> None:
    values, probabilities = Poisson(1e6).atoms
    place = int(np.searchsorted(values, 1_003_000))
    with mpmath.workdps(30):
        exact = mpmath.exp(1_003_000 * mpmath.log(10**6) - 10**6 - mpmath.loggamma(1_003_001))
    assert probabilities[place] == pytest.approx(float(exact), rel=1e-12)


def test_tails_are_cut_only_where_nothing_is_drawn() -> None:
    values, probabilities = Poisson(3.0).atoms
    assert probabilities[-1] > CUT / 100
    assert stats.poisson(3.0).sf(values[-1]) < CUT
    assert values[0] == 0


def test_counts_come_in_multiples_of_their_unit() -> None:
    law = poisson(6.0, 2.0)
    assert law.mean == pytest.approx(6.0)
    assert law.variance == pytest.approx(12.0)
    assert law.atoms[0][:3].tolist() == [0.0, 2.0, 4.0]


def test_a_count_too_wide_to_list_is_refused() -> None:
    with pytest.raises(ValueError, match="too wide; use normal instead"):
        Poisson(1e12).quantile(0.5)


def test_steps_are_where_they_should_be() -> None:
    law = discrete(((6.0, 0.25), (3.0, 0.25), (4.0, 0.5)))
    assert law.quantile([0, 0.25, 0.2500001, 0.75, 0.7500001, 1]).tolist() == [3, 3, 4, 4, 6, 6]
    assert law.isf([1, 0.75, 0.7499999, 0.25, 0.2499999, 0]).tolist() == [3, 3, 4, 4, 6, 6]
    assert law.cdf([2.9, 3, 4.5, 6]).tolist() == [0, 0.25, 0.75, 1]
    assert law.sf([2.9, 3, 4.5, 6]).tolist() == [1, 0.75, 0.25, 0]
    assert law.kinks == (0.25, 0.75)
    assert (law.mean, law.variance) == (4.25, 1.1875)


def test_a_constant_is_one_atom() -> None:
    law = Constant(3.0)
    assert law.support == (3.0, 3.0)
    assert [column.tolist() for column in law.atoms] == [[3.0], [1.0]]
    assert law.variance == 0.0
    assert law.kinks == ()


@pytest.mark.parametrize(
    ("values", "probabilities", "message"),
    [
        ((1.0, 1.0), (0.5, 0.5), "must be different and increasing"),
        ((1.0, 2.0), (0.5, 0.6), r"probabilities must sum to 1, got 1\.1"),
        ((1.0, 2.0), (1.5, -0.5), "each probability must be above 0"),
    ],
)
def test_probabilities_are_checked(values: tuple[float, ...], probabilities: tuple[float, ...], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        Discrete(values, probabilities)


@pytest.mark.parametrize("unit", [1.0, 1000.0, 0.01, 0.001, 1 / 3.6e6])
def test_counts_in_other_units_are_the_numbers_a_file_would_state(unit: float) -> None:
    values = Binomial(60, 0.5, unit).atoms[0].tolist()
    assert values == [multiple(float(count), unit) for count in range(61)]
    assert Poisson(3.0, 0.01).atoms[0].tolist()[7] == 0.07


@pytest.mark.parametrize("mean", [1e12, 1e38])
def test_a_count_whose_ends_round_to_one_number_is_refused_too(mean: float) -> None:
    with pytest.raises(ValueError, match=r"a count that spreads over \S+ values is too wide; use normal instead"):
        _ = Poisson(mean).atoms
