import math

import numpy as np
import pytest
from scipy import stats

from carbonspan.simulate.laws.elicited import Mirrored, Quantiles, law_of_p5_and_p95, law_of_quantiles
from carbonspan.simulate.laws.johnson import DoublyBounded, SemiBounded
from carbonspan.simulate.laws.metalog import Metalog
from carbonspan.simulate.laws.normal import Normal
from carbonspan.simulate.laws.positive import Lognormal
from carbonspan.simulate.laws.truncation import Truncated, Window

OPEN = Window()


def test_positive_ends_are_lognormal_others_normal() -> None:
    law = law_of_p5_and_p95(1.0, 4.0, OPEN)
    assert isinstance(law, Lognormal)
    assert (law.median, law.sigma) == pytest.approx((2.0, math.log(2) / stats.norm.ppf(0.95)))
    law = law_of_p5_and_p95(0.0, 4.0, OPEN)
    assert isinstance(law, Normal)
    assert (law.location, law.scale) == pytest.approx((2.0, 2 / stats.norm.ppf(0.95)))


@pytest.mark.parametrize(
    ("p5", "p95", "window"),
    [
        (1.0, 4.0, Window(0.5, 5.0)),
        (1.0, 4.0, Window(0.9)),
        (-1.0, 4.0, Window(-1.6, 4.6)),
        (0.15, 0.6, Window(high=0.62)),
        (-1.0, 4.0, Window(low=-1.5)),
    ],
)
def test_quantiles_hold_after_truncation(p5: float, p95: float, window: Window) -> None:
    law = law_of_p5_and_p95(p5, p95, window)
    assert isinstance(law, Truncated)
    np.testing.assert_allclose(law.quantile([0.05, 0.95]), [p5, p95], rtol=1e-8)


def test_a_window_that_cuts_nothing_changes_nothing() -> None:
    assert law_of_p5_and_p95(1.0, 4.0, Window(0.0)) == law_of_p5_and_p95(1.0, 4.0, OPEN)


def test_quantiles_outside_the_window_are_refused() -> None:
    with pytest.raises(ValueError, match="the stated quantiles must lie inside truncate; widen it"):
        law_of_p5_and_p95(1.0, 4.0, Window(0.5, 3.0))


def test_quantiles_wider_than_any_truncated_law_are_refused() -> None:
    """A uniform law on the window, the widest there is, has its 5 % quantile 0.2 above the lower end."""
    with pytest.raises(ValueError, match="no law of this kind has these quantiles; bring them closer together, widen"):
        law_of_p5_and_p95(-1.99, 1.99, Window(-2.0, 2.0))


@pytest.mark.parametrize(
    ("stated", "kind"),
    [
        (Quantiles((0.05, 0.5, 0.95), (0.1, 0.2, 0.7)), SemiBounded),
        (Quantiles((0.05, 0.5, 0.95), (0.1, 0.2, 0.7), low=-1.0), SemiBounded),
        (Quantiles((0.05, 0.5, 0.95), (0.1, 0.2, 0.7), low=0.05, high=0.9), DoublyBounded),
        (Quantiles((0.05, 0.5, 0.95), (0.1, 0.2, 0.7), high=0.9), DoublyBounded),
        (Quantiles((0.05, 0.5, 0.95), (-0.1, 0.2, 0.7)), Metalog),
        (Quantiles((0.05, 0.5, 0.95), (-0.1, 0.2, 0.7), high=0.9), Mirrored),
        (Quantiles((0.1, 0.6, 0.95), (0.1, 0.2, 0.7)), SemiBounded),
        (Quantiles((0.2, 0.3, 0.9), (0.1, 0.15, 0.7), low=0.0, high=1.0), DoublyBounded),
        (Quantiles((0.1, 0.9), (0.1, 0.7)), Lognormal),
        (Quantiles((0.1, 0.9), (-0.1, 0.7)), Normal),
        (Quantiles((0.1, 0.9), (0.1, 0.7), low=0.05), SemiBounded),
        (Quantiles((0.1, 0.8), (0.1, 0.7), low=0.0, high=1.0), DoublyBounded),
        (Quantiles((0.05, 0.25, 0.5, 0.95), (0.1, 0.15, 0.2, 0.5)), Metalog),
        (Quantiles((0.05, 0.25, 0.5, 0.75, 0.95), (-0.1, 0.15, 0.3, 0.5, 0.8)), Metalog),
    ],
    ids=str,
)
def test_stated_quantiles_are_hit_within_stated_limits(stated: Quantiles, kind: type) -> None:
    law = law_of_quantiles(stated, OPEN)
    assert type(law) is kind
    np.testing.assert_allclose(law.quantile(stated.probabilities), stated.values, rtol=1e-8)
    low, high = law.support
    assert low >= (-math.inf if stated.low is None else stated.low)
    assert high <= (math.inf if stated.high is None else stated.high)


@pytest.mark.parametrize("middle", [0.15, 0.2, 0.3])
def test_triples_hold_after_truncation(middle: float) -> None:
    stated = Quantiles((0.05, 0.5, 0.95), (0.1, middle, 0.7))
    law = law_of_quantiles(stated, Window(0.05, 1.0))
    np.testing.assert_allclose(law.quantile(stated.probabilities), stated.values, rtol=1e-8)
    assert law.support == (0.05, 1.0)


def test_an_upper_limit_alone_holds_after_truncation_too() -> None:
    stated = Quantiles((0.05, 0.5, 0.95), (-2.0, 0.2, 0.7), high=0.9)
    law = law_of_quantiles(stated, Window(-3.0, 0.85))
    np.testing.assert_allclose(law.quantile(stated.probabilities), stated.values, rtol=1e-8)
    assert law.support == (-3.0, 0.85)


def test_infeasible_quantiles_name_the_remedy() -> None:
    with pytest.raises(ValueError, match="state fewer of them, or low and high"):
        law_of_quantiles(Quantiles((0.05, 0.5, 0.95), (-1.0, -0.9, 5.0)), OPEN)


def test_lopsided_triples_are_told_to_be_symmetric() -> None:
    with pytest.raises(ValueError, match=r"symmetric about 0\.5, such as 0\.05, 0\.5 and 0\.95"):
        law_of_quantiles(Quantiles((0.07, 0.64, 0.85), (0.39, 0.5, 0.93)), OPEN)


def test_a_mirror_image_exchanges_the_tails() -> None:
    law = Mirrored(Lognormal(2.0, 0.5))
    p = np.array([1e-9, 0.3, 0.999])
    np.testing.assert_array_equal(law.quantile(p), -Lognormal(2.0, 0.5).isf(p))
    np.testing.assert_allclose(law.cdf(law.quantile(p)), p, rtol=1e-12)
    assert law.mean == pytest.approx(-Lognormal(2.0, 0.5).mean)
    assert law.variance == pytest.approx(Lognormal(2.0, 0.5).variance)
