import pytest

from carbonspan.models.water import by_energy, off_site, on_site

MWH, LITRE_PER_KWH = 3.6e9, 0.001 / 3.6e6


def test_cooling_counts_the_computers_alone_and_generation_all_of_the_data_centre():
    assert on_site(MWH, 0.3 * LITRE_PER_KWH) == pytest.approx(0.3, rel=1e-12)
    assert off_site(MWH, 1.5, 3 * LITRE_PER_KWH) == pytest.approx(4.5, rel=1e-12)


def test_water_is_both():
    result = by_energy(1170 * MWH, 1.1, 0.3 * LITRE_PER_KWH, 3.13 * LITRE_PER_KWH)
    assert result == pytest.approx((351, 4028.31, 4379.31), rel=1e-12)
