import pytest

from carbonspan.models.power import power


@pytest.mark.parametrize(("utilization", "expected"), [(0, 46), (1, 407), (0.5, 226.5), (0.85, 352.85)])
def test_power_is_linear_between_idle_and_full(utilization, expected):
    assert power(utilization, 46, 407) == pytest.approx(expected, rel=1e-14)
