"""Oracles are the article's comparisons, done by hand."""

import pytest

from carbonspan.models.context import compute_growth, equivalents, homes, people, power_share, sector_share, trees

DAY = 86400.0
YEAR = 365.25 * DAY
KWH = 3.6e6


def test_a_day_of_chatgpt_in_americans():
    assert people(3824.39, DAY, 15_000 / (365 * DAY)) == pytest.approx(93.06, abs=0.005)


@pytest.mark.parametrize(("energy", "home", "expected"), [(190_000, 1510, 125.8), (1_287_000, 10_214, 126.0)])
def test_both_readings_of_126_homes(energy, home, expected):
    assert homes(energy * KWH, YEAR, home * KWH / YEAR) == pytest.approx(expected, abs=0.05)


def test_trees_of_the_life_cycle():
    assert trees(814_610, YEAR, 12.5 / YEAR) == pytest.approx(65_168.8, rel=1e-9)
    assert trees(814_610, 2 * YEAR, 12.5 / YEAR) == pytest.approx(65_168.8 / 2, rel=1e-9)


def test_equivalents_of_a_tonne():
    result = equivalents(1000, YEAR, 15_000 / YEAR, 8300 / YEAR, 11 / YEAR, 570, 0.251 / 1000, 8.22 / 1000)
    assert result.people == pytest.approx(1 / 15, rel=1e-12)
    assert result.homes == pytest.approx(1 / 8.3, rel=1e-12)
    assert result.trees == pytest.approx(1000 / 11, rel=1e-12)
    assert result.flights == pytest.approx(1000 / 570, rel=1e-12)
    assert result.charges == pytest.approx(1e6 / 8.22, rel=1e-12)
    assert result.distance / 1000 == pytest.approx(1e6 / 251, rel=1e-12)


def test_growth_doubles_once_a_doubling_time():
    assert compute_growth(3, 1) == pytest.approx((3, 8), rel=1e-14)
    assert compute_growth(72, 72 / 18.2).growth == pytest.approx(2**18.2, rel=1e-12)


def test_300000_times_need_18_doublings():
    result = compute_growth(5.2 * 12, 3.4)
    assert result.doublings == pytest.approx(18.35, abs=0.005)
    assert 300_000 < result.growth < 350_000


def test_shares_are_ratios():
    assert power_share(20, 1e6) == pytest.approx(2e-5, rel=1e-14)
    assert sector_share(1.3, 52) == pytest.approx(0.025, rel=1e-14)
