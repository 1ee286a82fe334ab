import math

import pytest

from carbonspan.simulate.laws.pedigree import pedigree, pedigree_gsd


def test_perfect_scores_leave_the_basic_uncertainty() -> None:
    assert pedigree_gsd((1, 1, 1, 1, 1), 1.05) == pytest.approx(math.sqrt(1.05))


@pytest.mark.parametrize(
    ("scores", "variance"),
    [
        ((5, 1, 1, 1, 1), 0.04),
        ((1, 5, 1, 1, 1), 0.008),
        ((1, 1, 5, 1, 1), 0.04),
        ((1, 1, 1, 5, 1), 0.002),
        ((1, 1, 1, 1, 5), 0.12),
        ((4, 1, 1, 1, 1), 0.008),
        ((1, 1, 1, 1, 3), 0.008),
        ((1, 1, 1, 4, 1), 0.0006),
    ],
)
def test_factors_are_the_published_variances(scores: tuple[int, ...], variance: float) -> None:
    """Weidema et al. (2013) publish the same factors as variances of the logarithm, rounded to one or two digits."""
    assert math.log(pedigree_gsd(scores, 1.0)) ** 2 == pytest.approx(variance, rel=0.16)


def test_variances_of_the_logarithm_add() -> None:
    alone = [math.log(pedigree_gsd(scores, 1.0)) ** 2 for scores in ((1, 3, 1, 1, 1), (1, 1, 2, 1, 1), (1, 1, 1, 1, 2))]
    assert math.log(pedigree_gsd((1, 3, 2, 1, 2), 1.05)) ** 2 == pytest.approx(sum(alone) + (math.log(1.05) / 2) ** 2)


def test_the_nominal_value_is_the_median() -> None:
    law = pedigree(3.0, (1, 3, 2, 1, 2), 1.05)
    assert float(law.quantile(0.5)) == pytest.approx(3.0)
    assert law.sigma == pytest.approx(math.log(pedigree_gsd((1, 3, 2, 1, 2), 1.05)))


def test_no_uncertainty_at_all_is_refused() -> None:
    with pytest.raises(ValueError, match="leave no uncertainty; raise basic"):
        pedigree(3.0, (1, 1, 1, 1, 1), 1.0)
    with pytest.raises(ValueError, match=r"basic: must be at least 1, got 0.9"):
        pedigree(3.0, (1, 1, 1, 1, 1), 0.9)
