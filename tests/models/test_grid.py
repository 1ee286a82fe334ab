import numpy as np
import pytest

from carbonspan.models.grid import mix

IPCC = (820, 490, 650, 230, 12, 24, 11, 48)


@pytest.mark.parametrize("source", range(8))
def test_one_source_alone_has_its_own_intensity(source):
    shares = [float(each == source) for each in range(8)]
    assert mix(*shares, *IPCC) == IPCC[source]


def test_a_mix_is_the_weighted_mean_of_its_sources():
    shares = (0.16, 0.42, 0.01, 0.01, 0.18, 0.06, 0.1, 0.06)
    assert mix(*shares, *IPCC) == pytest.approx(np.average(IPCC, weights=shares), rel=1e-14)
