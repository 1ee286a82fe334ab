import pytest

from carbonspan.models import persistence


def test_figures_change_by_a_difference_and_a_ratio():
    assert persistence.data_centre(1.18, -0.01, 0.3, 0.9) == pytest.approx((1.17, 0.27))
