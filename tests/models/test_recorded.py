"""Recorded footprints: sums of parts, and a PUE that is counted once."""

import pytest

from carbonspan.models import recorded

KWH = 3.6e6


def test_parts_add_up_to_the_whole():
    parts = recorded.by_components(0.2 * KWH, 0.5 * KWH, 0.1 * KWH, 1.25, 0.4 / KWH)
    whole = recorded.by_energy(0.8 * KWH, 1.25, 0.4 / KWH)
    assert parts == pytest.approx(whole)
    assert parts.emissions == pytest.approx(0.4)


def test_requests_have_use_and_making():
    found = recorded.by_requests(2000, 0.5e-3 * KWH, 1e-4, 0.4 / KWH)
    assert found.energy == pytest.approx(KWH)
    assert (found.use, found.making, found.emissions) == pytest.approx((0.4, 0.2, 0.6))


def test_a_life_is_use_and_making():
    assert recorded.over_life(2, 3) == (2, 3, 5)
    assert recorded.made(3) == 3


def test_a_credit_is_negative():
    assert recorded.by_exchange(2, -1, 0.5) == -1
    assert recorded.exchanged(2, 1) == 2
