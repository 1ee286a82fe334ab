import math

import numpy as np
import pytest
from scipy import stats

from carbonspan.simulate.laws.base import Distribution
from carbonspan.simulate.laws.bounded import Uniform
from carbonspan.simulate.laws.discrete import Constant, Discrete
from carbonspan.simulate.laws.mixture import Mixture, mixture
from carbonspan.simulate.laws.normal import Normal
from carbonspan.simulate.laws.positive import Gamma
from carbonspan.simulate.laws.trapezoids import triangular
from carbonspan.simulate.laws.truncation import Window, truncated

TAILS = 10.0 ** -np.arange(14, 0, -1)


def test_tails_are_those_of_the_widest_law() -> None:
    law = Mixture((0.3, 0.7), (Normal(0.0, 1.0), Normal(1.0, 5.0)))
    below = 0.3 * stats.norm.cdf(law.quantile(TAILS)) + 0.7 * stats.norm(1, 5).cdf(law.quantile(TAILS))
    above = 0.3 * stats.norm.sf(law.isf(TAILS)) + 0.7 * stats.norm(1, 5).sf(law.isf(TAILS))
    np.testing.assert_allclose(below, TAILS, rtol=1e-12)
    np.testing.assert_allclose(above, TAILS, rtol=1e-12)


def test_quantiles_over_many_orders_of_magnitude() -> None:
    law = Mixture((0.5, 0.5), (Gamma(0.1, 1.0), Gamma(2.0, 1.0)))
    np.testing.assert_allclose(law.cdf(law.quantile(TAILS)), TAILS, rtol=1e-11)


def test_a_gap_is_a_kink_and_a_jump() -> None:
    law = Mixture((0.25, 0.75), (Uniform(0.0, 1.0), Uniform(5.0, 8.0)))
    assert law.kinks == (0.25,)
    np.testing.assert_allclose(law.quantile([0.25 - 1e-12, 0.25 + 1e-12]), [1.0, 5.0], rtol=1e-10)


def test_kinks_of_the_parts_are_kinks_of_the_whole() -> None:
    law = Mixture((0.5, 0.5), (triangular(0.0, 1.0, 2.0), Uniform(1.5, 3.5)))
    at = [0.5 * 0.5, 0.5 * 0.875, 0.5 + 0.5 * 0.25]
    assert law.kinks == pytest.approx(at)


def test_unbounded_laws_leave_no_kinks() -> None:
    assert Mixture((0.3, 0.7), (Normal(0.0, 1.0), Normal(1.0, 5.0))).kinks == ()


def test_an_atom_in_a_continuous_law_is_a_level_part() -> None:
    law = mixture(((0.5, Uniform(0.0, 2.0)), (0.5, Constant(1.0))))
    assert law.atoms is None
    assert law.kinks == pytest.approx((0.25, 0.75))
    np.testing.assert_allclose(law.quantile([0.2, 0.2501, 0.5, 0.7499, 0.8]), [0.8, 1.0, 1.0, 1.0, 1.2], rtol=1e-12)
    np.testing.assert_allclose(law.isf([0.8, 0.7499, 0.5, 0.2501, 0.2]), [0.8, 1.0, 1.0, 1.0, 1.2], rtol=1e-12)


def test_moments_are_those_of_the_parts() -> None:
    law = Mixture((0.3, 0.7), (Normal(0.0, 1.0), Normal(1.0, 5.0)))
    assert law.mean == pytest.approx(0.7)
    assert law.variance == pytest.approx(0.3 * 1 + 0.7 * (25 + 1) - 0.49)


def test_moments_of_what_is_left_of_a_steep_mixture() -> None:
    """Between a normal law's far tail and the next law the quantile function all but jumps."""
    law = truncated(Mixture((0.7, 0.3), (Normal(3.0, 0.5), Uniform(6.0, 8.0))), Window(-100.0, 7.0))
    assert law.mean == pytest.approx((0.7 * 3 + 0.15 * 6.5) / 0.85, rel=1e-10)


def test_discrete_parts_make_a_discrete_law() -> None:
    law = mixture(((0.5, Constant(2.0)), (0.5, Discrete((1.0, 2.0), (0.5, 0.5)))))
    assert law == Discrete((1.0, 2.0), (0.25, 0.75))


def test_weights_are_checked() -> None:
    with pytest.raises(ValueError, match=r"weights must sum to 1, got 0\.9"):
        Mixture((0.2, 0.7), (Normal(0.0, 1.0), Normal(1.0, 5.0)))
    with pytest.raises(ValueError, match="needs a positive weight for each of its laws"):
        Mixture((1.2, -0.2), (Normal(0.0, 1.0), Normal(1.0, 5.0)))


def test_a_part_without_moments_leaves_none() -> None:
    from carbonspan.simulate.laws.normal import StudentT

    assert Mixture((0.5, 0.5), (Normal(0.0, 1.0), StudentT(3.0, 0.0, 1.0))).tail_index == 3.0
    assert Mixture((0.5, 0.5), (Normal(0.0, 1.0), Normal(1.0, 1.0))).tail_index == math.inf
    assert math.isnan(Mixture((0.5, 0.5), (Normal(0.0, 1.0), StudentT(1.0, 0.0, 1.0))).mean)


@pytest.mark.parametrize(
    ("atoms", "rest"),
    [
        ((0.0,), Gamma(0.01, 1.0)),
        ((0.1,), Uniform(-1.0, 1.0)),
        ((-1.0, 0.1, 0.3), Normal(0.0, 1e-3)),
        ((-1.0, 1.0), Uniform(-1.0, 1.0)),
        ((1e9,), Normal(0.0, 1.0)),
    ],
)
def test_atoms_are_exact_from_either_tail(atoms: tuple[float, ...], rest: Distribution) -> None:
    share = 0.5 / len(atoms)
    law = Mixture((0.5, 0.5), (Discrete(atoms, (1 / len(atoms),) * len(atoms)), rest))
    assert law.jumps.tolist() == list(atoms)
    for atom in atoms:
        below = 0.5 * float(rest.cdf(atom)) + share * sum(other < atom for other in atoms)
        inside = below + share * np.array([0.001, 0.5, 0.999])
        assert law.quantile(inside).tolist() == [atom] * 3
        assert law.isf(1 - inside).tolist() == [atom] * 3
        assert float(law.cdf(atom) - law.cdf_before(atom)) == pytest.approx(share, rel=1e-12)
        assert float(law.sf_before(atom) - law.sf(atom)) == pytest.approx(share, rel=1e-12)


def test_half_a_weight_on_nothing_is_half_the_probability() -> None:
    law = Mixture((0.5, 0.5), (Constant(0.0), Gamma(2.0, 1.0)))
    assert law.quantile([0.0, 0.25, 0.5]).tolist() == [0.0, 0.0, 0.0]
    assert float(law.quantile(0.5 + 1e-12)) > 0
